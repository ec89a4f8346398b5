from __future__ import annotations

from dataclasses import dataclass

from participation.foundation.events import DomainEvent


@dataclass(frozen=True)
class DeviceLocked(DomainEvent):
    device_id: str
