from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from participation.foundation.events import DeskEvent
from participation.papers.authors.queries import authors_of, with_whom
from participation.papers.typed.reading import types_with, who_types


@dataclass(frozen=True)
class PaperEvent(DeskEvent):
    """A fact that only its authors' own desks show, and that of the adult who types it."""

    paper_id: str
    author_id: str

    def desks(self) -> Iterable[str]:
        return {
            *(f"mine:{each}" for each in (self.author_id, *authors_of(self.paper_id))),
            *(f"typing:{adult}" for adult in who_types(self.paper_id)),
        }


@dataclass(frozen=True)
class SentPaperEvent(PaperEvent):
    """A fact of a paper that was sent: the facilitators' desk shows it too."""

    def desks(self) -> Iterable[str]:
        return ("curation", *super().desks())


@dataclass(frozen=True)
class ReadPaperEvent(SentPaperEvent):
    """What readers of the book meet may be another thing, or gone: their open pages look again, and
    so do the adults of its session, who may put it on the run sheet."""

    session_id: str | None = None

    def topics(self) -> Iterable[tuple[str, str]]:
        of_session = [(self.session_id, "floor")] if self.session_id else []
        return [*super().topics(), *of_session]

    def desks(self) -> Iterable[str]:
        return ("book", *super().desks())


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
class PaperAsked(SentPaperEvent):
    """An adult has a question."""


@dataclass(frozen=True)
class PaperAnswered(SentPaperEvent):
    """Its author answered a question, or said yes or no to a change."""


@dataclass(frozen=True)
class ChangeOffered(SentPaperEvent):
    pass


@dataclass(frozen=True)
class PaperCommented(SentPaperEvent):
    """An adult said something about a sentence, or took it back."""


@dataclass(frozen=True)
class PaperHandled(DeskEvent):
    """Something moved at the desk alone: a hand, a comment that is done, a no that waits, or a
    decision nobody announced. Its author's desk is not told, so that not even the moment says that
    something was decided."""

    paper_id: str

    def desks(self) -> Iterable[str]:
        return ("curation",)


@dataclass(frozen=True)
class HoldMoved(PaperHandled):
    """Only its authors and the safety team see it now, or others see it again."""

    def desks(self) -> Iterable[str]:
        return ("book", *super().desks())


@dataclass(frozen=True)
class DecisionAnnounced(SentPaperEvent):
    """Its author reads what was decided, at the same moment as all the others."""


@dataclass(frozen=True)
class PaperHeld(HoldMoved):
    """Only its authors and the safety team see it now: it leaves every wall and the desk."""


@dataclass(frozen=True)
class HoldLifted(HoldMoved):
    pass


@dataclass(frozen=True)
class PaperConfirmed(ReadPaperEvent):
    pass


@dataclass(frozen=True)
class PaperWithdrawn(ReadPaperEvent):
    """Its author took it back: nobody else sees it any more, on no wall and no desk."""


@dataclass(frozen=True)
class YesRanOut(ReadPaperEvent):
    """Its author's yes is a year old and is asked for again: it is on no wall meanwhile."""


@dataclass(frozen=True)
class PaperShownOtherwise(ReadPaperEvent):
    """One of its authors said how widely it is shown: it may have left walls and the book."""


@dataclass(frozen=True)
class AuthorShownOtherwise(DeskEvent):
    """What may be shown of an author is another thing: the desk looks again at all, and so does
    whoever writes with her."""

    author_id: str

    def desks(self) -> Iterable[str]:
        authors = {self.author_id, *with_whom(self.author_id)}
        adults = types_with(self.author_id)
        return {
            "book",
            "curation",
            *(f"mine:{each}" for each in authors),
            *(f"typing:{each}" for each in adults),
        }


@dataclass(frozen=True)
class PaperBroughtBack(PaperEvent):
    pass
