from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from participation.papers.events import PaperEvent, ReadPaperEvent


@dataclass(frozen=True)
class AuthorJoined(PaperEvent):
    pass


@dataclass(frozen=True)
class SendingWished(PaperEvent):
    """One of several wants to send it as it stands."""


@dataclass(frozen=True)
class AuthorLeft(ReadPaperEvent):
    """One of several took her name and her lines along: nobody but the others sees the rest."""

    person_id: str = ""

    def desks(self) -> Iterable[str]:
        return {*super().desks(), f"mine:{self.person_id}"}
