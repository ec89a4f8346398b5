"""A running demonstration conference for live tests, on both databases and both engines."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.live.listening import Guest, Moderator, csrf, pairing_code
from tests.running import Server, running

SETTINGS = {
    "sqlite": ("sqlite", "eventlet"),
    "postgresql": ("postgresql", "eventlet"),
    "threading": ("sqlite", "threading"),
}


class Conference:
    """A server with the demonstration, and the people who come to its trial session."""

    def __init__(self, server: Server, told: dict[str, Any]) -> None:
        self.server = server
        self.told = told
        self._guests: list[Guest] = []

    def named(self, name: str) -> dict[str, Any]:
        return next(person for person in self.told["people"] if person["name"] == name)

    def with_role(self, role: str) -> dict[str, Any]:
        return next(person for person in self.told["people"] if role in person["roles"])

    def code(self, session: str = "trial") -> str:
        return next(
            str(known["room_code"]) for known in self.told["sessions"] if known["slug"] == session
        )

    def guest(self, lang: str = "en") -> Guest:
        self._guests.append(Guest(self.server.url, lang))
        return self._guests[-1]

    def phone(self, session: str = "trial") -> Guest:
        """An audience phone that has joined; not yet connected."""
        return self.guest().join(self.code(session))

    def moderator(self, session: str = "trial") -> Moderator:
        """The moderator's tablet, connected, following, in the seat."""
        tablet = Moderator(self.server.url)
        self._guests.append(tablet)
        tablet.sign_in(self.with_role(f"moderator:{session}"))
        tablet.connect()
        assert tablet.follow(session, **{"as": "moderator"})["ok"]
        tablet.take_seat(session)
        return tablet

    def facilitator(self, session: str = "trial") -> Guest:
        """A facilitator's laptop, connected and following."""
        laptop = self.guest("fr").sign_in(self.with_role(f"facilitator:{session}")).connect()
        assert laptop.follow(session, **{"as": "facilitator"})["ok"]
        return laptop

    def screen(self, moderator: Moderator, session: str = "trial") -> Guest:
        """A projector's browser, paired with the session's room and following."""
        wall = self.guest()
        code = pairing_code(wall)
        assert moderator.write("screen.pair", session=session, code=code)["ok"]
        wall.connect()
        assert wall.follow(None, **{"as": "screen"})["ok"]
        return wall

    def everybody_leaves(self) -> None:
        with ThreadPoolExecutor(20) as doors:  # a closing socket may wait for its echo
            list(doors.map(Guest.leave, self._guests))
        self._guests.clear()


@pytest.fixture(scope="module", params=list(SETTINGS))
def served(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Conference]:
    """The demonstration conference, served; once for each database and engine."""
    database, engine = SETTINGS[request.param]
    folder = tmp_path_factory.mktemp("live")
    url = (
        f"sqlite:///{folder / 'sawt.sqlite3'}"
        if database == "sqlite"
        else request.getfixturevalue("postgres").fresh_database().replace("+psycopg2", "")
    )
    server = Server(url, folder, engine)
    told = server.demonstration()
    with running(server):
        yield Conference(server, told)
    assert server.tracebacks() == ""


@pytest.fixture
def conference(served: Conference) -> Iterator[Conference]:
    """The same conference with the trial session back at its beginning."""
    client = served.guest()
    again(client)
    yield served
    served.everybody_leaves()


def again(client: Guest) -> None:
    """Press "tell the story again" as the page /try does."""
    answer = client.http.post(f"{client.url}/try/again", data={"csrf_token": csrf(client, "/try")})
    assert answer.status_code == 200, answer.text
