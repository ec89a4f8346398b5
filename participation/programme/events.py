from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from participation.foundation.events import SessionEvent


@dataclass(frozen=True)
class RoomCodeChanged(SessionEvent):
    """Another code opens the session from now on; the wall shows it at once."""

    touches: ClassVar[tuple[str, ...]] = ("screen",)
