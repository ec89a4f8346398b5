from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from participation.foundation.events import DeskEvent

# No page follows this desk: its version says whether what marks are found with is still the same.
DESK = "marks"


@dataclass(frozen=True)
class MarkingChanged(DeskEvent):
    """A list or a helpline is another: every process reads them anew before its next text."""

    def desks(self) -> Iterable[str]:
        return (DESK,)
