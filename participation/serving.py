"""Begin to serve: say where, take up what a stopped server left, then listen."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from participation.floor.commands import finish_closing
from participation.floor.queries import sessions_closing
from participation.foundation.actors import SYSTEM
from participation.foundation.extensions import socketio
from participation.foundation.settings import Settings
from participation.polls.commands import count_what_was_left
from participation.watching import watch


def serve(
    app: Flask, settings: Settings, run: Callable[[Flask, Settings], None] | None = None
) -> None:
    """Serve until stopped, with the engine's own way to run where it has one.

    Polls and sessions found half closed are finished first.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    try:
        take_up_what_was_left(app)
    except SQLAlchemyError as problem:
        sys.exit(
            "Sawt can't start: the database does not answer or is not migrated "
            f"({type(problem).__name__}). Run: flask --app app doctor"
        )
    socketio.start_background_task(watch, app)
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


def take_up_what_was_left(app: Flask) -> None:
    """Count polls found closing, close sessions found closing."""
    with app.app_context():
        count_what_was_left(SYSTEM)
        for session_id in sessions_closing():
            finish_closing(SYSTEM, session_id)
