from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from participation.foundation.events import DeskEvent, SessionEvent


@dataclass(frozen=True)
class AdultsChanged(SessionEvent):
    """Somebody came, left, is not heard any more, or is heard again."""

    touches: ClassVar[tuple[str, ...]] = ("adults",)


@dataclass(frozen=True)
class AdultCheckedIn(AdultsChanged):
    person_id: str


@dataclass(frozen=True)
class AdultCheckedOut(AdultsChanged):
    person_id: str


@dataclass(frozen=True)
class AdultConfirmed(AdultsChanged):
    person_id: str


@dataclass(frozen=True)
class SafetyTeamTold(DeskEvent):
    """A room has too few adults, or has them again; the present lead and deputy are told."""

    readers: tuple[str, ...]

    def desks(self) -> Iterable[str]:
        return [f"safety:{person_id}" for person_id in self.readers]
