"""The reference *naive*: one ORM transaction and one broadcast for each vote.

Durable as the product is: SQLite in WAL mode with synchronous=FULL, one vote for each device.
"""

from __future__ import annotations

import eventlet

eventlet.monkey_patch()

import sqlite3  # noqa: E402 - the engine is put in place first
import sys  # noqa: E402
from typing import Any  # noqa: E402
from uuid import uuid4  # noqa: E402

from flask import Flask, Response, jsonify, request  # noqa: E402
from flask_socketio import SocketIO, join_room  # noqa: E402
from sqlalchemy import ForeignKey, create_engine, event, func, select  # noqa: E402
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column  # noqa: E402

from benchmarks.references.poll import CHOICES, POLL, SESSION, poll_changed  # noqa: E402
from benchmarks.references.serving import serve  # noqa: E402

app = Flask(__name__)
socketio = SocketIO(app, async_mode="eventlet", cors_allowed_origins="*")


class Base(DeclarativeBase):
    pass


class Device(Base):
    __tablename__ = "device"
    id: Mapped[str] = mapped_column(primary_key=True)


class Poll(Base):
    __tablename__ = "poll"
    id: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(default="ready")


class Ballot(Base):
    __tablename__ = "ballot"
    poll_id: Mapped[str] = mapped_column(ForeignKey("poll.id"), primary_key=True)
    device_id: Mapped[str] = mapped_column(ForeignKey("device.id"), primary_key=True)
    option_id: Mapped[str]


engine = create_engine(f"sqlite:///{sys.argv[2]}")


@event.listens_for(engine, "connect")
def durable(connection: sqlite3.Connection, _: Any) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


@app.get("/readyz")
def readyz() -> dict[str, bool]:
    return {"ok": True}


@app.get("/join")
def join() -> Response:
    device = uuid4().hex
    with Session(engine) as session, session.begin():
        session.add(Device(id=device))
    response = jsonify(ok=True)
    response.set_cookie("device", device)
    return response


@socketio.on("live.follow")
def follow(_: dict[str, Any]) -> dict[str, Any]:
    join_room(SESSION)
    return {"ok": True}


@socketio.on("polls.open")
def open_poll(_: dict[str, Any]) -> dict[str, Any]:
    with Session(engine) as session, session.begin():
        session.get_one(Poll, POLL).state = "open"
    tell()
    return {"ok": True}


@socketio.on("polls.cast")
def cast(message: dict[str, Any]) -> dict[str, Any]:
    (option,) = message["choice"]
    with Session(engine) as session, session.begin():
        device = session.get(Device, request.cookies.get("device"))
        poll = session.get(Poll, message["poll"])
        if device is None or poll is None or poll.state != "open" or option not in CHOICES:
            return {"ok": False, "code": "not_now"}
        ballot = session.get(Ballot, (poll.id, device.id))
        if ballot is None:
            session.add(Ballot(poll_id=poll.id, device_id=device.id, option_id=option))
        else:
            ballot.option_id = option
    tell()
    return {"ok": True, "receipt": "counted"}


def tell() -> None:
    """Everybody gets the poll's whole state."""
    with Session(engine) as session:
        state = session.get_one(Poll, POLL).state
        answered = session.scalar(select(func.count()).select_from(Ballot)) or 0
    socketio.emit("live.changed", poll_changed(state, answered, answered), to=SESSION)


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with Session(engine) as first, first.begin():
        first.add(Poll(id=POLL))
    serve(app, int(sys.argv[1]))
