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
class AtEveryDesk(DomainEvent):
    """Of a name, which hangs on no session: whichever desk it is, it looks again."""

    session_ids: tuple[str, ...]

    def topics(self) -> Iterable[tuple[str, str]]:
        return [(session_id, "clearing") for session_id in self.session_ids]


@dataclass(frozen=True)
class NameWished(AtEveryDesk):
    """A name waits for the first key."""

    wish_id: str


@dataclass(frozen=True)
class NameRead(AtEveryDesk):
    """An adult has decided about a name."""


@dataclass(frozen=True)
class FirstNameMoved(AtEveryDesk):
    """A first name that no adult has read waits for the first key, or does so no more; or it is
    another one now, `is_new`, which other texts are looked at for."""

    person_id: str
    is_new: bool = False
