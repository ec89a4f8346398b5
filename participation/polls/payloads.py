"""What each audience is sent of polls: field by field, never a voter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from participation.foundation import clock
from participation.people.queries import people_present, present_count
from participation.polls import counting, queries, rules
from participation.polls.instants import INSTANTS
from participation.polls.models import Electorate, Poll, PollKind, PollOption, PollState


def poll_topic(session_id: str, audience: str) -> dict[str, Any] | None:
    """Topic `poll`: the poll on the wall. Before it is revealed the room reads only how many
    have answered, of how many are here."""
    poll = queries.poll_on_wall(session_id)
    return _on_wall(poll, audience) if poll else None


def shown_result(poll_id: str, session_id: str) -> dict[str, Any] | None:
    """A result that this session's hall has seen, as in topic `poll`; None for anything else."""
    poll = queries.revealed_poll(poll_id, session_id)
    if poll is None:
        return None
    # It is over: who comes or goes since then changes nothing of it.
    shown = _on_wall(poll, "audience")
    return shown | {"present": shown["answered"], "undo_until": None}


def results_to_pin(session_id: str) -> list[dict[str, Any]]:
    """The results that the hall has seen, the newest first."""
    return [{"id": poll.id, "title": poll.title} for poll in queries.revealed_polls(session_id)]


def _on_wall(poll: Poll, audience: str) -> dict[str, Any]:
    options = queries.options_of(poll.id)
    answered = queries.answered_count(poll.id)
    too_few = rules.is_too_few(poll.electorate, poll.state, answered)
    is_shown = rules.shows_results(poll.state, audience) and not too_few
    return {
        "id": poll.id,
        "round": poll.round,
        "kind": poll.kind,
        "instant": poll.instant,
        "state": poll.state,
        "title": poll.title,
        "options": [_option(poll, option) for option in options],
        "min": poll.least,
        "max": poll.most,
        "points": poll.points,
        "faces": poll.faces,
        "electorate": poll.electorate,
        "answered": answered if rules.tells_answered(poll.electorate, answered) else None,
        "present": _present(poll),
        "too_few": too_few,
        "seen": poll.revealed_at is not None,
        "undo_until": _undo_until(poll),
        "results": _results(poll, options) if is_shown else None,
        "median": _median(poll, options) if is_shown else None,
        "earlier": _earlier(poll, options) if is_shown else None,
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
    """What these holders have chosen in the poll that is open now; nobody else is in it. Of a
    ballot only that they have voted."""
    poll = queries.poll_on_wall(session_id)
    if poll is None or poll.state != PollState.OPEN:
        return {}
    return {
        voter.holder: {"id": poll.id, "round": poll.round, "voted": True}
        if poll.is_ballot
        else {"id": poll.id, "round": poll.round, "choice": voter.choice, "n": voter.n}
        for voter in queries.own_voters(poll.id, holders)
    }


def _option(poll: Poll, option: PollOption) -> dict[str, Any]:
    return {
        "id": option.id,
        "text": option.text,
        "picture": queries.picture_address(poll, option) if option.picture_id else None,
        "alt": option.alt if option.picture_id else None,
    }


def _present(poll: Poll) -> int:
    """How many could answer: in a ballot people, never tablets."""
    if poll.electorate == Electorate.EVERYONE:
        return present_count(poll.session_id)
    is_for_delegates = poll.electorate == Electorate.DELEGATES
    return people_present(poll.session_id, "delegate" if is_for_delegates else None)


def _results(poll: Poll, options: Sequence[PollOption]) -> list[dict[str, Any]]:
    """The totals in the order to show: by points where points decide, else as they were asked."""
    told = [
        {"option": option.id, "count": option.count or 0, "hands": option.hands or 0}
        for option in options
    ]
    if poll.kind not in counting.BY_POINTS:
        return told
    places = counting.places({option.id: option.count or 0 for option in options})
    for each, option in zip(told, options, strict=True):
        each |= {"place": places[option.id], "firsts": option.firsts}
    return sorted(told, key=lambda each: places[each["option"]])


def _median(poll: Poll, options: Sequence[PollOption]) -> list[str] | None:
    """The step or steps in the middle of a scale's answers."""
    if poll.kind != PollKind.SCALE:
        return None
    middle = counting.median([(option.count or 0) + (option.hands or 0) for option in options])
    return [options[position].id for position in middle]


def _earlier(poll: Poll, options: Sequence[PollOption]) -> dict[str, Any] | None:
    """What the room has seen of the round before, by this round's options."""
    before = queries.round_before(poll)
    if before is None:
        return None
    was = zip(options, queries.options_of(before.id), strict=True)
    return {
        "round": before.round,
        "answered": queries.answered_count(before.id),
        "results": [
            {"option": option.id, "count": old.count or 0, "hands": old.hands or 0}
            for option, old in was
        ],
    }


def _undo_until(poll: Poll) -> str | None:
    """Until when a shown result can be hidden again."""
    if poll.state != PollState.REVEALED or poll.revealed_at is None:
        return None
    return clock.iso(poll.revealed_at + rules.UNDO_FOR)


def _prepared(poll: Poll) -> dict[str, Any]:
    return {
        "id": poll.id,
        "item": poll.item_id,
        "kind": poll.kind,
        "electorate": poll.electorate,
        "title": poll.title,
        "options": [option.text for option in poll.options],
        "state": poll.state,
    }
