"""What each audience is sent of hands and turns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from participation.floor.speaking import queries, rules
from participation.floor.speaking.models import RaisedHand, Turn
from participation.floor.speaking.rules import Placed
from participation.foundation import clock
from participation.foundation.languages import Words
from participation.people.queries import shown_names

# access.yaml, "raised hands with their reasons": who reads the line, and who only how many.
READS_LINE = frozenset({"moderator", "facilitator"})
READS_HOW_MANY = frozenset({"delegate"})


def speaking_of(session_id: str, audience: str) -> dict[str, Any]:
    """Of topic `floor`: whose turn it is, and, where it belongs, the line with its reasons. A name
    is shown where its owner's dial shows one; everybody has a star."""
    turn = queries.turn_on(session_id)
    hand = queries.hand_in(session_id, turn.hand_id) if turn else None
    told: dict[str, Any] = {
        "turn": _turn(turn, hand, audience) if turn and hand else None,
        "queue": [],
    }
    if audience in READS_HOW_MANY:
        told["hands"] = len(queries.line_of(session_id))
    if audience in READS_LINE:
        line = queries.line_of(session_id)
        newest = turn or queries.newest_turn(session_id)
        told["queue"] = _line(line)
        told["next_hand"] = rules.next_up([placed for placed, _ in line])
        told["last_turn"] = newest.number if newest else 0
        told["last_speaker"] = _last(session_id)
    return told


def mine_hands(session_id: str, holders: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Of topic `mine`: each of these holders' own hand, with its place and why."""
    own = {hand.holder: hand for hand in queries.open_hands(session_id, holders)}
    if not own:
        return {}
    places = {hand.id: placed for placed, hand in queries.line_of(session_id)}
    return {holder: _own(hand, places.get(hand.id)) for holder, hand in own.items()}


def _own(hand: RaisedHand, placed: Placed | None) -> dict[str, Any]:
    return {
        "id": hand.id,
        "wish": hand.wish,
        "state": hand.state,
        "sign": sign_of(hand),
        "place": placed.place if placed else None,
        "behind": placed.behind if placed else None,
        "why": placed.why if placed else None,
        "rests": placed.hand.is_resting if placed else False,
    }


def sign_of(hand: RaisedHand) -> dict[str, Any]:
    """The star by which somebody is called: the same on her phone, the tablet and the wall."""
    return {"number": hand.sign, "colour": rules.colour_of(hand.sign)}


def _turn(turn: Turn, hand: RaisedHand, audience: str) -> dict[str, Any]:
    told = {
        "id": turn.id,
        "number": turn.number,
        "name": _names([hand]).get(hand.holder),
        "sign": sign_of(hand),
        "wish": hand.wish,
        "state": turn.state,
        "started_at": clock.iso(turn.started_at),
        "paused_at": clock.iso(turn.paused_at),
        "paused_ms": turn.paused_ms,
        "budget_ms": turn.budget_ms,
        "server_now": clock.iso(clock.now()),
    }
    if audience in READS_LINE:
        told["is_here"] = queries.is_here(turn.session_id, hand.holder)
    return told


def _line(line: Sequence[tuple[Placed, RaisedHand]]) -> list[dict[str, Any]]:
    names = _names([hand for _, hand in line])
    return [
        {
            "id": hand.id,
            "wish": hand.wish,
            "name": names.get(hand.holder),
            "sign": sign_of(hand),
            "place": placed.place,
            "why": placed.why,
            "turns": placed.hand.turns,
            "first_time": placed.hand.is_first_time,
            "rests": placed.hand.is_resting,
            "pinned": hand.pinned_reason,
            "raised_at": clock.iso(hand.raised_at),
        }
        for placed, hand in line
    ]


def _last(session_id: str) -> dict[str, Any] | None:
    found = queries.last_speaker(session_id)
    if found is None or queries.open_hands(session_id, [found[1].holder]):
        return None
    _, hand = found
    return {"name": _names([hand]).get(hand.holder), "sign": sign_of(hand)}


def _names(hands: Sequence[RaisedHand]) -> dict[str, Words]:
    people = queries.people_of({hand.holder for hand in hands})
    shown = shown_names(list(people.values()))
    return {holder: shown[person] for holder, person in people.items() if person in shown}
