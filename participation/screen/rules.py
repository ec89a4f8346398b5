"""What a wall shows, and which session is on in a room; pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from participation.floor.models import SessionState as S
from participation.screen.models import Shown, WallMode

PAIRING_VALID = timedelta(minutes=15)
# A code with less than this left is renewed when the screen asks again.
PAIRING_RENEWED = timedelta(minutes=6)
# After this many wrong codes in a row, each further one waits twice as long, up to a minute.
FREE_TRIES = 5
LONGEST_WAIT_S = 60
# Tries older than this are forgotten: the session's budget is slowed, never locked.
TRIES_FORGOTTEN = timedelta(minutes=15)
# How long the thank-you of a closed session stays before the room's next one takes the wall.
THANKS = timedelta(minutes=10)

# A screen says every ten seconds that it is there.
GONE_AFTER = timedelta(seconds=30)
# One that was not heard for so long was taken home, and is counted no more.
COUNTED_FOR = timedelta(minutes=30)

ON = frozenset({S.LIVE, S.PAUSED, S.CLOSING})
TO_COME = frozenset({S.PLANNED, S.READY})
OVER = frozenset({S.CLOSING, S.CLOSED, S.PUBLISHED, S.CANCELLED})

# What has room for the day's mosaic: the end of a session, the slide of a hall that waits, a wall
# at rest.
WITH_MOSAIC = frozenset({"closed", "holding", "blank"})


@dataclass(frozen=True)
class OnStage:
    """What there would be to show."""

    question: bool = False
    poll: bool = False
    item: bool = False
    # Somebody is called, or speaks.
    turn: bool = False
    # The session paused because too few adults are in the room.
    waits_for_adults: bool = False
    # The current item pins a paper, and the author's yes to it lives.
    paper: bool = False
    paper_pinned: bool = False
    # What of somebody's choice may still be read: the layout that shows it.
    chosen: str | None = None


# How each thing that can be chosen is shown.
LAYOUT_OF: dict[str, str] = {
    Shown.PAPER: "paper",
    Shown.QUESTION: "question",
    Shown.POLL: "poll",
    Shown.READY: "message",
    Shown.MESSAGE: "message",
}
# What each mode can show; the others show nothing of their own.
SHOWN_IN: dict[str, frozenset[str]] = {
    WallMode.PINNED: frozenset({Shown.PAPER, Shown.QUESTION, Shown.POLL}),
    WallMode.MESSAGE: frozenset({Shown.READY, Shown.MESSAGE}),
}


def fits(mode: str, kind: str | None, object_id: str | None) -> bool:
    """Whether this mode can show this."""
    if mode in SHOWN_IN:
        return kind in SHOWN_IN[mode] and bool(object_id)
    return mode in tuple(WallMode) and not kind and not object_id


def layout(state: str, stage: OnStage, *, blank: bool, mode: str = WallMode.FOLLOW) -> str:
    """What the wall shows: blank over all, then the end, and the pause for want of adults; then a
    message, the pause, and what else was chosen; where the wall follows, question over poll over
    paper over whoever speaks over item. What was taken back leaves the pattern."""
    if blank:
        return "blank"
    if state in OVER:
        return "closed"
    if state == S.PAUSED and stage.waits_for_adults:
        return "waiting_for_adult"
    if mode == WallMode.MESSAGE:
        return stage.chosen or "blank"
    if state == S.PAUSED:
        return "paused"
    if mode == WallMode.PINNED:
        return stage.chosen or "blank"
    if mode == WallMode.HOLDING:
        return "holding"
    return _following(state, stage)


def _following(state: str, stage: OnStage) -> str:
    if stage.question:
        return "question"
    if stage.poll:
        return "poll"
    if state != S.LIVE:
        return "holding"
    if stage.paper_pinned and stage.paper:
        return "paper"
    if stage.turn:
        return "turn"
    if stage.paper_pinned:
        return "blank"  # its author took it back, or lets fewer people read it now
    return "item" if stage.item else "holding"


@dataclass(frozen=True)
class Candidate:
    """A session of a room, as far as its wall needs to know it."""

    id: str
    state: str
    starts_at: datetime
    ends_at: datetime
    closed_at: datetime | None = None
    is_always_now: bool = False


def session_on(candidates: Iterable[Candidate], now: datetime, zone: tzinfo) -> str | None:
    """The id of the session that the room's wall shows now: one under way, else one whose doors
    are open, else one that has just ended, else the trial that is always now, else the next of
    today; where nothing else is left, the next of another day or what ended last."""
    ranked = sorted(
        (_rank(one, now, zone), one.id) for one in candidates if one.state != S.CANCELLED
    )
    return ranked[0][1] if ranked else None


def _rank(one: Candidate, now: datetime, zone: tzinfo) -> tuple[int, float]:
    ahead = (one.starts_at - now).total_seconds()
    if one.state in ON:
        return 0, -ahead
    if one.state == S.OPEN:
        return 1, ahead
    if one.state == S.CLOSED and one.closed_at is not None and now - one.closed_at < THANKS:
        return 2, (now - one.closed_at).total_seconds()
    if one.is_always_now:
        return 3, 0
    if one.state in TO_COME and one.ends_at > now:
        today = one.starts_at.astimezone(zone).date() == now.astimezone(zone).date()
        return (4 if today else 5), ahead
    return 6, -ahead


def wait_after(wrong_codes: int) -> int:
    """Seconds until the session's next code is looked at."""
    if wrong_codes < FREE_TRIES:
        return 0
    return int(min(LONGEST_WAIT_S, 2 ** (wrong_codes - FREE_TRIES + 1)))


def shown_code(digits: str) -> str:
    """The code as the wall shows it: in two groups that can be read aloud."""
    return f"{digits[:3]} {digits[3:]}"
