"""The power or the network goes in the middle of a burst of votes: what was acknowledged counts,
once each."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
import socketio
from sqlalchemy import create_engine, text

from tests.live.conftest import Conference, again
from tests.live.listening import Guest, Moderator
from tests.running import Server, running

PHONES = 40
KILLS = {"sqlite": 1, "postgresql": 1}
KILLS_IF_LONG = 12
# The server is killed somewhere in here, in the middle of what the hall sends.
BURST_S = (0.2, 0.9)
ANSWERED_WITHIN_S = 3.0


class Phone:
    """A phone of somebody who can't decide: it votes again and again, and notes what it is told."""

    def __init__(self, guest: Guest) -> None:
        self.guest = guest
        self.acknowledged: dict[int, str] = {}
        self._unsent: dict[str, Any] | None = None
        self._n = 0

    def come(self) -> None:
        come(self.guest, "audience")

    def vote(self, poll: dict[str, Any]) -> bool:
        """One more choice. Where no answer came it is kept, to be sent with the same id."""
        if self._unsent is None:
            self._n += 1
            self._unsent = {
                "poll": poll["id"],
                "choice": [random.choice(poll["options"])["id"]],
                "n": self._n,
                "command_id": str(uuid4()),
            }
        return self.send_what_is_unsent()

    def send_what_is_unsent(self) -> bool:
        if self._unsent is None:
            return True
        assert self.guest.socket is not None
        try:
            answer = self.guest.socket.call("polls.cast", self._unsent, timeout=ANSWERED_WITHIN_S)
        except socketio.exceptions.SocketIOError:
            return False
        assert answer == {"ok": True, "receipt": "counted"}, answer
        self.acknowledged[self._unsent["n"]] = self._unsent["choice"][0]
        self._unsent = None
        return True

    @property
    def newest(self) -> int:
        """The number of the newest vote that was acknowledged; 0 for none."""
        return max(self.acknowledged, default=0)


@pytest.fixture(scope="module", params=KILLS)
def served(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Conference]:
    """A running demonstration conference on each database."""
    folder = tmp_path_factory.mktemp("kill")
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


@pytest.fixture
def conference(served: Conference) -> Iterator[Conference]:
    """The same conference with the trial session back at its beginning."""
    again(served.guest())
    yield served
    served.everybody_leaves()


def test_every_acknowledged_vote_counts_once_though_the_server_is_killed_in_the_burst(
    conference: Conference, request: pytest.FixtureRequest
) -> None:
    moderator = conference.moderator()
    poll = an_open_poll(moderator)
    phones = [Phone(conference.guest()) for _ in range(PHONES)]
    together(phones, lambda phone: phone.guest.join(conference.code()))
    together(phones, Phone.come)
    kills = KILLS[request.node.callspec.params["served"]]
    for _ in range(KILLS_IF_LONG if request.config.getoption("--long") else kills):
        killed_in_the_burst(conference.server, phones, poll)
        conference.server.start()
        together(phones, Phone.come)
        for phone in phones:
            mine = phone.guest.data("mine")["poll"] or {"n": 0}
            # What was acknowledged is there; the one without an answer may have come through too.
            assert phone.newest <= mine["n"] <= phone.newest + 1
        assert all(together(phones, Phone.send_what_is_unsent))
    assert all(phone.newest for phone in phones)
    come(moderator, "moderator")
    assert moderator.data("poll")["answered"] == PHONES
    assert moderator.write("polls.close", poll=poll["id"], epoch=moderator.seat)["ok"]
    moderator.until(lambda: moderator.data("poll")["state"] == "counted")
    counted = {row["option"]: row["count"] for row in moderator.data("poll")["results"]}
    chosen = Counter(phone.acknowledged[phone.newest] for phone in phones)
    assert {option: n for option, n in counted.items() if n} == dict(chosen)


def test_votes_sent_up_to_three_times_by_phones_that_are_cut_once_are_one_each(
    conference: Conference,
) -> None:
    moderator = conference.moderator()
    poll = an_open_poll(moderator)
    phones = [Phone(conference.guest()) for _ in range(PHONES)]
    together(phones, lambda phone: phone.guest.join(conference.code()))
    together(phones, Phone.come)
    votes = [
        {
            "poll": poll["id"],
            "choice": [random.choice(poll["options"])["id"]],
            "n": 1,
            "command_id": str(uuid4()),
        }
        for _ in phones
    ]
    begin = threading.Barrier(PHONES)

    def cut_in_the_middle(phone: Phone, vote: dict[str, Any]) -> None:
        guest = phone.guest
        assert guest.socket is not None
        begin.wait()
        for _ in range(random.randint(1, 3)):
            guest.socket.emit("polls.cast", vote)
        guest.socket.eio.ws.shutdown()
        guest.socket.wait()
        phone.come()
        for _ in range(random.randint(1, 3)):
            assert guest.send("polls.cast", **vote) == {"ok": True, "receipt": "counted"}

    with ThreadPoolExecutor(PHONES) as thumbs:
        list(thumbs.map(cut_in_the_middle, phones, votes))
    moderator.until(lambda: moderator.data("poll")["answered"] == PHONES)
    assert (
        rows(conference.server, f"SELECT holder FROM voter WHERE poll_id = '{poll['id']}'")
        == PHONES
    )
    assert moderator.write("polls.close", poll=poll["id"], epoch=moderator.seat)["ok"]
    moderator.until(lambda: moderator.data("poll")["state"] == "counted")
    counted = {row["option"]: row["count"] for row in moderator.data("poll")["results"]}
    chosen = Counter(vote["choice"][0] for vote in votes)
    assert {option: n for option, n in counted.items() if n} == dict(chosen)


def test_a_poll_and_a_session_found_closing_at_the_start_are_finished(
    conference: Conference,
) -> None:
    moderator = conference.moderator()
    poll = an_open_poll(moderator)
    phones = [Phone(conference.phone()) for _ in range(3)]
    for phone in phones:
        phone.come()
        assert phone.vote(poll)
    # The power goes between the two steps of closing.
    conference.server.kill()
    left(conference.server, "UPDATE poll SET state = 'closing' WHERE state = 'open'")
    conference.server.start()
    come(moderator, "moderator")
    moderator.until(lambda: moderator.data("poll")["state"] == "counted")
    assert sum(row["count"] for row in moderator.data("poll")["results"]) == len(phones)

    conference.server.kill()
    left(conference.server, "UPDATE floor SET state = 'closing' WHERE state = 'live'")
    conference.server.start()
    come(moderator, "moderator")
    moderator.until(lambda: moderator.data("floor")["state"] == "closed")
    assert moderator.data("floor")["seat"]["held"] is False


def come(guest: Guest, audience: str) -> None:
    """They connect and follow, for the first time or once more."""
    if guest.socket is not None and guest.socket.eio.ws is not None:
        guest.socket.eio.ws.shutdown()  # what was cut is put away; the library leaves it open
    guest.connect()
    answer = guest.follow("trial", **{"as": audience})
    assert answer["ok"], answer


def an_open_poll(moderator: Moderator) -> dict[str, Any]:
    assert moderator.steer("floor.go_live", "trial")["ok"]
    opened = moderator.write(
        "polls.open_instant", session="trial", instant="yes_no", epoch=moderator.seat
    )
    assert opened["ok"], opened
    moderator.until(lambda: (moderator.data("poll") or {}).get("state") == "open")
    poll: dict[str, Any] = moderator.data("poll")
    return poll


def killed_in_the_burst(server: Server, phones: list[Phone], poll: dict[str, Any]) -> None:
    """All phones vote without a pause until no answer comes; meanwhile the server is killed."""
    begin = threading.Barrier(len(phones) + 1)

    def vote(phone: Phone) -> None:
        begin.wait()
        while phone.vote(poll):
            pass

    with ThreadPoolExecutor(len(phones)) as thumbs:
        voting = [thumbs.submit(vote, phone) for phone in phones]
        begin.wait()
        time.sleep(random.uniform(*BURST_S))
        server.kill()
    for one in voting:
        one.result()


def together(phones: list[Phone], act: Any) -> list[Any]:
    with ThreadPoolExecutor(10) as doors:
        return list(doors.map(act, phones))


def left(server: Server, statement: str) -> None:
    """The database as a server leaves it that was stopped in the middle."""
    assert rows(server, statement) >= 1


def rows(server: Server, statement: str) -> int:
    """How many rows of the server's database this finds or changes."""
    told = server.environment["PARTICIPATION_DATABASE_URL"]
    engine = create_engine(told.replace("postgresql://", "postgresql+psycopg2://"))
    with engine.begin() as connection:
        done = connection.execute(text(statement))
        return len(done.all()) if done.returns_rows else done.rowcount
