"""What many ask at the same moment is asked once, and each gets its own answer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import text

from participation.foundation.extensions import db
from participation.foundation.gathering import Gathering
from tests.at_once import at_once


class Asked:
    """Doubles numbers, and remembers the lists in which they came."""

    def __init__(self) -> None:
        self.lists: list[list[int]] = []
        self.gathering: Gathering[int, int] = Gathering("doubled", self.doubled)

    def doubled(self, numbers: Sequence[int]) -> list[int]:
        self.lists.append(list(numbers))
        if 13 in numbers:
            raise ValueError("nobody doubles thirteen")
        assert db.session.execute(text("SELECT 1")).scalar() == 1
        return [2 * number for number in numbers]


def test_asked_alone_it_is_asked_at_once(app: Flask) -> None:
    asked = Asked()
    assert asked.gathering.ask(4) == 8
    assert asked.lists == [[4]]


def test_a_crowd_shares_a_few_lists_and_each_gets_its_own(app: Flask) -> None:
    asked = Asked()
    asked.gathering.start(app)
    asking = [partial(asked.gathering.ask, number) for number in range(100, 140)]
    assert at_once(app, asking) == [2 * number for number in range(100, 140)]
    assert sorted(number for each in asked.lists for number in each) == list(range(100, 140))
    assert len(asked.lists) < 20
    assert asked.gathering.ask(4) == 8, "the line goes on after it was empty"


def test_more_than_the_database_has_connections_are_answered(app: Flask) -> None:
    """Each has read something before it asks, and holds no connection while it waits."""
    asked = Asked()
    asked.gathering.start(app)

    def reads_and_asks(number: int) -> int:
        db.session.execute(text("SELECT 1"))
        return asked.gathering.ask(number)

    asking = [partial(reads_and_asks, number) for number in range(100, 160)]
    assert at_once(app, asking) == [2 * number for number in range(100, 160)]


def test_what_fails_fails_for_those_who_asked_with_it_and_for_nobody_after(app: Flask) -> None:
    asked = Asked()
    asked.gathering.start(app)
    with pytest.raises(ValueError, match="thirteen"):
        asked.gathering.ask(13)
    assert asked.gathering.ask(4) == 8
