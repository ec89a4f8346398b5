from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from participation.foundation.events import DomainEvent


@dataclass(frozen=True)
class HelpChanged(DomainEvent):
    """Who helps, where, or under which number is another: every wall's foot looks again, and so
    does what is missing before a start."""

    session_ids: tuple[str, ...]

    def topics(self) -> Iterable[tuple[str, str]]:
        return [
            (session_id, topic) for session_id in self.session_ids for topic in ("screen", "adults")
        ]
