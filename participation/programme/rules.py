"""Pure rules of the programme."""

from __future__ import annotations

from datetime import date, datetime, timedelta

# When a room code opens its session, before the start and after the end.
CODE_OPENS_BEFORE = timedelta(minutes=60)
CODE_STAYS_AFTER = timedelta(minutes=30)


def code_opens(
    starts_at: datetime, ends_at: datetime, now: datetime, *, always: bool, under_way: bool
) -> bool:
    """Whether a room code opens its session now: around its time, and as long as it goes on."""
    around = starts_at - CODE_OPENS_BEFORE <= now < ends_at + CODE_STAYS_AFTER
    return always or under_way or around


def gone_on(last_day: date, span: timedelta) -> date:
    """The first day on which nothing is left of what is kept this long after the event."""
    return last_day + span + timedelta(days=1)


def is_over_for(last_day: date | None, today: date, span: timedelta) -> bool:
    """Whether that day has come; never while there is no event."""
    return last_day is not None and today >= gone_on(last_day, span)
