from __future__ import annotations

from dataclasses import dataclass

from participation.papers.events import PaperEvent


@dataclass(frozen=True)
class TranslationOffered(PaperEvent):
    """Its authors are asked whether the meaning is right."""


@dataclass(frozen=True)
class TranslationAnswered(PaperEvent):
    """One of its authors said yes or no: with all their yeses the hall may read it."""
