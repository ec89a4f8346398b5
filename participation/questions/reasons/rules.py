"""The keys of a reason, and the order of a session's list; pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from participation.foundation.taming import WHOLE
from participation.questions.reasons.models import ReasonState as S

# More of their own than this, and nobody would find one while a hall waits.
MOST = 8

MOVES: dict[str, tuple[frozenset[str], str]] = {
    "clear": (frozenset({S.SENT}), S.CLEARED),
    # Also when it was told: what could hurt somebody leaves every phone at once.
    "stop": (frozenset({S.SENT, S.CLEARED}), S.STOPPED),
    "undo": (frozenset({S.CLEARED, S.STOPPED}), S.SENT),
    "route_to_safety": (frozenset({S.SENT, S.CLEARED}), S.HELD),
    "take_back": (frozenset({S.SENT, S.CLEARED, S.STOPPED}), S.TAKEN_BACK),
    "run_out": (frozenset({S.SENT}), S.STOPPED),
}

# What an asker reads who was told it: also after its writer took it back.
TOLD = frozenset({S.CLEARED, S.TAKEN_BACK})
# Nobody is offered it any more.
LEFT = frozenset({S.STOPPED, S.TAKEN_BACK})


def after(move: str, state: str) -> str | None:
    """The state after this move, or None where it can't be made from here."""
    begins, ends = MOVES[move]
    return ends if state in begins else None


def as_its_writer_reads(state: str) -> str:
    """The state as its writer is told it: one that the safety team holds is, to her, like any other
    that waits to be read."""
    return str(S.SENT if state == S.HELD else state)


def fits(text: str) -> bool:
    """Whether it is something, and no more than is kept whole. Words are never looked at."""
    return 0 < len(text) <= WHOLE


def in_order(known: Sequence[str], arranged: Sequence[str]) -> list[str]:
    """All known ones: first those that were arranged, in that order, then whatever came later."""
    there = [each for each in dict.fromkeys(arranged) if each in known]
    return [*there, *(each for each in known if each not in there)]


def placed(order: Sequence[str], what: str, before: str | None) -> list[str]:
    """The order in which this one stands right before the other, or at the end; the same again
    where it stands there."""
    others = [each for each in order if each != what]
    at = others.index(before) if before in others else len(others)
    return [*others[:at], what, *others[at:]]


def offered(order: Iterable[str], hidden: Collection[str], ready: Collection[str]) -> list[str]:
    """What can be chosen, in order. Where nothing would be left, all the ready ones: no asker goes
    without a word of why."""
    order = list(order)
    shown = [each for each in order if each not in hidden]
    return shown or [each for each in order if each in ready]
