from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from participation.foundation.events import SessionEvent


@dataclass(frozen=True)
class WallChanged(SessionEvent):
    """The wall rests now, or shows the session again."""

    touches: ClassVar[tuple[str, ...]] = ("screen",)
