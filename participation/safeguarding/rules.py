"""Which helpline is shown, and with which mark; pure."""

from __future__ import annotations

from datetime import date, timedelta

# safeguarding.md, decision 12: an older check hides the line until the lead has looked again.
CHECKED_WITHIN = timedelta(days=90)


def is_shown(verified_on: date | None, confirmed_on: date | None, today: date) -> bool:
    """Whether the line is shown: never checked (then it is marked), checked lately, or said lately
    by the safety team to hold still."""
    if verified_on is None:
        return True
    return today - max(verified_on, confirmed_on or verified_on) <= CHECKED_WITHIN


def is_to_confirm(verified_on: date | None) -> bool:
    """Whether the line carries "to be confirmed by its helpline"."""
    return verified_on is None


def is_emergency_to_confirm(verified_on: date | None, today: date) -> bool:
    """Whether the emergency number carries "to be confirmed": never checked, or long ago. It is
    shown all the same: in danger a number that may have changed is better than none."""
    return verified_on is None or today - verified_on > CHECKED_WITHIN


def place_of(country: str, here: str | None) -> str:
    """`here` for where the child is now, else `home`."""
    return "here" if country == here else "home"
