from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from participation.foundation.events import DeskEvent


@dataclass(frozen=True)
class ConcernMoved(DeskEvent):
    """Something about a concern is new. Each of its readers has a desk of her own, so that what
    one of them may not know does not move the other's."""

    concern_id: str
    readers: tuple[str, ...]

    def desks(self) -> Iterable[str]:
        return [f"safety:{person_id}" for person_id in self.readers]
