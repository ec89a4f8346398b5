from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from participation.foundation.events import DomainEvent, SessionEvent


@dataclass(frozen=True)
class DeviceEnded(DomainEvent):
    device_id: str


@dataclass(frozen=True)
class RoleWithdrawn(DomainEvent):
    person_id: str


@dataclass(frozen=True)
class PresenceChanged(SessionEvent):
    """The number of devices heard in a session is another than before."""

    touches: ClassVar[tuple[str, ...]] = ("presence",)


@dataclass(frozen=True)
class NodsChanged(DomainEvent):
    """A child waits for a nod, or does no longer; told wherever a facilitator may be looking."""

    session_ids: tuple[str, ...]
    topic: ClassVar[str] = "nods"

    def topics(self) -> list[tuple[str, str]]:
        return [(session_id, self.topic) for session_id in self.session_ids]
