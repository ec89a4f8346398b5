"""Who the adults in the room are, as each audience is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from participation.foundation import clock
from participation.foundation.actors import SYSTEM
from participation.people.queries import shown_names
from participation.programme.queries import session_by_id
from participation.safeguarding.adults import queries
from participation.safeguarding.adults.queries import Adult
from participation.safeguarding.adults.rules import AdultState

# Who sees whom to confirm, and so gets an id beside the name.
CONFIRMS = frozenset({"facilitator"})


def adults_here(adults: Sequence[Adult], audience: str) -> list[dict[str, Any]]:
    """Each by shown name and state; whoever has gone is not shown any more."""
    shown = [adult for adult in adults if adult.state != AdultState.GONE]
    names = shown_names([adult.person_id for adult in shown])
    return [
        {"name": names.get(adult.person_id), "state": adult.state}
        | ({"id": adult.person_id} if audience in CONFIRMS else {})
        for adult in shown
    ]


def short_rooms() -> list[dict[str, Any]]:
    """For the safety team: which rooms have too few adults, and whether they wait for them."""
    rooms = []
    for notice in queries.rooms_short():
        session = session_by_id(SYSTEM, notice.session_id)
        rooms.append(
            {
                "session": session.slug,
                "room": session.room.name,
                "title": session.title,
                "state": notice.kind,
                "since": clock.iso(notice.at),
                "counted": notice.counted,
                "asked": notice.asked,
            }
        )
    return rooms
