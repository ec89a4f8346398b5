"""Which step follows which in a session under way; pure."""

from __future__ import annotations

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
}

# Nobody comes in any more.
IS_OVER = frozenset({S.CLOSED, S.PUBLISHED, S.CANCELLED})
# While one of these lasts the run sheet's cursor may move.
CURSOR_MOVES_IN = frozenset({S.LIVE})
# A seat that was not heard for this long is stale (product.md, "Moderator's seat").
SEAT_STALE_S = 45
# The table holds no more; a hall asks for a few.
MOST_ADULTS = 20


def may_be_asked_for(adults: int) -> bool:
    """Whether a session may ask for so many adults: one at least."""
    return 1 <= adults <= MOST_ADULTS


def after(move: str, state: str) -> str | None:
    """The state after this move, or None where it can't be made from here."""
    return MOVES[move].get(S(state))


def already(move: str, state: str) -> bool:
    """Whether the move's goal is the present state, so that a second press is no mistake."""
    return state in MOVES[move].values()


def same_cursor(current: str | None, version: int, left: str | None, seen: int) -> bool:
    """Compare-and-swap: `next` names the item it leaves and the version it saw."""
    return current == left and version == seen


def may_take_seat(holder: str | None, person: str, heard_s_ago: float | None) -> bool:
    """A free seat, one's own on any tablet, or one that has not been heard for 45 s."""
    return holder is None or holder == person or heard_s_ago is None or heard_s_ago > SEAT_STALE_S
