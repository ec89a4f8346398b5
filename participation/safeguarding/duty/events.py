from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from participation.foundation.events import DomainEvent


@dataclass(frozen=True)
class DutyChanged(DomainEvent):
    """An adult went on or off duty, or ticked other languages: the desks of these sessions show
    it, and so does what is missing before a start."""

    person_id: str
    session_ids: tuple[str, ...]

    def topics(self) -> Iterable[tuple[str, str]]:
        return [
            (session_id, topic)
            for session_id in self.session_ids
            for topic in ("clearing", "adults")
        ]


@dataclass(frozen=True)
class DutyEnded(DomainEvent):
    """An adult went off duty: what she had in hand is anybody's again."""

    person_id: str
