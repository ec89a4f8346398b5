"""Two servers on one database: whichever a phone is on, it votes once and sees the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

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


@pytest.fixture
def pair(postgres: PostgresServer, redis: RedisServer, tmp_path: Path) -> Iterator[Pair]:
    url = postgres.fresh_database().replace("+psycopg2", "")
    servers = [Server(url, tmp_path, REDIS_URL=redis.url) for _ in range(2)]
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


def test_votes_at_both_servers_are_one_count_on_every_wall_and_tablet(pair: Pair) -> None:
    tablet, wall = pair.live()
    phones = pair.phones(10)
    assert open_poll(tablet)["ok"]
    for phone in phones:
        phone.until(lambda phone=phone: (phone.data("poll") or {}).get("state") == "open")
    assert all(vote(phone)["receipt"] == "counted" for phone in phones)
    wall.until(lambda: answered(wall) == len(phones))
    poll = tablet.data("poll")["id"]
    assert tablet.write("polls.close", poll=poll, epoch=tablet.seat)["ok"]
    assert tablet.write("polls.reveal", poll=poll, epoch=tablet.seat)["ok"]
    for one in (wall, *phones):
        one.until(lambda one=one: one.data("poll")["state"] == "revealed")
        assert one.data("poll")["results"][0]["count"] == len(phones)
    late = vote(phones[0], n=2)
    assert late["code"] == "poll_closed"


def test_a_seat_taken_at_one_server_is_lost_at_the_other(pair: Pair) -> None:
    first, _ = pair.live()
    second = pair.other.moderator()
    assert second.seat > first.seat
    assert first.steer("floor.pause", TRIAL)["code"] == "seat_moved"
    assert second.steer("floor.pause", TRIAL)["ok"]
    first.until(lambda: first.data("floor")["state"] == "paused")


def test_without_redis_every_server_still_sees_it_and_readyz_says_what_is_away(pair: Pair) -> None:
    tablet, wall = pair.live()
    pair.redis.stop()
    for conference in (pair.one, pair.other):
        answer = requests.get(f"{conference.server.url}/readyz", timeout=10)
        assert (answer.status_code, answer.json()["code"]) == (503, "queue_away")
    (phone,) = pair.phones(1)
    assert open_poll(tablet)["ok"]
    phone.until(lambda: (phone.data("poll") or {}).get("state") == "open")
    assert vote(phone)["ok"]
    wall.until(lambda: answered(wall) == 1)
    pair.redis.start()
    assert requests.get(f"{pair.one.server.url}/readyz", timeout=10).status_code == 200
