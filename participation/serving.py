"""Begin to serve: say where, take up what a stopped server left, then listen."""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from collections.abc import Callable

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from participation import opening
from participation.foundation.actors import gather_actors
from participation.foundation.collecting import collect_when_quiet
from participation.foundation.extensions import socketio
from participation.foundation.intake import Intake
from participation.foundation.kept import keep_for_a_second
from participation.foundation.log import write_log
from participation.foundation.pages import ROOT
from participation.foundation.settings import PREFIX, Settings
from participation.foundation.sockets import hear_masses
from participation.foundation.turn import SERVER, Turn, turn_for
from participation.live.broadcast import broadcaster_of
from participation.live.snapshots import gather_own_states, keep_newest_states
from participation.watching import finish_what_was_left

log = logging.getLogger(__name__)

LOOKS_EVERY_S = 1.0
# A server that was just stopped, or killed, may take a moment to be gone.
PLACE_WITHIN_S = 5.0
LOOKS_AT_PLACE_EVERY_S = 5.0
WATCHER = ("-m", "flask", "--app", "app", "watch", "--with-server")


def serve(
    app: Flask, settings: Settings, run: Callable[[Flask, Settings], None] | None = None
) -> None:
    """Serve until stopped, with the engine's own way to run where it has one.

    Polls and sessions found half closed are finished first; a watcher runs beside the server.
    """
    write_log()
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    try:
        with app.app_context():
            stop_unless_fit(app, settings)
        place = take_place(app, settings)
        with app.app_context():
            finish_what_was_left()
            keep_newest_states()
            keep_for_a_second(app, "HELP_LINE", "IS_TRIAL", "EVENT_ZONE")
    except SQLAlchemyError as problem:
        sys.exit(
            "Sawt can't start: the database does not answer or is not migrated "
            f"({type(problem).__name__}). Run: flask --app app doctor"
        )
    socketio.start_background_task(keep_place, place)
    socketio.start_background_task(keep_watcher)
    intake = Intake(app)
    intake.start()
    hear_masses(app, intake)
    gather_actors(app)
    gather_own_states(app)
    broadcaster_of(app).prepare()
    collect_when_quiet(app)
    _say_where(settings)
    if run is not None:
        run(app, settings)
    else:
        socketio.run(app, host=settings.host, port=settings.port, allow_unsafe_werkzeug=True)


def stop_unless_fit(app: Flask, settings: Settings) -> None:
    """Stops the start of a conference of its own where what children type, or who they are, would
    lie open."""
    reasons = list(opening.why_not(settings, app.extensions["participation.engine"]))
    if reasons:
        why = "\n".join(f"- {reason}" for reason in reasons)
        sys.exit(f"Sawt can't start: a conference of its own would lie open.\n{why}")


def _say_where(settings: Settings) -> None:
    here = "127.0.0.1" if settings.lan else settings.host
    lines = [f"Sawt · صوت is at http://{here}:{settings.port}"]
    if settings.lan:
        lines.append(f"Phones in the room: {settings.url}")
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def take_place(app: Flask, settings: Settings) -> Turn:
    """This server's place at its database: alone, or with PostgreSQL and Redis among others.

    Stops the start where another server has it: each would tell its own phones of the other's
    changes late, and SQLite would make them wait for each other.
    """
    together = settings.redis_url is not None and not settings.is_sqlite
    place = turn_for(app.extensions["participation.engine"], SERVER, beside_others=together)
    until = time.monotonic() + PLACE_WITHIN_S
    while not place.take():
        if time.monotonic() > until:
            sys.exit(
                "Sawt can't start: another server is running on this database. Several servers "
                f"side by side need PostgreSQL ({PREFIX}DATABASE_URL) and Redis "
                f"({PREFIX}REDIS_URL), for each of them: see docs/operating.md."
            )
        time.sleep(0.2)
    return place


def keep_place(place: Turn) -> None:
    """A place that was lost, as when PostgreSQL was restarted, is taken again."""
    while True:
        socketio.sleep(LOOKS_AT_PLACE_EVERY_S)  # type: ignore[arg-type] # takes parts of a second
        if place.is_kept():
            continue
        try:
            place.leave()
            if not place.take():
                log.error("another server has taken this one's place at the database: stop one")
        except SQLAlchemyError as problem:
            log.error("the database does not answer: %s", type(problem).__name__)


def keep_watcher() -> None:
    """A watcher runs for as long as this process does; one that died is started again.

    Its standard input is a pipe that nobody else holds: the system closes it when the server ends,
    also by a kill or a power cut, and by that the watcher knows.
    """
    while True:
        watcher = subprocess.Popen(
            [sys.executable, *WATCHER], cwd=ROOT, stdin=subprocess.PIPE, start_new_session=True
        )
        while watcher.poll() is None:
            socketio.sleep(LOOKS_EVERY_S)  # type: ignore[arg-type] # takes parts of a second
        log.error("the watcher ended (%s); it is started again", watcher.returncode)
        if watcher.stdin is not None:
            watcher.stdin.close()
        socketio.sleep(LOOKS_EVERY_S)  # type: ignore[arg-type] # as above
