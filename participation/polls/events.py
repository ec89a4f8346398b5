from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from participation.foundation.events import SessionEvent


@dataclass(frozen=True)
class PollMoved(SessionEvent):
    """A poll of the session is in another state, or has left the wall."""

    touches: ClassVar[tuple[str, ...]] = ("poll",)


@dataclass(frozen=True)
class PollOpened(PollMoved):
    poll_id: str


@dataclass(frozen=True)
class PollClosing(PollMoved):
    """Nothing is taken from now on; what was taken is being counted."""

    poll_id: str


@dataclass(frozen=True)
class PollCounted(PollMoved):
    poll_id: str


@dataclass(frozen=True)
class PollRevealed(PollMoved):
    poll_id: str


@dataclass(frozen=True)
class PollHidden(PollMoved):
    """A result shown by mistake is not shown any more; the room has seen it."""

    poll_id: str


@dataclass(frozen=True)
class HandsCounted(PollMoved):
    """Hands in the room stand beside what phones and tablets sent."""

    poll_id: str


@dataclass(frozen=True)
class PollVoided(PollMoved):
    poll_id: str


@dataclass(frozen=True)
class PollsPutAway(PollMoved):
    """The session went on, so earlier results left the wall."""


@dataclass(frozen=True)
class BallotsCast(SessionEvent):
    """Some people answered: not who, not what, not how many."""

    poll_id: str
    touches: ClassVar[tuple[str, ...]] = ("answers",)
