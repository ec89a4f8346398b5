from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from participation.foundation.events import SessionEvent


@dataclass(frozen=True)
class MessageMoved(SessionEvent):
    """A message for the session's wall is in another state."""

    message_id: str
    touches: ClassVar[tuple[str, ...]] = ("messages",)


@dataclass(frozen=True)
class MessageWritten(MessageMoved):
    pass


@dataclass(frozen=True)
class MessageCleared(MessageMoved):
    """The first key has turned."""


@dataclass(frozen=True)
class MessageCovered(MessageMoved):
    """Personal details are covered; the rest has the first key."""


@dataclass(frozen=True)
class MessageStopped(MessageMoved):
    """It leaves the wall, and its writer may change it and send it again."""


@dataclass(frozen=True)
class MessageUndone(MessageMoved):
    """An adult took her decision back: it waits for the first key again."""


@dataclass(frozen=True)
class MessageHeld(MessageMoved):
    """It is with the safety team: it leaves every list, wall and desk."""


@dataclass(frozen=True)
class MessageChosen(MessageMoved):
    """The second key has turned."""


@dataclass(frozen=True)
class MessageTakenBack(MessageMoved):
    """Its writer took it back: it leaves every list and wall."""


@dataclass(frozen=True)
class WriterShownOtherwise(SessionEvent):
    """What may be shown of somebody who wrote for this wall is another thing than before."""

    touches: ClassVar[tuple[str, ...]] = ("messages",)
