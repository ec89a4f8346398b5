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
    """There is a notice that the safety team has not seen yet, or one has been seen."""

    def desks(self) -> Iterable[str]:
        return ["safety"]
