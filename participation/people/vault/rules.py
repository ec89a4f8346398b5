"""Pure rules of the vault: when it is erased."""

from __future__ import annotations

from datetime import date, timedelta

KEPT_FOR = timedelta(days=30)


def erased_on(last_day: date) -> date:
    """The first day on which nothing is in the vault any more."""
    return last_day + KEPT_FOR + timedelta(days=1)


def is_due(last_day: date | None, today: date) -> bool:
    """Whether the vault has to be empty today; never while there is no event."""
    return last_day is not None and today >= erased_on(last_day)
