from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from participation.foundation.events import DomainEvent


@dataclass(frozen=True)
class PostsChanged(DomainEvent):
    """Somebody holds a post, has a key for it, or holds it no longer: what is missing before the
    start of each of these sessions may be another."""

    session_ids: tuple[str, ...]

    def topics(self) -> Iterable[tuple[str, str]]:
        return [(session_id, "adults") for session_id in self.session_ids]
