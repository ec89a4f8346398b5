from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from participation.foundation.events import SessionEvent


@dataclass(frozen=True)
class PaceChanged(SessionEvent):
    """What the hall says of the pace is shown otherwise."""

    touches: ClassVar[tuple[str, ...]] = ("pace",)
