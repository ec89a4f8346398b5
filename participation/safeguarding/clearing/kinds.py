"""The kinds of text that need the first key.

A capability declares its kind once; from then on the desk gives its texts to the adults who read
their language, and whatever holds for one kind holds for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Waiting:
    """A text that nobody has read yet. `session_id` is null where it hangs on no session."""

    kind: str
    id: str
    session_id: str | None
    text: str
    language: str
    since: datetime


@dataclass(frozen=True)
class Kind:
    """A kind of text: its name, and what waits at the desk of a session."""

    name: str
    waiting: Callable[[str], Sequence[Waiting]]


_kinds: dict[str, Kind] = {}


def declare_kind(kind: Kind) -> Kind:
    """From now on texts of this kind come to the desk."""
    _kinds[kind.name] = kind
    return kind


def known_kinds() -> dict[str, Kind]:
    """Every kind by its name."""
    return dict(_kinds)
