from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from participation.foundation.events import SessionEvent


@dataclass(frozen=True)
class WallChanged(SessionEvent):
    """The wall rests now, or shows the session again."""

    touches: ClassVar[tuple[str, ...]] = ("screen",)


@dataclass(frozen=True)
class ScreenCameIn(SessionEvent):
    """A projector belongs to the session's room: one thing less is missing before the start."""

    touches: ClassVar[tuple[str, ...]] = ("screen", "adults")
