"""The things under lock: each capability declares its own, once, beside its policies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from participation.foundation.actors import Actor
from participation.foundation.refusals import NotFound


@dataclass(frozen=True)
class Lock:
    """One row of access.yaml that is `L` for somebody.

    `askers` may ask and read, `seconds` may be the second adult; both are roles for the event.
    `opens` is the page that shows it, `exists` says whether there is such a subject, `called` by
    which number both adults call it, where it has one.
    """

    name: str
    row: str
    subject: str
    askers: frozenset[str]
    seconds: frozenset[str]
    opens: str
    words: Any
    exists: Callable[[str], bool]
    called: Callable[[str], str] | None = None

    def number(self, subject_id: str) -> str | None:
        """By which number this subject is called, or None."""
        return self.called(subject_id) if self.called else None

    def may_ask(self, actor: Actor) -> bool:
        return any(actor.has(role) for role in self.askers)

    def may_second(self, actor: Actor) -> bool:
        return any(actor.has(role) for role in self.seconds)


_known: dict[str, Lock] = {}


def declare_lock(lock: Lock) -> Lock:
    """Add a capability's lock; its name is used once."""
    if lock.name in _known and _known[lock.name].row != lock.row:
        raise RuntimeError(f"two locks are declared as {lock.name}")
    _known[lock.name] = lock
    return lock


def lock_of(name: str) -> Lock:
    """The lock of this name. Refusal: NotFound."""
    if name not in _known:
        raise NotFound
    return _known[name]


def known_locks() -> tuple[Lock, ...]:
    return tuple(_known.values())
