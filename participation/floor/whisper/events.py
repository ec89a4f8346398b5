from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from participation.foundation.events import SessionEvent


@dataclass(frozen=True)
class Whispered(SessionEvent):
    """The moderator's seat and the adults of the session have said something to each other."""

    touches: ClassVar[tuple[str, ...]] = ("whisper",)
