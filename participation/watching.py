"""What has to happen because time passes: a process of its own beside the server.

`python app.py` starts it and keeps it running; it ends with its server, also when that one is
killed. Each task runs in a thread of its own, so that a slow one keeps no other waiting, and
writes by commands: what it changed reaches every screen as another server's changes do.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from participation.floor.course.commands import finish_closing, open_doors
from participation.floor.queries import sessions_closing, sessions_due_to_open, sessions_live
from participation.floor.quiet.commands import look_at_adults
from participation.foundation.actors import SYSTEM
from participation.foundation.extensions import db
from participation.foundation.refusals import Refusal
from participation.foundation.sealing import ChainBroken, Sealer, head_of
from participation.foundation.settings import settings
from participation.foundation.turn import WATCHER, Turn, turn_for
from participation.people.vetting.commands import end_lapsed_vetting
from participation.people.vetting.queries import has_lapsed
from participation.polls.commands import count_what_was_left
from participation.safeguarding.adults.queries import sessions_with_adults
from participation.safeguarding.concerns.commands import escalate_due
from participation.screen.commands import look_after_screens
from participation.sweeping import sweep

log = logging.getLogger(__name__)

# How soon a watcher that waits in line sees that it is its turn.
ASKS_EVERY_S = 1.0
# After a failure, so that a database that is away fills no log.
AFTER_TROUBLE_S = 2.0
AFTER_A_BREAK_S = 60.0
# What is under way when the server ends may still end well.
ENDS_WITHIN_S = 3.0


@dataclass(frozen=True)
class Task:
    """Run in an app context, every so many seconds. Twice, or late, must be harmless."""

    name: str
    every_s: float
    run: Callable[[], object]


def open_due_doors() -> None:
    """Sessions whose doors are due are open."""
    for session_id in sessions_due_to_open():
        try:
            open_doors(SYSTEM, session_id)
        except Refusal as refusal:
            log.info("doors stay closed: %s", refusal.code)


def finish_what_was_left() -> None:
    """Polls found closing are counted, sessions found closing are closed."""
    count_what_was_left(SYSTEM)
    for session_id in sessions_closing():
        finish_closing(SYSTEM, session_id)


def seal_audit() -> None:
    """Every audit row is sealed."""
    Sealer(settings().secret_key).seal()


def log_head() -> None:
    """The log, which is kept outside the database, says how far the audit log's chain goes."""
    log.info("the audit log ends at %s", head_of(db.session))


def look_after_adults() -> None:
    """Whoever is not heard any more is amber; what has too few adults is quiet, or has paused."""
    for session_id in sorted({*sessions_with_adults(), *sessions_live()}):
        look_at_adults(SYSTEM, session_id)


def look_at_screens() -> None:
    """Tablets know which screens are not heard any more."""
    look_after_screens(SYSTEM)


def end_lapsed_roles() -> None:
    """Pages of those whose vetting ran out have stopped."""
    if has_lapsed():
        end_lapsed_vetting(SYSTEM)


def alert_whoever_is_due() -> None:
    """Concerns that nobody has taken are with the next one (safeguarding.md, "Concerns")."""
    escalate_due(SYSTEM)


TASKS: tuple[Task, ...] = (
    Task("alerting the safety team", 2.0, alert_whoever_is_due),
    Task("looking after the adults in the room", 2.0, look_after_adults),
    Task("looking after the screens", 5.0, look_at_screens),
    Task("ending roles whose vetting ran out", 1.0, end_lapsed_roles),
    Task("opening doors", 5.0, open_due_doors),
    Task("finishing what was left half closed", 5.0, finish_what_was_left),
    Task("sealing the audit log", 0.5, seal_audit),
    Task("noting its end", 3600.0, log_head),
    Task("erasing what is not needed any more", 3600.0, sweep),
)


def watch(app: Flask, stopped: threading.Event, tasks: Sequence[Task] = TASKS) -> None:
    """Every task has been run at its times, until `stopped`.

    One process watches a database; another one waits for its turn. It also ends when the turn is
    lost together with the database, to be started again.
    """
    turn = turn_for(app.extensions["participation.engine"], WATCHER)
    while not _has_come(turn):
        if stopped.wait(ASKS_EVERY_S):
            return
    log.info("watching: %s", ", ".join(task.name for task in tasks))
    threads = [
        threading.Thread(target=_repeat, args=(app, task, stopped), name=task.name, daemon=True)
        for task in tasks
    ]
    for thread in threads:
        thread.start()
    while not stopped.wait(ASKS_EVERY_S):
        if not turn.is_kept():
            log.error("the database is away; another watcher may have taken over")
            stopped.set()
    until = time.monotonic() + ENDS_WITHIN_S
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
    turn.leave()


def until_the_server_ends(stopped: threading.Event) -> None:
    """`stopped` is set when nobody holds standard input open any more: the server has ended,
    however it did. What can't stop within a few seconds is stopped."""

    def wait() -> None:
        # Without Python's buffer, whose lock may not be held while the interpreter ends.
        while os.read(sys.stdin.fileno(), 1):
            pass
        stopped.set()
        time.sleep(2 * ENDS_WITHIN_S)
        os._exit(1)

    threading.Thread(target=wait, name="until the server ends", daemon=True).start()


def _has_come(turn: Turn) -> bool:
    try:
        return turn.take()
    except SQLAlchemyError as problem:
        log.error("the database does not answer: %s", type(problem).__name__)
        return False


def _repeat(app: Flask, task: Task, stopped: threading.Event) -> None:
    while not stopped.is_set():
        pause = max(task.every_s, AFTER_TROUBLE_S)
        try:
            with app.app_context():
                task.run()
            pause = task.every_s
        except ChainBroken:
            log.error("the audit chain is broken, nothing is sealed: flask --app app verify-audit")
            pause = AFTER_A_BREAK_S
        except Refusal as refusal:
            log.warning("%s was refused (%s); it is tried again", task.name, refusal.code)
        except SQLAlchemyError as problem:
            log.error("%s: the database failed (%s)", task.name, type(problem).__name__)
        except Exception:
            log.exception("%s failed; it is tried again", task.name)
        stopped.wait(pause)
