from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from participation.foundation.events import SessionEvent


@dataclass(frozen=True)
class HandsChanged(SessionEvent):
    """The line of those who want to speak is another one."""

    touches: ClassVar[tuple[str, ...]] = ("hands",)


@dataclass(frozen=True)
class TurnMoved(SessionEvent):
    """Somebody is called, speaks, rests or has spoken."""

    touches: ClassVar[tuple[str, ...]] = ("hands", "turn")
