"""What happened, in the past tense: ids only, never a text and never a voter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class DomainEvent:
    """A fact recorded by a command and told after its commit."""

    def topics(self) -> Iterable[tuple[str, str]]:
        """The (scope, topic) pairs that look different now."""
        return ()


@dataclass(frozen=True)
class SessionEvent(DomainEvent):
    """A fact of one conference session; `touches` names the live topics that show it."""

    session_id: str
    touches: ClassVar[tuple[str, ...]] = ()

    def topics(self) -> Iterable[tuple[str, str]]:
        return [(self.session_id, topic) for topic in self.touches]


@dataclass(frozen=True)
class DeskEvent(DomainEvent):
    """A fact shown at a desk that hangs on no session: curation, or one person's own things."""

    def desks(self) -> Iterable[str]:
        return ()

    def topics(self) -> Iterable[tuple[str, str]]:
        return [(f"desk:{desk}", "desk") for desk in self.desks()]
