"""Who counts as an adult in the room, and what follows when too few do; pure.

product.md, "Adults in the room". Numbers are the design's defaults.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# A device that was not heard for this long is lost: its adult turns amber.
LOST_AFTER = timedelta(seconds=90)
# A device that said it is being locked can't be heard; its adult counts for this long all the same.
LOCKED_COUNTS = timedelta(minutes=15)
# How long another adult's "she is here" counts.
CONFIRMED_COUNTS = timedelta(minutes=5)
# An amber adult whom nobody confirms has left after this long.
GONE_AFTER = timedelta(minutes=15)
# Nobody for this long: the session pauses.
NOBODY_FOR = timedelta(seconds=60)
# Quiet mode lasts no longer than this; then the session pauses.
QUIET_AT_MOST = timedelta(minutes=10)


class AdultState(StrEnum):
    HERE = "here"
    AMBER = "amber"
    GONE = "gone"


@dataclass(frozen=True)
class Signs:
    """What is known of an adult who has checked in."""

    heard_at: datetime
    is_locked: bool = False
    confirmed_at: datetime | None = None


def counts_until(signs: Signs) -> datetime:
    """The moment until which she counts without a further sign."""
    heard = signs.heard_at + (LOCKED_COUNTS if signs.is_locked else LOST_AFTER)
    if signs.confirmed_at is None:
        return heard
    return max(heard, signs.confirmed_at + CONFIRMED_COUNTS)


def state_at(signs: Signs, now: datetime) -> AdultState:
    """`here` counts; `amber` is asked after; `gone` has left without saying so."""
    until = counts_until(signs)
    if now <= until:
        return AdultState.HERE
    return AdultState.AMBER if now <= until + GONE_AFTER else AdultState.GONE


def how_many_count(adults: Iterable[Signs], now: datetime) -> int:
    return sum(state_at(signs, now) == AdultState.HERE for signs in adults)


class Step(StrEnum):
    """What a live session does about its adults."""

    GO_ON = "go on"
    BEGIN_QUIET = "begin quiet mode"
    END_QUIET = "end quiet mode"
    PAUSE = "pause"


def next_step(
    *,
    asked: int,
    counted: int,
    nobody_since: datetime,
    quiet_since: datetime | None,
    now: datetime,
) -> Step:
    """None for 60 s: pause. Fewer than asked: quiet mode for at most 10 minutes, then pause."""
    if counted >= asked:
        return Step.GO_ON if quiet_since is None else Step.END_QUIET
    if counted == 0 and now - nobody_since >= NOBODY_FOR:
        return Step.PAUSE
    if quiet_since is None:
        return Step.BEGIN_QUIET
    return Step.PAUSE if now - quiet_since >= QUIET_AT_MOST else Step.GO_ON
