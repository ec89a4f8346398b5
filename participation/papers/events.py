from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from participation.foundation.events import DeskEvent


@dataclass(frozen=True)
class PaperEvent(DeskEvent):
    """A fact that only the author's own desk shows."""

    paper_id: str
    author_id: str

    def desks(self) -> Iterable[str]:
        return (f"mine:{self.author_id}",)


@dataclass(frozen=True)
class SentPaperEvent(PaperEvent):
    """A fact of a paper that was sent: the facilitators' desk shows it too."""

    def desks(self) -> Iterable[str]:
        return ("curation", *super().desks())


@dataclass(frozen=True)
class PaperStarted(PaperEvent):
    pass


@dataclass(frozen=True)
class DraftSaved(PaperEvent):
    pass


@dataclass(frozen=True)
class PaperSubmitted(SentPaperEvent):
    pass


@dataclass(frozen=True)
class PaperTakenUp(SentPaperEvent):
    pass


@dataclass(frozen=True)
class PaperSelected(SentPaperEvent):
    pass


@dataclass(frozen=True)
class PaperConfirmed(SentPaperEvent):
    pass


@dataclass(frozen=True)
class PaperWithdrawn(SentPaperEvent):
    """Its author took it back: nobody else sees it any more, on no wall and no desk."""


@dataclass(frozen=True)
class YesRanOut(SentPaperEvent):
    """Its author's yes is a year old and is asked for again: it is on no wall meanwhile."""


@dataclass(frozen=True)
class AuthorShownOtherwise(DeskEvent):
    """What may be shown of an author is another thing: the desk looks again at all."""

    author_id: str

    def desks(self) -> Iterable[str]:
        return ("curation", f"mine:{self.author_id}")


@dataclass(frozen=True)
class PaperBroughtBack(PaperEvent):
    pass
