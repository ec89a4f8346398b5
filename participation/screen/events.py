from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from participation.foundation.events import SessionEvent


@dataclass(frozen=True)
class WallChanged(SessionEvent):
    """Somebody chose for the wall: it rests, shows something else, or follows again."""

    touches: ClassVar[tuple[str, ...]] = ("screen",)


@dataclass(frozen=True)
class MosaicChanged(SessionEvent):
    """Another session of the day has ended, or goes on after all."""

    touches: ClassVar[tuple[str, ...]] = ("screen",)


@dataclass(frozen=True)
class ScreenCameIn(SessionEvent):
    """A projector belongs to the session's room: one thing less is missing before the start."""

    touches: ClassVar[tuple[str, ...]] = ("screen", "adults")


@dataclass(frozen=True)
class ScreenPainted(SessionEvent):
    """A screen has drawn another picture, or is heard again."""

    touches: ClassVar[tuple[str, ...]] = ("painted",)


@dataclass(frozen=True)
class ScreenWentAway(SessionEvent):
    """A screen is not heard any more; the last picture may still stand on it."""

    touches: ClassVar[tuple[str, ...]] = ("painted",)
