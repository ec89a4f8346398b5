"""What the tests of polls do again and again."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.commands import Audit, Outcome, Reference, command
from participation.foundation.extensions import db
from participation.polls.commands import Cast, cast_ballots
from participation.polls.models import Poll, PollState
from participation.polls.queries import options_of


def poll_now(poll: Poll | str) -> Poll:
    """The poll as the database has it at this moment."""
    db.session.rollback()
    poll_id = poll if isinstance(poll, str) else poll.id
    found = db.session.get(Poll, poll_id, populate_existing=True)
    assert found is not None
    return found


def counts(poll: Poll) -> list[int | None]:
    """The options' counts in their order."""
    db.session.rollback()
    return [option.count for option in options_of(poll.id)]


def cast(
    actor: Actor, poll: Poll, place: int = 0, n: int = 1, command_id: str | None = None
) -> Outcome:
    """Vote for the option at this place; refusals are raised."""
    return cast_ballots.one(Cast(actor, poll.id, (poll.options[place].id,), n, command_id))


@command(audit=Audit.NONE)
def _leave_closing(actor: Actor, poll_id: str) -> Reference:
    found = db.session.get(Poll, poll_id)
    assert found is not None
    found.state = PollState.CLOSING
    return {}


def leave_closing(poll: Poll) -> None:
    """The poll as a server leaves it that stops between the two steps of closing."""
    _leave_closing(SYSTEM, poll.id)


@command(audit=Audit.NONE)
def _finish(actor: Actor, session_id: str) -> Reference:
    db.session.execute(
        update(Poll).where(Poll.session_id == session_id).values(state=PollState.VOID)
    )
    return {}


def finish(session_id: str) -> None:
    """Nothing of the session is under way."""
    _finish(SYSTEM, session_id)


def said(poll: Poll, choice: Any) -> Any:
    """A choice by the options' places, as a browser sends it: options by their ids."""
    ids = [option.id for option in poll.options]
    if isinstance(choice, dict):
        return {ids[at]: points for at, points in choice.items()}
    return [ids[at] for at in choice] if isinstance(choice, list) else choice
