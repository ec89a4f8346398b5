from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from participation.foundation.events import SessionEvent


@dataclass(frozen=True)
class LeafTurned(SessionEvent):
    """Another paragraph of the paper on stage is read."""

    touches: ClassVar[tuple[str, ...]] = ("reading",)


@dataclass(frozen=True)
class LeavesHanded(SessionEvent):
    """An author turns the leaves of her paper now, or not any more."""

    touches: ClassVar[tuple[str, ...]] = ("handed",)
