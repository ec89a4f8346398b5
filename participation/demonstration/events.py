from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from participation.foundation.events import SessionEvent


@dataclass(frozen=True)
class StoryBeganAgain(SessionEvent):
    """The trial session stands at its beginning: nothing of it looks as it did."""

    touches: ClassVar[tuple[str, ...]] = ("floor", "poll", "questions", "screen")
