from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from participation.foundation.events import DeskEvent


@dataclass(frozen=True)
class TypingEnded(DeskEvent):
    """An adult writes in a child's paper no more: her open page is told at once."""

    paper_id: str
    adult_id: str

    def desks(self) -> Iterable[str]:
        return (f"typing:{self.adult_id}",)


@dataclass(frozen=True)
class TypingUndone(TypingEnded):
    """It was begun for another child than was meant, and is gone before it had a word."""

    author_id: str

    def desks(self) -> Iterable[str]:
        return (*super().desks(), f"mine:{self.author_id}")


@dataclass(frozen=True)
class OwnWordsSaid(DeskEvent):
    """The child has said of what an adult typed: these are my words."""

    paper_id: str
    authors: tuple[str, ...]

    def desks(self) -> Iterable[str]:
        return {f"mine:{each}" for each in self.authors}
