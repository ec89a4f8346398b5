"""Begin to serve: say where, take up what a stopped server left, then listen."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Callable

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from participation.foundation.extensions import socketio
from participation.foundation.intake import Intake
from participation.foundation.log import write_log
from participation.foundation.pages import ROOT
from participation.foundation.settings import Settings
from participation.live.broadcast import broadcaster_of
from participation.live.snapshots import keep_newest_states
from participation.watching import finish_what_was_left

log = logging.getLogger(__name__)

LOOKS_EVERY_S = 1.0
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
            finish_what_was_left()
            keep_newest_states()
    except SQLAlchemyError as problem:
        sys.exit(
            "Sawt can't start: the database does not answer or is not migrated "
            f"({type(problem).__name__}). Run: flask --app app doctor"
        )
    socketio.start_background_task(keep_watcher)
    Intake(app).start()
    broadcaster_of(app).prepare()
    _say_where(settings)
    if run is not None:
        run(app, settings)
    else:
        socketio.run(app, host=settings.host, port=settings.port, allow_unsafe_werkzeug=True)


def _say_where(settings: Settings) -> None:
    here = "127.0.0.1" if settings.lan else settings.host
    lines = [f"Sawt · صوت is at http://{here}:{settings.port}"]
    if settings.lan:
        lines.append(f"Phones in the room: {settings.url}")
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


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
