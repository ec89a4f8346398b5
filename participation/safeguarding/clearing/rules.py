"""Covering, hands and minutes at the desk; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from math import ceil

from participation.safeguarding.clearing.kinds import Waiting

COVER = "[…]"
# The first key stops a text for one of these, never for what it is about.
REASONS = ("personal_details", "unkind")
# How long a text stays in a hand that does not move, and how long a decision can be undone.
IN_HAND = timedelta(seconds=120)
UNDO_WITHIN = timedelta(seconds=60)
# Below this nobody is told that reading takes time.
SLOW_FROM_S = 90.0


def covered(text: str, stretches: Iterable[tuple[int, int]]) -> str | None:
    """The text with each stretch covered, which is counted as browsers count, in UTF-16 units;
    stretches that touch become one. None where nothing is covered."""
    units = text.encode("utf-16-le")
    marked = [False] * (len(units) // 2)
    for begin, finish in stretches:
        begin, finish = max(0, begin), min(len(marked), finish)
        marked[begin:finish] = [True] * max(0, finish - begin)
    if not any(marked):
        return None
    pieces: list[str] = []
    at, is_covering = 0, False
    for char in text:
        wide = 2 if ord(char) > 0xFFFF else 1
        hides = any(marked[at : at + wide])  # half of a letter is the whole letter
        at += wide
        if not hides:
            pieces.append(char)
        elif not is_covering:
            pieces.append(COVER)
        is_covering = hides
    return "".join(pieces)


def beside(first: Waiting, others: Iterable[Waiting]) -> list[Waiting]:
    """What may lie beside the first text on its card, in order."""
    return [one for one in others if one.id != first.id and one.goes_with(first)]


def may_undo(decided_by: str | None, decided_at: datetime, person_id: str, now: datetime) -> bool:
    """Whether this adult may take her decision back now."""
    return decided_by == person_id and now - decided_at <= UNDO_WITHIN


def minutes_to_wait(waiting_s: Sequence[float], lately_s: Sequence[float]) -> int:
    """About how many minutes reading takes now; 0 where it is quick.

    `waiting_s` is how long each text has waited already, `lately_s` how long the last ones took.
    A new text waits as long as the last ones did, and never less than those before it have.
    """
    usual = sorted(lately_s)[len(lately_s) // 2] if lately_s else 0.0
    longest = max([usual, *waiting_s]) if waiting_s else 0.0
    return ceil(longest / 60) if longest >= SLOW_FROM_S else 0
