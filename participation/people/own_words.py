"""What else is kept of one's own words: each capability that keeps some says so for the page "What
you know about me"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from participation.foundation.languages import UserText, Words


@dataclass(frozen=True)
class OwnLine:
    """Something that was said, when, and by whom where it was not herself: ready words, or text."""

    said_at: datetime
    by: Words | None
    words: Words | None
    text: UserText | None


@dataclass(frozen=True)
class OwnWords:
    """One part of the page: its heading, who reads it, and what is kept of somebody."""

    heading: Any
    about: Any
    lines: Callable[[str], Sequence[OwnLine]]


_known: dict[str, OwnWords] = {}


def declare_own_words(name: str, own: OwnWords) -> None:
    """Add a capability's part; its name is used once."""
    _known[name] = own


def known_own_words() -> tuple[OwnWords, ...]:
    return tuple(_known.values())
