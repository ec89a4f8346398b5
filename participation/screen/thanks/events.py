from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from participation.foundation.events import SessionEvent


@dataclass(frozen=True)
class StarRippled(SessionEvent):
    """Somebody in the hall said thank you; it may have been many."""

    touches: ClassVar[tuple[str, ...]] = ("thanks",)
