from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from participation.foundation.events import SessionEvent


@dataclass(frozen=True)
class WordsMoved(SessionEvent):
    """Words of a poll are in another state."""

    poll_id: str
    touches: ClassVar[tuple[str, ...]] = ("words",)


@dataclass(frozen=True)
class WordsSaid(WordsMoved):
    """Some people sent words: not who, not what, not how many."""

    touches: ClassVar[tuple[str, ...]] = ("answers", "words")


@dataclass(frozen=True)
class WordsRead(WordsMoved):
    """An adult has decided about words, or took a decision back."""


@dataclass(frozen=True)
class CloudShown(WordsMoved):
    """The second key has turned: what is cleared stands in the cloud, and what will be joins it."""


@dataclass(frozen=True)
class WordTakenOut(WordsMoved):
    """A word left the cloud, or came back to it."""


@dataclass(frozen=True)
class SayerShownOtherwise(SessionEvent):
    """What may be shown of somebody who said words here is another thing than before."""

    touches: ClassVar[tuple[str, ...]] = ("words",)
