"""What a full hall asks at the same moment is asked of the database once.

    a phone asks, and waits
    → a few milliseconds later everything that waits is asked as one list
    → each gets its own answer

A thousand phones that come back after the Wi-Fi was away need the same few queries; asked one by
one they would take most of a core for a quarter of a minute (docs/decisions/arrivals.md).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from flask import Flask, current_app

from participation.foundation.extensions import db, socketio

GATHER_S = 0.01
MOST_TOGETHER = 200

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass
class _Waiting:
    key: Any
    answered: threading.Event = field(default_factory=threading.Event)
    value: Any = None
    problem: BaseException | None = None


class Gathering(Generic[Key, Value]):
    """Questions of one kind; `answers` takes a list of them and answers in the same order."""

    def __init__(self, name: str, answers: Callable[[Sequence[Key]], Sequence[Value]]) -> None:
        self._name = f"participation.gathering.{name}"
        self._answers = answers

    def start(self, app: Flask) -> None:
        """From now on this app's questions wait for each other; for a server."""
        app.extensions[self._name] = _Line(app)

    def ask(self, key: Key) -> Value:
        """The answer, as the database has it at a moment after this call began. Never within a
        command: what was read before is let go, since whoever waits with a connection in hand
        would keep it from those who answer."""
        line: _Line | None = current_app.extensions.get(self._name)
        if line is None:
            return self._answers([key])[0]
        db.session.rollback()
        waiting = _Waiting(key)
        if line.join(waiting):
            socketio.start_background_task(self._answer, line)
        waiting.answered.wait()
        if waiting.problem is not None:
            raise waiting.problem
        value: Value = waiting.value
        return value

    def _answer(self, line: _Line) -> None:
        """One list after the other, until nobody waits."""
        while together := line.take():
            try:
                with line.app.app_context():
                    answers = self._answers([waiting.key for waiting in together])
                for waiting, value in zip(together, answers, strict=True):
                    waiting.value = value
            except Exception as problem:
                for waiting in together:
                    waiting.problem = problem
            finally:
                for waiting in together:
                    waiting.answered.set()


class _Line:
    """Who waits at one server, and whether somebody is answering."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self._lock = threading.Lock()
        self._waiting: list[_Waiting] = []
        self._is_answered = False

    def join(self, waiting: _Waiting) -> bool:
        """It waits; True where nobody answers this line at the moment."""
        with self._lock:
            self._waiting.append(waiting)
            begins = not self._is_answered
            self._is_answered = True
            return begins

    def take(self) -> list[_Waiting]:
        """Whoever is there after a moment; when nobody is, the line is left."""
        socketio.sleep(GATHER_S)  # type: ignore[arg-type] # takes parts of a second
        with self._lock:
            together = self._waiting[:MOST_TOGETHER]
            del self._waiting[:MOST_TOGETHER]
            self._is_answered = bool(together)
            return together
