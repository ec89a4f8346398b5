"""What may be said on the line; pure."""

from __future__ import annotations

from participation.foundation.taming import WHOLE
from participation.programme.sentences.models import SentenceKind

# What is older is on record, and no longer at hand.
SHOWN = 30


def sentences_of(*, from_seat: bool) -> str:
    """Which ready sentences this side picks from."""
    return SentenceKind.WHISPER if from_seat else SentenceKind.REPLY


def says_one_thing(sentence: str | None, text: str) -> bool:
    """Whether it is a ready sentence or words of one's own, and not both or nothing."""
    return (sentence is None) == (0 < len(text) <= WHOLE)
