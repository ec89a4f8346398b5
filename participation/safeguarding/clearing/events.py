from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from participation.foundation.events import SessionEvent


@dataclass(frozen=True)
class DeskChanged(SessionEvent):
    """Somebody has another text in hand, or something else waits at the session's desk."""

    touches: ClassVar[tuple[str, ...]] = ("clearing",)
