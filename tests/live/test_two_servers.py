"""Two servers on one database: whichever a phone is on, it votes once and sees the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.pair import TRIAL, Pair, answered, open_poll, two_servers, vote
from tests.postgres import PostgresServer
from tests.redis import RedisServer


@pytest.fixture
def pair(postgres: PostgresServer, redis: RedisServer, tmp_path: Path) -> Iterator[Pair]:
    with two_servers(postgres, redis, tmp_path) as made:
        yield made


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
