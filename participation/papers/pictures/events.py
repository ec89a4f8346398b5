from __future__ import annotations

from dataclasses import dataclass

from participation.papers.events import PaperEvent


@dataclass(frozen=True)
class PicturesChanged(PaperEvent):
    """The draft has another picture, or one less; in another order, or told in other words."""
