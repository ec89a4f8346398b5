"""Who the adults in the room are, as each audience is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from participation.people.queries import shown_names
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
