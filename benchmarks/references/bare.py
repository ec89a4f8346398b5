"""The reference *bare*: Flask-SocketIO under eventlet, echo and room emit, no database."""

from __future__ import annotations

import eventlet

eventlet.monkey_patch()

import sys  # noqa: E402 - the engine is put in place first
from typing import Any  # noqa: E402

from flask import Flask  # noqa: E402
from flask_socketio import SocketIO, join_room  # noqa: E402

from benchmarks.references.poll import SESSION, poll_changed  # noqa: E402
from benchmarks.references.serving import serve  # noqa: E402

app = Flask(__name__)
socketio = SocketIO(app, async_mode="eventlet", cors_allowed_origins="*")
answered = 0


@app.get("/readyz")
def readyz() -> dict[str, bool]:
    return {"ok": True}


@socketio.on("live.follow")
def follow(_: dict[str, Any]) -> dict[str, Any]:
    join_room(SESSION)
    return {"ok": True}


@socketio.on("polls.open")
def open_poll(_: dict[str, Any]) -> dict[str, Any]:
    socketio.emit("live.changed", poll_changed("open", 0, 0), to=SESSION)
    return {"ok": True}


@socketio.on("polls.cast")
def cast(message: dict[str, Any]) -> dict[str, Any]:
    global answered
    answered += 1
    socketio.emit("live.changed", poll_changed("open", answered, answered), to=SESSION)
    return {"ok": True, "echo": message}


if __name__ == "__main__":
    serve(app, int(sys.argv[1]))
