"""Redis goes while two servers lead one vote: no acknowledged vote is missing, whoever is at either
server sees it without a reload, `/readyz` says what is away, and nobody has to start anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.live.listening import Guest
from tests.live.pair import Pair, answered, open_poll, two_servers, vote
from tests.postgres import PostgresServer
from tests.redis import RedisServer

PHONES = 12
CUTS, CUTS_IF_LONG = 1, 5


@pytest.fixture
def pair(postgres: PostgresServer, redis: RedisServer, tmp_path: Path) -> Iterator[Pair]:
    with two_servers(postgres, redis, tmp_path) as made:
        yield made


def readiness(pair: Pair) -> list[tuple[int, str | None]]:
    """What both servers say of themselves."""
    answers = [
        requests.get(f"{conference.server.url}/readyz", timeout=10)
        for conference in (pair.one, pair.other)
    ]
    return [(answer.status_code, answer.json().get("code")) for answer in answers]


def has_open_poll(phone: Guest) -> bool:
    return (phone.data("poll") or {}).get("state") == "open"


def test_redis_goes_and_comes_back_while_the_hall_votes(
    pair: Pair, request: pytest.FixtureRequest
) -> None:
    tablet, wall = pair.live()
    phones = pair.phones(PHONES)
    assert open_poll(tablet)["ok"]
    for phone in phones:
        phone.until(lambda phone=phone: has_open_poll(phone))
    for cut in range(1, 1 + (CUTS_IF_LONG if request.config.getoption("--long") else CUTS)):
        for phone in phones[: PHONES // 2]:
            assert vote(phone, 2 * cut - 1)["receipt"] == "counted"
        pair.redis.stop()
        assert readiness(pair) == [(503, "queue_away")] * 2
        for phone in phones[PHONES // 2 :]:
            assert vote(phone, 2 * cut - 1)["receipt"] == "counted"
        wall.until(lambda: answered(wall) == PHONES)
        (late,) = pair.phones(1)
        late.until(lambda late=late: has_open_poll(late))
        late.leave()
        pair.redis.start()
        assert readiness(pair) == [(200, None)] * 2
        # A changed mind is one vote still, with Redis as without.
        assert all(vote(phone, 2 * cut)["receipt"] == "counted" for phone in phones)
    poll = tablet.data("poll")["id"]
    assert tablet.write("polls.close", poll=poll, epoch=tablet.seat)["ok"]
    assert tablet.write("polls.reveal", poll=poll, epoch=tablet.seat)["ok"]
    for one in (wall, *phones):
        one.until(lambda one=one: one.data("poll")["state"] == "revealed")
        assert sum(row["count"] for row in one.data("poll")["results"]) == PHONES
