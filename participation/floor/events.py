from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from participation.foundation.events import SessionEvent


@dataclass(frozen=True)
class FloorMoved(SessionEvent):
    """The session's state or its seat is another one."""

    touches: ClassVar[tuple[str, ...]] = ("floor",)


@dataclass(frozen=True)
class SessionReady(FloorMoved):
    """Everything that has to be there before children come is there."""


@dataclass(frozen=True)
class QuietBegan(FloorMoved):
    """Fewer adults than asked for: typed text rests."""


@dataclass(frozen=True)
class QuietEnded(FloorMoved):
    pass


@dataclass(frozen=True)
class DoorsOpened(FloorMoved):
    pass


@dataclass(frozen=True)
class SessionWentLive(FloorMoved):
    pass


@dataclass(frozen=True)
class SessionPaused(FloorMoved):
    pass


@dataclass(frozen=True)
class SessionResumed(FloorMoved):
    pass


@dataclass(frozen=True)
class SessionClosing(FloorMoved):
    """No new input from now on; what is open is counted."""


@dataclass(frozen=True)
class SessionClosed(FloorMoved):
    pass


@dataclass(frozen=True)
class SessionPublished(FloorMoved):
    """What came of it can be read; it is not opened again."""


@dataclass(frozen=True)
class SeatTaken(FloorMoved):
    pass


@dataclass(frozen=True)
class SeatOffered(FloorMoved):
    """Who holds the seat hands it to whoever of those who may lead accepts it; or not any more."""


@dataclass(frozen=True)
class SeatFreed(FloorMoved):
    """Nobody holds the seat: whoever may lead the session can take it."""


@dataclass(frozen=True)
class SeatHeard(SessionEvent):
    """The tablet in the seat was heard; the session itself is where it was."""

    touches: ClassVar[tuple[str, ...]] = ("seat",)


@dataclass(frozen=True)
class SessionReopened(FloorMoved):
    pass


@dataclass(frozen=True)
class SessionCancelled(FloorMoved):
    pass


@dataclass(frozen=True)
class ItemReached(FloorMoved):
    item_id: str


@dataclass(frozen=True)
class ItemsMoved(FloorMoved):
    """Steps were parked, left out, or are planned again."""


@dataclass(frozen=True)
class CueChanged(FloorMoved):
    """What can be said at a step is another thing, for all who read it or for its writer alone."""


@dataclass(frozen=True)
class ActNoted(FloorMoved):
    """What was done last is another thing, elsewhere than on the floor."""


@dataclass(frozen=True)
class StepUndone(FloorMoved):
    """The cursor is back where it was: what had left the stage for that step may return."""

    polls: tuple[str, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True)
class PaperPinned(FloorMoved):
    item_id: str
