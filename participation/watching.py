"""What has to happen because time passes: doors open, and what was left half done is finished."""

from __future__ import annotations

import logging

from flask import Flask

from participation.floor.commands import finish_closing, open_doors
from participation.floor.queries import sessions_closing, sessions_due_to_open
from participation.foundation.actors import SYSTEM
from participation.foundation.extensions import socketio
from participation.foundation.refusals import Refusal
from participation.polls.commands import count_what_was_left

log = logging.getLogger(__name__)

EVERY_S = 5.0


def watch(app: Flask) -> None:
    """Look every five seconds, for as long as the server runs."""
    while True:
        socketio.sleep(EVERY_S)  # type: ignore[arg-type] # takes parts of a second
        try:
            with app.app_context():
                look_once()
        except Exception:
            log.exception("watching failed; it is tried again in five seconds")


def look_once() -> None:
    """Open the doors that are due, count polls left closing, close sessions left closing."""
    for session_id in sessions_due_to_open():
        try:
            open_doors(SYSTEM, session_id)
        except Refusal as refusal:
            log.info("doors stay closed: %s", refusal.code)
    count_what_was_left(SYSTEM)
    for session_id in sessions_closing():
        finish_closing(SYSTEM, session_id)
