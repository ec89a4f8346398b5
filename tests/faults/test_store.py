"""The store fails while a hall votes: everybody is told so kindly, nothing acknowledged is lost,
and nobody has to restart anything."""

from __future__ import annotations

import itertools
import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import requests
from sqlalchemy import create_engine, text

from tests.faults.test_kill import an_open_poll, come
from tests.live.conftest import Conference
from tests.live.listening import Guest, Moderator
from tests.postgres import PostgresMissing, PostgresServer, postgres_server
from tests.running import Server, running

IN_ARABIC = "لم نتمكّن من حفظ هذا الآن"
PHONES = 12
BREAKS = 300
LONG = "لماذا لا يرد أحد في الليل؟ " * 10


class FailingStore:
    """A served conference whose store can be made to fail."""

    def __init__(self, folder: Path) -> None:
        self._told = folder / "fault"
        self.server = Server(f"sqlite:///{folder / 'sawt.sqlite3'}", folder)
        self.server.program = ("-m", "tests.faults.failing_store")
        self.server.environment["STORE_FAULT"] = str(self._told)

    @contextmanager
    def failing(self, how: str) -> Iterator[None]:
        self._told.write_text(how)
        try:
            yield
        finally:
            self._told.write_text("")


@pytest.fixture(params=["full", "read-only"])
def fault(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_store_that_cant_be_written_is_said_kindly_and_comes_back_by_itself(
    fault: str, tmp_path: Path
) -> None:
    store = FailingStore(tmp_path)
    conference = Conference(store.server, store.server.demonstration())
    with running(store.server):
        moderator = conference.moderator()
        poll = an_open_poll(moderator)
        before, during = phones(conference, 2)
        assert cast(before, poll)["ok"]
        unsent = a_vote(poll)
        question = {"session": "trial", "text": LONG, "lang": "ar", "name_as": "none"}
        with store.failing(fault):
            refused = until_refused(during, question)
            assert refused["code"] == "store_trouble"
            assert IN_ARABIC in refused["message"]
            # What is there can still be read: nobody meets an empty page.
            assert during.http.get(f"{store.server.url}/sessions/trial").status_code == 200
        answer = during.send("polls.cast", **unsent)
        assert answer == {"ok": True, "receipt": "counted"}
        assert during.send("polls.cast", **unsent) == answer  # once more, and still once
        assert counted(moderator, poll) == 2
        conference.everybody_leaves()
    assert store.server.tracebacks() == ""
    assert LONG not in store.server.log.read_text()


def until_refused(phone: Guest, question: dict[str, Any]) -> dict[str, Any]:
    """The first no, to a vote or a question. A full store takes what fits into the pages it has."""
    for _ in range(400):
        answer = phone.write("questions.ask", **question)
        if not answer["ok"]:
            return answer
        phone.until(lambda: any(one["text"] for one in phone.data("mine")["questions"]))
        asked = next(one["id"] for one in phone.data("mine")["questions"] if one["text"])
        answer = phone.write("questions.take_back", question=asked)
        if not answer["ok"]:
            return answer
        phone.until(lambda: not any(one["text"] for one in phone.data("mine")["questions"]))
    pytest.fail("the store never refused anything")


@contextmanager
def sqlite_lock(conference: Conference, _: dict[str, Any]) -> Iterator[None]:
    """Another process writes to the same file and does not come to an end."""
    file = conference.server.environment["PARTICIPATION_DATABASE_URL"].removeprefix("sqlite:///")
    other = sqlite3.connect(file, isolation_level=None, timeout=10)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@contextmanager
def row_lock(conference: Conference, poll: dict[str, Any]) -> Iterator[None]:
    """Another transaction holds the poll's row."""
    url = conference.server.environment["PARTICIPATION_DATABASE_URL"]
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg2://"))
    with engine.begin() as other:
        other.execute(text("SELECT 1 FROM poll WHERE id = :id FOR UPDATE"), {"id": poll["id"]})
        yield
    engine.dispose()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_slow_store_makes_votes_wait_and_nothing_else(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = (
        f"sqlite:///{tmp_path / 'sawt.sqlite3'}"
        if kind == "sqlite"
        else request.getfixturevalue("postgres").fresh_database().replace("+psycopg2", "")
    )
    lock = sqlite_lock if kind == "sqlite" else row_lock
    server = Server(url, tmp_path)
    conference = Conference(server, server.demonstration())
    with running(server):
        moderator = conference.moderator()
        poll = an_open_poll(moderator)
        hall = phones(conference, PHONES)
        with ThreadPoolExecutor(PHONES) as thumbs:
            with lock(conference, poll):
                voting = [thumbs.submit(cast, phone, poll) for phone in hall]
                threading.Event().wait(2.0)
                # Whoever only reads waits for nobody, while every vote still waits.
                assert requests.get(f"{server.url}/readyz", timeout=10).ok
                page = hall[0].http.get(f"{server.url}/sessions/trial", timeout=10)
                assert page.status_code == 200
                assert not any(one.done() for one in voting)
            assert all(one.result()["receipt"] == "counted" for one in voting)
        assert counted(moderator, poll) == PHONES
        conference.everybody_leaves()
    assert server.tracebacks() == ""


@pytest.fixture
def own_postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server that may be stopped."""
    try:
        with postgres_server() as server:
            yield server
    except PostgresMissing as missing:
        pytest.skip(str(missing))


@contextmanager
def a_hall_that_votes(
    postgres: PostgresServer, folder: Path
) -> Iterator[tuple[Server, Moderator, dict[str, Any], list[Guest]]]:
    """Its server, its moderator, the open poll and the phones; afterwards all of it is well, and
    the log has no traceback."""
    server = Server(postgres.fresh_database().replace("+psycopg2", ""), folder)
    conference = Conference(server, server.demonstration())
    with running(server):
        moderator = conference.moderator()
        poll = an_open_poll(moderator)
        yield server, moderator, poll, phones(conference, PHONES)
        assert requests.get(f"{server.url}/readyz", timeout=10).ok
        conference.everybody_leaves()
    assert server.tracebacks() == ""


def test_postgresql_is_restarted_while_the_hall_votes(
    own_postgres: PostgresServer, tmp_path: Path
) -> None:
    with a_hall_that_votes(own_postgres, tmp_path) as (server, moderator, poll, hall):
        refused: list[str] = []

        def vote_until_counted(phone: Guest) -> None:
            unsent = a_vote(poll)
            for _ in itertools.count():
                answer = phone.send("polls.cast", **unsent)
                if answer["ok"]:
                    return
                refused.append(answer["code"])
                threading.Event().wait(0.2)

        assert cast(hall[0], poll)["ok"]
        own_postgres.stop()
        assert requests.get(f"{server.url}/readyz", timeout=10).status_code == 503
        with ThreadPoolExecutor(PHONES) as thumbs:
            voting = [thumbs.submit(vote_until_counted, phone) for phone in hall[1:]]
            while not refused:
                threading.Event().wait(0.05)
            own_postgres.start()
            for one in voting:
                one.result(timeout=30)
        assert set(refused) == {"store_trouble"}
        assert counted(moderator, poll) == PHONES


def test_postgresql_breaks_off_every_connection_again_and_again_while_the_hall_votes(
    own_postgres: PostgresServer, tmp_path: Path
) -> None:
    """Whatever is being written or read at that moment: a vote, who comes in, what all are told."""
    with a_hall_that_votes(own_postgres, tmp_path) as (server, moderator, poll, hall):
        refused: set[str] = set()
        calm = threading.Event()

        def until_ok(phone: Guest, name: str, **fields: Any) -> None:
            while not (answer := phone.send(name, **fields))["ok"]:
                refused.add(answer["code"])
                threading.Event().wait(0.05)

        def vote_and_come_in_again(phone: Guest) -> None:
            for number in itertools.count(1):
                until_ok(phone, "polls.cast", **a_vote(poll) | {"n": number})
                until_ok(phone, "live.follow", session="trial", **{"as": "audience"})
                if calm.is_set():
                    return

        with ThreadPoolExecutor(PHONES) as thumbs:
            voting = [thumbs.submit(vote_and_come_in_again, phone) for phone in hall]
            for number in range(BREAKS):
                own_postgres.break_off(server.environment["PARTICIPATION_DATABASE_URL"])
                threading.Event().wait(0.005 + number % 10 / 300)
            calm.set()
            for one in voting:
                one.result(timeout=30)
        assert refused == {"store_trouble"}
        assert counted(moderator, poll) == PHONES


def phones(conference: Conference, count: int) -> list[Guest]:
    """Arabic phones of the hall, connected and following."""
    made = [conference.guest("ar").join(conference.code()) for _ in range(count)]
    for phone in made:
        come(phone, "audience")
    return made


def a_vote(poll: dict[str, Any]) -> dict[str, Any]:
    choice = [poll["options"][0]["id"]]
    return {"poll": poll["id"], "choice": choice, "n": 1, "command_id": str(uuid4())}


def cast(phone: Guest, poll: dict[str, Any]) -> dict[str, Any]:
    return phone.send("polls.cast", **a_vote(poll))


def counted(moderator: Moderator, poll: dict[str, Any]) -> int:
    """How many stand in the result, once voting has ended."""
    assert moderator.write("polls.close", poll=poll["id"], epoch=moderator.seat)["ok"]
    moderator.until(lambda: moderator.data("poll")["state"] == "counted")
    return sum(row["count"] for row in moderator.data("poll")["results"])
