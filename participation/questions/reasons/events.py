from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from participation.foundation.events import SessionEvent


@dataclass(frozen=True)
class ReasonMoved(SessionEvent):
    """A reason of the children's own is in another state."""

    text_id: str
    touches: ClassVar[tuple[str, ...]] = ("reasons",)


@dataclass(frozen=True)
class ReasonWritten(ReasonMoved):
    pass


@dataclass(frozen=True)
class ReasonCleared(ReasonMoved):
    """The first key has turned: the moderator can choose it."""


@dataclass(frozen=True)
class ReasonStopped(ReasonMoved):
    """It left the list, and whoever was told it reads it no more."""


@dataclass(frozen=True)
class ReasonUndone(ReasonMoved):
    """An adult took her decision back: it waits for the first key again."""


@dataclass(frozen=True)
class ReasonHeld(ReasonMoved):
    """It is with the safety team: it left the list, every phone and the desk."""


@dataclass(frozen=True)
class ReasonTakenBack(ReasonMoved):
    """Its writer took it back: it left the list."""


@dataclass(frozen=True)
class ReasonTold(ReasonMoved):
    """The second key has turned: an asker reads it."""


@dataclass(frozen=True)
class ReasonsArranged(SessionEvent):
    """The children have put their list in another order, or hid or offered one of it."""

    touches: ClassVar[tuple[str, ...]] = ("reasons",)


@dataclass(frozen=True)
class ReasonWriterShownOtherwise(SessionEvent):
    """What may be shown of somebody who wrote a reason here is another thing than before."""

    touches: ClassVar[tuple[str, ...]] = ("reasons",)
