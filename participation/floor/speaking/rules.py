"""Who speaks next and why, and which step of a turn follows which; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from participation.floor.speaking.models import TurnState as T
from participation.floor.speaking.models import Wish

# One turn of a session: called → running ⇄ paused → ended; called → passed, and the hand stays up.
TURN_MOVES: dict[str, dict[str, str]] = {
    "start": {T.CALLED: T.RUNNING, T.PAUSED: T.RUNNING},
    "pause": {T.RUNNING: T.PAUSED},
    "add_time": {T.CALLED: T.CALLED, T.RUNNING: T.RUNNING, T.PAUSED: T.PAUSED},
    "end": {T.RUNNING: T.ENDED, T.PAUSED: T.ENDED},
    "pass": {T.CALLED: T.PASSED},
}
# While one of these lasts nobody else is called.
IS_ON = frozenset({T.CALLED, T.RUNNING, T.PAUSED})

# How long a turn is, by what the hand was raised for; and what one press adds.
BUDGET_MS: dict[str, int] = {
    Wish.SPEAK: 120_000,
    Wish.REPLY: 60_000,
    Wish.SHORT_QUESTION: 45_000,
    Wish.READ_FOR_ME: 120_000,
}
MORE_MS = 30_000
# More than this is a talk, and has its own item.
MOST_MS = 30 * 60_000

# Why somebody who is not next was called or put first: recorded, and never a sentence about her.
OVERRULING = ("waited_long", "not_heard_yet", "about_this", "microphone_near")

# A star is called by its number; it says which colour it has.
MOST_SIGNS = 999
COLOURS = ("violet", "orange", "blue", "pink", "green", "brown")


class Why(StrEnum):
    """What puts one hand before another, in the order in which it is asked."""

    PINNED = "pinned"
    REPLY = "reply"
    TURNS = "turns"
    ORGANISATION = "organisation"
    FIRST_TIME = "first_time"
    ARRIVAL = "arrival"


@dataclass(frozen=True)
class Waiting:
    """A hand that is up, and what decides its place. `turns` and `organisation_turns` are of this
    session; a first-timer has not spoken at the conference yet."""

    id: str
    wish: str
    raised_at: datetime
    turns: int = 0
    organisation_turns: int = 0
    is_first_time: bool = True
    pinned_at: datetime | None = None
    # She said "not now" since the last one was called: her place stays, another is called first.
    is_resting: bool = False


@dataclass(frozen=True)
class Placed:
    """A hand with its place, from 1. `why` puts it before the one behind it; `behind` puts the one
    before it first, and is None for the first."""

    hand: Waiting
    place: int
    why: Why
    behind: Why | None


# product.md, "Speaking": pinned → reply → fewest turns by person → by organisation → first-timers →
# arrival. Smaller comes first; of several pinned ones whoever was pinned first.
_ASKED: tuple[tuple[Why, Callable[[Waiting], object]], ...] = (
    (Why.PINNED, lambda hand: hand.pinned_at.timestamp() if hand.pinned_at else float("inf")),
    (Why.REPLY, lambda hand: hand.wish != Wish.REPLY),
    (Why.TURNS, lambda hand: hand.turns),
    (Why.ORGANISATION, lambda hand: hand.organisation_turns),
    (Why.FIRST_TIME, lambda hand: not hand.is_first_time),
    (Why.ARRIVAL, lambda hand: (hand.raised_at, hand.id)),
)


def in_order(hands: Iterable[Waiting]) -> list[Placed]:
    """Every hand once, in the order in which they are called."""
    line = sorted(hands, key=lambda hand: tuple(asked(hand) for _, asked in _ASKED))
    return [
        Placed(
            hand,
            place + 1,
            why=_between(hand, line[place + 1]) if place + 1 < len(line) else _alone(hand),
            behind=_between(line[place - 1], hand) if place else None,
        )
        for place, hand in enumerate(line)
    ]


def next_up(line: Sequence[Placed]) -> str | None:
    """Whom the moderator calls without saying why: the first who did not say "not now"."""
    ready = [placed.hand.id for placed in line if not placed.hand.is_resting]
    return ready[0] if ready else line[0].hand.id if line else None


def _between(first: Waiting, other: Waiting) -> Why:
    return next((why for why, asked in _ASKED if asked(first) != asked(other)), Why.ARRIVAL)


def _alone(hand: Waiting) -> Why:
    """What speaks for the last of the line."""
    if hand.pinned_at:
        return Why.PINNED
    if hand.wish == Wish.REPLY:
        return Why.REPLY
    return Why.FIRST_TIME if hand.is_first_time else Why.ARRIVAL


def turn_after(move: str, state: str) -> str | None:
    """The state of a turn after this move, or None where it can't be made from here."""
    return TURN_MOVES[move].get(T(state))


def next_sign(last: int, taken: Iterable[int]) -> int:
    """The number of the next star: they are given one after the other, so that none that was just
    called comes again soon, and never one that is up."""
    up = set(taken)
    for step in range(1, MOST_SIGNS + 1):
        sign = (last + step - 1) % MOST_SIGNS + 1
        if sign not in up:
            return sign
    return last + 1  # more hands than stars: every one still has a number of its own


def colour_of(sign: int) -> str:
    return COLOURS[(sign - 1) % len(COLOURS)]


def ran_ms(
    started_at: datetime | None, paused_at: datetime | None, paused_ms: int, now: datetime
) -> int:
    """How long somebody has spoken, in milliseconds, without the pauses."""
    if started_at is None:
        return 0
    until = paused_at or now
    return max(0, (until - started_at) // timedelta(milliseconds=1) - paused_ms)


def budget_to_go_on(budget_ms: int, ran: int) -> int:
    """What a speaker who is called back has: what she had left, half a minute at least."""
    return max(MORE_MS, budget_ms - ran)
