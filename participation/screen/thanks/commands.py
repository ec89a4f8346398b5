"""The one write of thanks, which keeps nothing: the star ripples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import current_app

from participation.floor.queries import sessions_named, why_not
from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import (
    Outcome,
    Reference,
    afterwards,
    mass_command,
    record,
)
from participation.screen.thanks.events import StarRippled
from participation.screen.thanks.lately import EACH_S, lately_of
from participation.screen.thanks.permissions import POLICIES


@dataclass(frozen=True)
class Thanking:
    """One person's thank-you."""

    actor: Actor
    slug: str
    command_id: str | None = None


def _same(wish: Thanking) -> Reference:
    return _next_in(lately_of(current_app).wait_of(str(wish.actor.holder)))


@mass_command(again=_same)
def thank(wishes: Sequence[Thanking]) -> list[Outcome]:
    """The star of each session that somebody thanked ripples, once for all of them; not for a
    holder who has just said it, and not while it ripples already.

    Outcomes: `{"until": moment}`, from when on the same holder may say it again; NotSignedIn,
    NotAllowed, NotFound, NotNow with the present state.
    """
    lately = lately_of(current_app)
    sessions = sessions_named([wish.slug for wish in wishes])
    outcomes: list[Outcome] = []
    thanked: dict[str, set[str]] = {}
    for wish in wishes:
        found, holder = sessions.get(wish.slug), str(wish.actor.holder)
        refusal = why_not(POLICIES["screen.thank"], wish.actor, found)
        wait = lately.wait_of(holder)
        if refusal is None and found is not None and not wait:
            thanked.setdefault(found[0].id, set()).add(holder)
        outcomes.append(refusal or _next_in(wait or EACH_S))
    for session_id in sorted(thanked):
        if lately.is_still(session_id):
            record(StarRippled(session_id))
    # Only once it is committed: what was rolled back is not remembered as said.
    afterwards(lambda: lately.note(thanked))
    return outcomes


def _next_in(seconds: float) -> Reference:
    return {"until": clock.iso(clock.now() + timedelta(seconds=seconds))}
