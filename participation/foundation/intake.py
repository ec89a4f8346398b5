"""Live writes that come in masses share a commit: what waits is run as one list.

    a door hands its message in and waits
    → every few milliseconds everything that waits is taken out
    → actors are loaded by one query, forms are read, rights are looked at
    → in random order the mass command runs the list in one transaction (commands.py)
    → after its commit each door gets its own answer

A message is the same with or without an intake: what runs is the same mass command, with a longer
list (docs/decisions/intake.md).
"""

from __future__ import annotations

import logging
import random
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Protocol

from flask import Flask
from flask_babel import force_locale
from sqlalchemy.exc import SQLAlchemyError

from participation.foundation import figures
from participation.foundation.actors import Actor, load_actors
from participation.foundation.commands import MassCommand, Outcome
from participation.foundation.extensions import db, socketio
from participation.foundation.forms import InputForm
from participation.foundation.refusals import Busy, Refusal, ServerTrouble, StoreTrouble

log = logging.getLogger(__name__)

# Long enough that a hall's votes come as a list, short enough that nobody notices: most of the cost
# of a commit is the same for one vote as for forty.
GATHER_S = 0.02
MOST_TOGETHER = 500
# More than this is no hall: the answer is "busy", and the phone sends the same again by itself.
MOST_WAITING = 20_000

Answer = dict[str, Any]


class MassDoor(Protocol):
    """What the intake asks of a live message that comes in masses."""

    @property
    def name(self) -> str: ...
    @property
    def command(self) -> MassCommand[Any]: ...
    @property
    def form(self) -> type[InputForm]: ...
    def entry(self, actor: Actor, data: Any, form: InputForm) -> Any:
        """What this actor asks of the command; the form is filled anew. Refusals are raised."""


@dataclass
class Waiting:
    """One message between its arrival and its answer."""

    door: MassDoor
    data: Any
    token: str | None
    lang: str
    answered: threading.Event = field(default_factory=threading.Event)
    answer: Answer = field(default_factory=dict)

    def settle(self, outcome: Outcome) -> None:
        """The sender gets its answer; a no in the sender's language."""
        if isinstance(outcome, Refusal):
            with force_locale(self.lang):
                self.answer = outcome.as_answer()
        else:
            self.answer = {"ok": True, **outcome}
        self.answered.set()


class Intake:
    """The line of one server."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._lock = threading.Lock()
        self._line: list[Waiting] = []
        self._wake = threading.Event()
        self._handed_in_at = time.monotonic()

    def start(self) -> None:
        """From now on messages may be handed in."""
        socketio.start_background_task(self._run_forever)
        self._app.extensions["participation.intake"] = self

    def hand_in(self, door: MassDoor, data: Any, token: str | None, lang: str) -> Answer:
        """The answer, once everything that came with this message is committed."""
        waiting = Waiting(door, data, token, lang)
        with self._lock:
            if len(self._line) >= MOST_WAITING:
                with self._app.app_context():
                    waiting.settle(Busy())
                return waiting.answer
            self._line.append(waiting)
            self._handed_in_at = time.monotonic()
        self._wake.set()
        waiting.answered.wait()
        return waiting.answer

    @property
    def waiting(self) -> int:
        """How many messages wait to be taken."""
        return len(self._line)

    @property
    def quiet_s(self) -> float:
        """For how many seconds nothing has been handed in."""
        return time.monotonic() - self._handed_in_at

    def _run_forever(self) -> None:
        while True:
            self._wake.wait()
            socketio.sleep(GATHER_S)  # type: ignore[arg-type] # takes parts of a second
            self._wake.clear()
            with self._lock:
                together, self._line = self._line[:MOST_TOGETHER], self._line[MOST_TOGETHER:]
                if self._line:
                    self._wake.set()
            if together:
                self._run(together)

    def _run(self, together: list[Waiting]) -> None:
        began = time.monotonic()
        figures.COMMIT_SIZE.observe(len(together))
        try:
            with self._app.app_context():
                for waiting, outcome in _outcomes(together):
                    waiting.settle(outcome)
            figures.COMMIT_SECONDS.observe(time.monotonic() - began)
        except Exception:
            log.exception("a list of live messages failed")
        finally:
            for waiting in together:
                if not waiting.answered.is_set():
                    with self._app.app_context():
                        waiting.settle(ServerTrouble())


def intake_of(app: Flask) -> Intake | None:
    """The line of this server; None where nothing is being served."""
    intake: Intake | None = app.extensions.get("participation.intake")
    return intake


def _outcomes(together: Sequence[Waiting]) -> list[tuple[Waiting, Outcome]]:
    try:
        actors = load_actors([(waiting.token, waiting.lang) for waiting in together])
    except SQLAlchemyError as problem:
        log.error("the database failed: %s", type(problem).__name__)
        return [(waiting, StoreTrouble()) for waiting in together]
    outcomes: list[tuple[Waiting, Outcome]] = []
    entries: dict[str, list[tuple[Waiting, Any]]] = defaultdict(list)
    # Making a form, and changing the language, cost more than filling it: once for a list.
    forms: dict[str, InputForm] = {}
    asking = sorted(zip(together, actors, strict=True), key=lambda one: one[0].lang)
    for lang, theirs in groupby(asking, key=lambda one: one[0].lang):
        with force_locale(lang):
            for waiting, actor in theirs:
                door = waiting.door
                try:
                    if door.name not in forms:
                        forms[door.name] = door.form.for_messages()
                    entry = door.entry(actor, waiting.data, forms[door.name])
                    entries[door.name].append((waiting, entry))
                except Refusal as refusal:
                    outcomes.append((waiting, refusal))
                except SQLAlchemyError as problem:
                    log.error("the database failed: %s", type(problem).__name__)
                    outcomes.append((waiting, StoreTrouble()))
                except Exception:
                    log.exception("live message %s failed", door.name)
                    outcomes.append((waiting, ServerTrouble()))
    for known in entries.values():
        random.shuffle(known)  # the order of rows says nothing of who was first, or speaks what
        outcomes += _commanded(known)
    return outcomes


def _commanded(known: Sequence[tuple[Waiting, Any]]) -> list[tuple[Waiting, Outcome]]:
    run: Callable[[Sequence[Any]], list[Outcome]] = known[0][0].door.command
    try:
        outcomes = run([entry for _, entry in known])
    except Refusal as refusal:
        outcomes = [refusal] * len(known)
    except SQLAlchemyError as problem:
        log.error("the database failed: %s", type(problem).__name__)
        outcomes = [StoreTrouble()] * len(known)
    db.session.rollback()
    return [(waiting, outcome) for (waiting, _), outcome in zip(known, outcomes, strict=True)]
