"""Tasks of the watcher: each at its time, whatever becomes of the others."""

from __future__ import annotations

import logging
import threading

import pytest
from flask import Flask
from sqlalchemy import text

from participation.foundation.extensions import db
from participation.foundation.refusals import Busy
from participation.foundation.turn import SERVER, WATCHER, turn_for
from participation.watching import Task, watch


def watched(app: Flask, *tasks: Task) -> tuple[threading.Thread, threading.Event]:
    stopped = threading.Event()
    thread = threading.Thread(target=watch, args=(app, stopped, tasks), daemon=True)
    thread.start()
    return thread, stopped


def test_what_fails_is_logged_and_tried_again(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    tries: list[str] = []
    enough = threading.Event()

    def fails_at_first() -> None:
        tries.append("x")
        if len(tries) == 1:
            raise Busy
        if len(tries) == 2:
            db.session.execute(text("SELECT nothing FROM nowhere"))
        if len(tries) == 3:
            raise ValueError("no number")
        enough.set()

    with caplog.at_level(logging.WARNING, "participation.watching"):
        thread, stopped = watched(app, Task("trying", 0.01, fails_at_first))
        assert enough.wait(10)
        stopped.set()
        thread.join(10)
    said = [record.getMessage() for record in caplog.records]
    assert said[:3] == [
        "trying was refused (busy); it is tried again",
        said[1],
        "trying failed; it is tried again",
    ]
    assert said[1].startswith("trying: the database failed (")


def test_a_slow_task_keeps_no_other_waiting(app: Flask) -> None:
    slow, quick = threading.Event(), threading.Event()
    runs: list[int] = []

    def count() -> None:
        runs.append(1)
        if len(runs) == 3:
            quick.set()

    thread, stopped = watched(
        app, Task("slow", 0.01, lambda: slow.wait(20)), Task("quick", 0.01, count)
    )
    assert quick.wait(10)
    slow.set()
    stopped.set()
    thread.join(10)
    assert not thread.is_alive()


def test_one_watcher_at_a_time_has_the_turn(app: Flask) -> None:
    engine = app.extensions["participation.engine"]
    first, second = turn_for(engine, WATCHER), turn_for(engine, WATCHER)
    assert first.take()
    assert first.is_kept()
    assert not second.take()
    assert not second.is_kept()
    first.leave()
    assert not first.is_kept()
    assert second.take()
    second.leave()


def test_servers_side_by_side_share_their_place_and_one_that_is_alone_does_not(app: Flask) -> None:
    engine = app.extensions["participation.engine"]
    if db.is_sqlite:
        return  # there every server is alone
    one, other = (turn_for(engine, SERVER, beside_others=True) for _ in range(2))
    alone, watcher = turn_for(engine, SERVER), turn_for(engine, WATCHER)
    assert one.take()
    assert other.take()
    assert not alone.take()
    assert watcher.take()
    for turn in (one, other, watcher):
        turn.leave()
    assert alone.take()
    assert not one.take()
    alone.leave()


def test_a_watcher_whose_turn_is_lost_with_the_database_ends(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    if db.is_sqlite:
        return  # a file's lock is lost with the process alone
    thread, _ = watched(app, Task("nothing", 10, lambda: None))
    holder = "SELECT pid FROM pg_locks WHERE locktype = 'advisory'"
    with db.engine.connect() as other:
        for _ in range(200):
            found = other.scalar(text(holder))
            if found is not None:
                break
            threading.Event().wait(0.05)
        assert other.scalar(text("SELECT pg_terminate_backend(:pid)"), {"pid": found})
    thread.join(15)
    assert not thread.is_alive()
