"""Time is watched by a process of its own, as long as the server lives and no longer."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from participation.floor.queries import OPENS_BEFORE
from tests.live.conftest import Conference
from tests.running import ROOT, Server, lives, running

WITHIN_S = 20.0


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def conference(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Conference]:
    """A running demonstration conference on each database."""
    folder = tmp_path_factory.mktemp("watcher")
    url = (
        f"sqlite:///{folder / 'sawt.sqlite3'}"
        if request.param == "sqlite"
        else request.getfixturevalue("postgres").fresh_database().replace("+psycopg2", "")
    )
    server = Server(url, folder)
    told = server.demonstration()
    with running(server):
        yield Conference(server, told)
    assert server.tracebacks() == ""


def until(holds: Callable[[], Any], seconds: float = WITHIN_S) -> Any:
    end = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.05)
    return found


def watching(server: Server) -> int:
    """How often a watcher has had its turn."""
    return server.log.read_text().count(" watching: ")


def rows(server: Server, statement: str) -> list[Any]:
    told = server.environment["PARTICIPATION_DATABASE_URL"]
    engine = create_engine(told.replace("postgresql://", "postgresql+psycopg2://"))
    with engine.begin() as connection:
        found = list(connection.execute(text(statement)))
    engine.dispose()
    return found


def test_doors_open_by_themselves_and_phones_see_it_within_two_seconds(
    conference: Conference,
) -> None:
    server = conference.server
    ((session_id, slug, starts_at),) = rows(
        server,
        "SELECT s.id, s.slug, s.starts_at FROM conference_session s"
        " JOIN floor f ON f.session_id = s.id"
        " WHERE f.state IN ('planned', 'ready') AND NOT s.is_always_now AND s.kind != 'closed'"
        " ORDER BY s.starts_at DESC LIMIT 1",
    )
    rows(server, f"UPDATE floor SET state = 'ready' WHERE session_id = '{session_id}' RETURNING 1")
    phone = conference.guest().sign_in(conference.with_role("delegate")).connect()
    assert phone.follow(slug, **{"as": "delegate"})["ok"]
    assert phone.data("floor")["state"] == "ready"
    starts = datetime.fromisoformat(str(starts_at)).replace(tzinfo=None)
    due_in = (starts - OPENS_BEFORE - datetime.utcnow()).total_seconds()  # noqa: DTZ003
    server.clock_file.write_text(f"{due_in + 1}")
    try:
        until(
            lambda: rows(
                server,
                f"SELECT 1 FROM floor WHERE session_id = '{session_id}' AND state = 'open'",
            )
        )
        phone.until(lambda: phone.data("floor")["state"] == "open", seconds=2)
    finally:
        server.clock_file.write_text("0")
        conference.everybody_leaves()


def test_what_is_done_is_sealed_within_a_second(conference: Conference) -> None:
    server = conference.server
    until(lambda: watching(server))
    unsealed = "SELECT count(*) FROM audit_row WHERE id NOT IN (SELECT row_id FROM audit_seal)"
    until(lambda: rows(server, unsealed) == [(0,)])
    before = rows(server, "SELECT count(*) FROM audit_row")
    conference.guest().sign_in(conference.with_role("delegate"))
    assert rows(server, "SELECT count(*) FROM audit_row") > before
    until(lambda: rows(server, unsealed) == [(0,)], seconds=1)
    said = server.flask("verify-audit")
    assert "stand as they were sealed" in said


def test_a_watcher_that_was_killed_is_replaced(conference: Conference) -> None:
    server = conference.server
    (first,) = until(server.watchers)
    until(lambda: watching(server))
    turns = watching(server)
    os.kill(first, signal.SIGKILL)
    (second,) = until(lambda: [one for one in server.watchers() if one != first])
    until(lambda: watching(server) > turns)
    assert second != first


def test_a_second_watcher_waits_until_the_first_is_gone(conference: Conference) -> None:
    server = conference.server
    (first,) = until(server.watchers)
    until(lambda: watching(server))
    other = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "app", "watch", "--with-server"],
        cwd=ROOT,
        env=server.environment,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    said = other.stderr
    assert said is not None
    os.set_blocking(said.fileno(), False)
    try:
        time.sleep(4)
        assert other.poll() is None
        assert b"watching: " not in (said.read() or b"")
        os.kill(first, signal.SIGSTOP)  # it lives, and so it keeps its turn
        time.sleep(1.5)
        assert b"watching: " not in (said.read() or b"")
        os.kill(first, signal.SIGKILL)
        until(lambda: b"watching: " in (said.read() or b""))
    finally:
        other.communicate(timeout=10)
    assert other.returncode == 0


def test_a_watcher_ends_with_its_server_however_that_ends(conference: Conference) -> None:
    server = conference.server
    for how in (signal.SIGTERM, signal.SIGINT, signal.SIGKILL):
        (watcher,) = until(server.watchers)
        server.stop(how)
        assert not lives(watcher)
        server.start()
