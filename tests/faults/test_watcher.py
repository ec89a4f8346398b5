"""Time is watched by a process of its own, as long as the server lives and no longer."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
import requests
from sqlalchemy import create_engine, text

from participation.demonstration.safety_team import DUTY_PHONE
from participation.floor.queries import OPENS_BEFORE
from participation.watching import TASKS, alert_whoever_is_due
from tests.live.conftest import Conference
from tests.live.listening import Guest
from tests.running import ROOT, Server, lives, running

WITHIN_S = 20.0
# As often as the watcher looks for somebody who is due (participation/watching.py).
ALERTS_EVERY_S = next(task.every_s for task in TASKS if task.run is alert_whoever_is_due)


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


def passes(server: Server, seconds: float) -> None:
    """The clock of every process goes on by so much."""
    server.clock_file.write_text(f"{float(server.clock_file.read_text() or 0) + seconds}")


class Telling:
    """A child's help page, from which something was told, with who was alerted of it since."""

    def __init__(self, server: Server, text: str) -> None:
        self._server = server
        known = self._all()
        page = requests.get(f"{server.url}/help?lang=en", timeout=20).text
        self._page = self._of(page)
        self._shown = self._post(text=text)
        (self.id,) = self._all() - known

    def _all(self) -> set[str]:
        return {row[0] for row in rows(self._server, "SELECT id FROM concern")}

    def _of(self, page: str) -> str:
        found = re.search(r'name="page" value="([^"]+)"', page)
        assert found
        return found[1]

    def _post(self, **told: str) -> str:
        address = f"{self._server.url}/help?lang=en"
        answer = requests.post(address, data={"page": self._page} | told, timeout=20)
        assert answer.ok
        return answer.text

    def looks_again(self) -> str:
        """What the child's page says now of where it is."""
        return self._post()

    def alerts(self) -> set[str]:
        told = f"SELECT step FROM concern_alert WHERE concern_id = '{self.id}'"
        return {row[0] for row in rows(self._server, told)}


def waits_for(laptop: Guest, how_many: int) -> None:
    laptop.until(lambda: laptop.data("alert")["waiting"] == how_many, WITHIN_S)


def test_what_nobody_takes_goes_on_by_itself_also_past_a_kill_and_a_restart(
    conference: Conference,
) -> None:
    """Lead, three minutes, deputy, three minutes, the phone on duty: no page is open that would
    ask for it, and the watcher is killed while the time runs; then the server with it."""
    server = conference.server
    server.clock_file.write_text("0")
    until(lambda: watching(server))
    deputy = conference.guest().sign_in(conference.named("Mr. Anchor")).connect()
    assert deputy.follow(None, desk="alert")["ok"]
    before = deputy.data("alert")["waiting"]
    try:
        told = Telling(server, "Please look after me")
        assert told.alerts() == {"lead"}
        assert "is on its way to" in told.looks_again()

        passes(server, 170)
        time.sleep(2 * ALERTS_EVERY_S)
        assert told.alerts() == {"lead"}
        passes(server, 15)
        until(lambda: told.alerts() == {"lead", "deputy"})
        waits_for(deputy, before + 1)
        deputy.leave()

        turns = watching(server)
        os.kill(until(server.watchers)[0], signal.SIGKILL)
        passes(server, 180)
        until(lambda: told.alerts() == {"lead", "deputy", "phone"})
        assert watching(server) == turns + 1
        assert DUTY_PHONE in told.looks_again()

        later = Telling(server, "Me too")
        server.kill()
        passes(server, 185)
        assert later.alerts() == {"lead"}
        server.start()
        until(lambda: later.alerts() == {"lead", "deputy"})
    finally:
        server.clock_file.write_text("0")
        conference.everybody_leaves()


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
