"""What each audience is sent of polls: field by field, never a voter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from participation.people.queries import present_count
from participation.polls import queries, rules
from participation.polls.instants import INSTANTS
from participation.polls.models import Poll, PollState


def poll_topic(session_id: str, audience: str) -> dict[str, Any] | None:
    """Topic `poll`: the poll on the wall. Before it is revealed the room reads only how many
    have answered, of how many are here."""
    poll = queries.poll_on_wall(session_id)
    if poll is None:
        return None
    options = queries.options_of(poll.id)
    return {
        "id": poll.id,
        "round": poll.round,
        "kind": poll.kind,
        "instant": poll.instant,
        "state": poll.state,
        "title": poll.title,
        "options": [
            {"id": option.id, "text": option.text, "picture": None, "alt": None}
            for option in options
        ],
        "min": 1,
        "max": 1,
        "electorate": poll.electorate,
        "answered": queries.answered_count(poll.id),
        "present": present_count(session_id),
        "results": [{"option": option.id, "count": option.count} for option in options]
        if rules.shows_results(poll.state, audience)
        else None,
    }


def polls_topic(session_id: str) -> dict[str, Any]:
    """Topic `polls`, for moderator and facilitators: what can be opened."""
    return {
        "prepared": [_prepared(poll) for poll in queries.polls_prepared(session_id)],
        "instants": [
            {"key": key, "title": instant.title, "options": list(instant.options)}
            for key, instant in INSTANTS.items()
        ],
    }


def mine_polls(session_id: str, holders: Sequence[str]) -> dict[str, dict[str, Any]]:
    """What these holders have chosen in the poll that is open now; nobody else is in it."""
    poll = queries.poll_on_wall(session_id)
    if poll is None or poll.state != PollState.OPEN:
        return {}
    return {
        voter.holder: {
            "id": poll.id,
            "round": poll.round,
            "choice": [voter.option_id] if voter.option_id else None,
            "n": voter.n,
        }
        for voter in queries.own_voters(poll.id, holders)
    }


def _prepared(poll: Poll) -> dict[str, Any]:
    return {
        "id": poll.id,
        "item": poll.item_id,
        "title": poll.title,
        "options": [option.text for option in poll.options],
        "state": poll.state,
    }
