"""Who may sit in the moderator's seat, and when; pure."""

from __future__ import annotations

from datetime import datetime, timedelta

# product.md, "Moderator's seat": not heard for this long, it is stale. Nothing moves by itself.
STALE_AFTER = timedelta(seconds=45)
# The co-moderator is offered a stale seat first; after this long an adult may reclaim it too.
CHILD_FIRST = timedelta(seconds=30)
# An offer that nobody accepted is over.
OFFER_LASTS = timedelta(minutes=2)
# Adults are told of a battery from here down, in percent.
BATTERY_LOW = 20


def may_take(
    holder: str | None,
    person: str,
    heard_at: datetime | None,
    now: datetime,
    *,
    an_adult_helps: bool = False,
) -> bool:
    """A free seat, one's own on any tablet, a stale one, or one that an adult keeps warm."""
    return holder in (None, person) or an_adult_helps or is_stale(heard_at, now)


def is_stale(heard_at: datetime | None, now: datetime) -> bool:
    return heard_at is None or now - heard_at > STALE_AFTER


def reclaimable_from(heard_at: datetime | None, *, has_other_child: bool) -> datetime | None:
    """From when on an adult may reclaim it; None: at once, it never was in use."""
    if heard_at is None:
        return None
    return heard_at + STALE_AFTER + (CHILD_FIRST if has_other_child else timedelta(0))


def is_offered(offered_at: datetime | None, now: datetime) -> bool:
    return offered_at is not None and now - offered_at <= OFFER_LASTS


def battery_told(percent: int | None) -> int | None:
    """What adults are told of a tablet's battery: nothing as long as it is well."""
    return percent if percent is not None and percent <= BATTERY_LOW else None
