from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from participation.foundation.events import DomainEvent


@dataclass(frozen=True)
class ShownOtherwise(DomainEvent):
    """What may be shown of a person is another thing than before: her name, her words, or all.

    `session_ids` are the sessions she is in, where her own pages look again.
    """

    person_id: str
    session_ids: tuple[str, ...]

    def topics(self) -> Iterable[tuple[str, str]]:
        return [(session_id, "floor") for session_id in self.session_ids]


@dataclass(frozen=True)
class TakingPartEnded(DomainEvent):
    """From now on her badge does what a phone of the audience does."""

    person_id: str


@dataclass(frozen=True)
class NameWished(DomainEvent):
    """A name waits for the first key, at every desk: it hangs on no session."""

    wish_id: str
    session_ids: tuple[str, ...]

    def topics(self) -> Iterable[tuple[str, str]]:
        return [(session_id, "clearing") for session_id in self.session_ids]
