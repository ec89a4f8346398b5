from __future__ import annotations

from dataclasses import dataclass

from participation.foundation.events import DomainEvent


@dataclass(frozen=True)
class VettingChanged(DomainEvent):
    """What this adult's roles give may be more or less than before."""

    person_id: str
