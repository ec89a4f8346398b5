from __future__ import annotations

from dataclasses import dataclass

from participation.papers.events import PaperHandled, ReadPaperEvent, SentPaperEvent


@dataclass(frozen=True)
class TranslationWritten(PaperHandled):
    """Another adult reads it first, or has said that it goes to no child like this."""


@dataclass(frozen=True)
class TranslationOffered(SentPaperEvent):
    """Its authors are asked whether the meaning is right."""


@dataclass(frozen=True)
class TranslationAnswered(ReadPaperEvent):
    """One of its authors said yes or no: with all their yeses the hall may read it."""
