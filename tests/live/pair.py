"""Two servers on one database, and the phones, tablet and wall of one hall at both of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.live.conftest import Conference, again
from tests.live.listening import Guest, Moderator
from tests.postgres import PostgresServer
from tests.redis import RedisServer
from tests.running import Server, running

TRIAL = "trial"


class Pair:
    """The same conference at two doors."""

    def __init__(self, one: Conference, other: Conference, redis: RedisServer) -> None:
        self.one = one
        self.other = other
        self.redis = redis

    def phones(self, count: int) -> list[Guest]:
        """Phones of the hall, half of them at each server."""
        phones = [(self.one, self.other)[n % 2].phone().connect() for n in range(count)]
        for phone in phones:
            assert phone.follow(TRIAL, **{"as": "audience"})["ok"]
        return phones

    def live(self) -> tuple[Moderator, Guest]:
        """The moderator's tablet at one server and the wall at the other; the session is live."""
        tablet = self.one.moderator()
        wall = self.other.screen(tablet)
        assert tablet.steer("floor.go_live", TRIAL)["ok"]
        return tablet, wall


@contextmanager
def two_servers(postgres: PostgresServer, redis: RedisServer, folder: Path) -> Iterator[Pair]:
    """Both run with the demonstration, the trial session at its beginning; no traceback is left."""
    url = postgres.fresh_database().replace("+psycopg2", "")
    servers = [Server(url, folder, REDIS_URL=redis.url) for _ in range(2)]
    told = servers[0].demonstration()
    with running(servers[0]), running(servers[1]):
        made = Pair(Conference(servers[0], told), Conference(servers[1], told), redis)
        again(made.one.guest())
        yield made
        made.one.everybody_leaves()
        made.other.everybody_leaves()
    for server in servers:
        assert server.tracebacks() == ""


def open_poll(tablet: Moderator) -> dict[str, Any]:
    return tablet.write("polls.open_instant", session=TRIAL, instant="yes_no", epoch=tablet.seat)


def answered(wall: Guest) -> int | None:
    return (wall.data("poll") or {}).get("answered")


def vote(phone: Guest, n: int = 1) -> dict[str, Any]:
    poll = phone.data("poll")
    choice = [poll["options"][0]["id"]]
    return phone.write("polls.cast", poll=poll["id"], choice=choice, n=n)
