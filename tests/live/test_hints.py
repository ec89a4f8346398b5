"""A word from one server to the others that something changed, through a real Redis."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

import pytest

from participation.foundation.versions import Change
from participation.live.hints import Hints
from tests.redis import RedisServer

ARRIVES_S = 15
CHANGE = Change("a session", "poll", 7)


class Listening:
    """A server that only notes what it hears."""

    def __init__(self, url: str) -> None:
        self.heard: list[Change] = []
        self.hints = Hints(url, self._hear)
        self.hints.start()

    def _hear(self, changes: Sequence[Change]) -> None:
        self.heard += changes

    def begins_to_hear(self, teller: Listening) -> None:
        """Subscribing takes a moment: what is told before is not heard."""
        until(lambda: teller.says_something() and bool(self.heard))
        self.heard.clear()

    def says_something(self) -> bool:
        self.hints.tell([Change("anything", "poll", 1)])
        return True


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + ARRIVES_S
    while not holds():
        assert time.monotonic() < end, "nothing was heard"
        threading.Event().wait(0.05)


@pytest.fixture
def pair(sqlite_app: object, redis: RedisServer) -> tuple[Listening, Listening]:
    one, other = Listening(redis.url), Listening(redis.url)
    one.begins_to_hear(other)
    other.begins_to_hear(one)
    return one, other


def test_another_server_hears_what_changed_and_the_teller_does_not_hear_itself(
    pair: tuple[Listening, Listening],
) -> None:
    one, other = pair
    one.hints.tell([CHANGE])
    until(lambda: CHANGE in other.heard)
    assert CHANGE not in one.heard


def test_while_redis_is_away_nobody_waits_and_afterwards_hints_are_heard_again(
    pair: tuple[Listening, Listening], redis: RedisServer
) -> None:
    one, other = pair
    redis.stop()
    assert not one.hints.is_reachable()
    for _ in range(3_000):
        one.hints.tell([CHANGE])  # returns at once, however many wait
    redis.start()
    until(lambda: one.says_something() and bool(other.heard))
    assert one.hints.is_reachable()
