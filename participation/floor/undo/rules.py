"""Which act can be undone now; pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

# product.md, "Moderator's seat": undo for 60 s of every reversible act.
UNDO_WITHIN = timedelta(seconds=60)
# What is final settles the steps and turns before it. A question of before can still go back: it
# hangs on none of them.
HANGS_ON_NOTHING = "questions."


class Noted(Protocol):
    """An act as it was noted; without `back` it is final."""

    @property
    def name(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def version(self) -> int: ...
    @property
    def back(self) -> dict[str, Any] | None: ...
    @property
    def is_stuck(self) -> bool: ...


Act = TypeVar("Act", bound=Noted)


def is_too_old(at: datetime, now: datetime) -> bool:
    """Whether the minute in which it can be undone is over."""
    return now - at > UNDO_WITHIN


def undone_next(acts: Sequence[Act], version: int, now: datetime) -> Act | None:
    """Of a session's acts, the newest first, the one that is undone next: the newest that has a way
    back in which nothing was found to stand. None where the floor has moved otherwise since the
    newest, and after a minute."""
    if not acts or acts[0].version != version:
        return None
    is_settled = False
    for act in acts:
        if is_too_old(act.at, now):
            return None
        if act.is_stuck:
            continue
        if act.back is None:
            is_settled = True
        elif is_settled and not act.name.startswith(HANGS_ON_NOTHING):
            return None
        else:
            return act
    return None
