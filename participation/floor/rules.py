"""Which step follows which in a session under way; pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from participation.floor.models import ItemState as I
from participation.floor.models import SessionState as S

# product.md, "Programme": planned → ready → open → live ⇄ paused → closing → closed → published.
MOVES: dict[str, dict[str, str]] = {
    "make_ready": {S.PLANNED: S.READY},
    "open_doors": {S.PLANNED: S.OPEN, S.READY: S.OPEN},
    "go_live": {S.OPEN: S.LIVE},
    "pause": {S.LIVE: S.PAUSED},
    "resume": {S.PAUSED: S.LIVE},
    "close": {S.LIVE: S.CLOSING, S.PAUSED: S.CLOSING},
    "finish_closing": {S.CLOSING: S.CLOSED},
    # By a lead facilitator within 30 minutes: it waits in a pause for its adults and its moderator.
    "reopen": {S.CLOSED: S.PAUSED},
    "publish": {S.CLOSED: S.PUBLISHED},
    "cancel": {S.PLANNED: S.CANCELLED, S.READY: S.CANCELLED, S.OPEN: S.CANCELLED},
}

# product.md, "Programme": planned → current → done; parked and skipped both back to planned.
ITEM_MOVES: dict[str, dict[str, str]] = {
    "reach": {I.PLANNED: I.CURRENT},
    "finish": {I.CURRENT: I.DONE},
    "park": {I.PLANNED: I.PARKED, I.CURRENT: I.PARKED},
    "skip": {I.PLANNED: I.SKIPPED, I.CURRENT: I.SKIPPED},
    "plan_again": {I.PARKED: I.PLANNED, I.SKIPPED: I.PLANNED},
}

# Nobody comes in any more.
IS_OVER = frozenset({S.CLOSED, S.PUBLISHED, S.CANCELLED})
# Nothing comes on stage any more.
ENDS = IS_OVER | {S.CLOSING}
# While one of these lasts the run sheet's cursor may move.
CURSOR_MOVES_IN = frozenset({S.LIVE})
REOPENED_WITHIN = timedelta(minutes=30)
# The table holds no more; a hall asks for a few.
MOST_ADULTS = 20


def may_be_asked_for(adults: int) -> bool:
    """Whether a session may ask for so many adults: one at least."""
    return 1 <= adults <= MOST_ADULTS


def after(move: str, state: str) -> str | None:
    """The state after this move, or None where it can't be made from here."""
    return MOVES[move].get(S(state))


def is_over(state: str) -> bool:
    """Whether nothing comes on stage any more."""
    return state in ENDS


def already(move: str, state: str) -> bool:
    """Whether the move's goal is the present state, so that a second press is no mistake."""
    return state in MOVES[move].values()


def same_cursor(current: str | None, version: int, left: str | None, seen: int) -> bool:
    """Compare-and-swap: `next` names the item it leaves and the version it saw."""
    return current == left and version == seen


def item_after(move: str, state: str) -> str | None:
    """The state of a step after this move, or None where it can't be made from here."""
    return ITEM_MOVES[move].get(I(state))


def reopen_until(state: str, closed_at: datetime | None) -> datetime | None:
    """Until when a closed session may be opened again; None for one that is not closed."""
    return closed_at + REOPENED_WITHIN if state == S.CLOSED and closed_at else None
