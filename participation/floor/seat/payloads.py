"""What each audience is told of the moderator's seat."""

from __future__ import annotations

from typing import Any

from participation.floor.models import Floor
from participation.floor.seat import rules
from participation.floor.seat.queries import other_children
from participation.foundation import clock
from participation.people.queries import shown_names

# Who may sit in it, and so is told how it is with it.
AT_THE_FRONT = frozenset({"moderator", "facilitator"})


def seat_of(floor: Floor | None, audience: str, person_id: str = "") -> dict[str, Any]:
    """Held or free, by whom; for those who may sit in it also since when the tablet is silent, from
    when it may be taken, and whether it is offered. The battery is for adults."""
    holder = floor.seat_person_id if floor else None
    names = shown_names([holder]) if holder else {}
    seat: dict[str, Any] = {
        "held": holder is not None,
        "name": names.get(holder) if holder else None,
        "epoch": floor.seat_epoch if floor else 0,
    }
    if floor is None or audience not in AT_THE_FRONT:
        return seat
    now = clock.now()
    others = bool(other_children(floor.session_id, holder))
    offered = floor.seat_offered_at
    ends = offered + rules.OFFER_LASTS if offered and rules.is_offered(offered, now) else None
    stale = floor.seat_heard_at + rules.STALE_AFTER if holder and floor.seat_heard_at else None
    adult = rules.reclaimable_from(floor.seat_heard_at, has_other_child=others)
    seat |= {
        "helping": floor.seat_helping,
        "stale_at": clock.iso(stale),
        "adult_from": clock.iso(adult),
        "offered_until": clock.iso(ends),
        "others": others,
    }
    if audience == "moderator":
        seat["mine"] = holder is not None and holder == person_id
    if audience == "facilitator":
        seat["battery"] = rules.battery_told(floor.seat_battery) if holder else None
    return seat
