"""The order of the line and the steps of a turn, as tables and over any line at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.floor.speaking import rules
from participation.floor.speaking.models import TurnState, Wish
from participation.floor.speaking.rules import Waiting, Why

NOON = datetime(2026, 5, 18, 12, tzinfo=UTC)


def hand(name: str, minute: int = 0, **about: object) -> Waiting:
    return replace(
        Waiting(id=name, wish=Wish.SPEAK, raised_at=NOON + timedelta(minutes=minute)),
        **about,  # type: ignore[arg-type]
    )


EARLY_AND_LATE = {
    Why.PINNED: (hand("a", 9, pinned_at=NOON, turns=5), hand("b", 1, wish=Wish.REPLY)),
    Why.REPLY: (hand("a", 9, wish=Wish.REPLY, turns=2), hand("b", 1)),
    Why.TURNS: (hand("a", 9, organisation_turns=4), hand("b", 1, turns=1)),
    Why.ORGANISATION: (hand("a", 9, is_first_time=False), hand("b", 1, organisation_turns=1)),
    Why.FIRST_TIME: (hand("a", 9), hand("b", 1, is_first_time=False)),
    Why.ARRIVAL: (hand("a", 1), hand("b", 9)),
}


@pytest.mark.parametrize("why", list(Why))
def test_each_reason_comes_before_all_that_follow_it(why: Why) -> None:
    first, other = EARLY_AND_LATE[why]
    line = rules.in_order([other, first])
    assert [placed.hand.id for placed in line] == ["a", "b"]
    assert (line[0].why, line[0].behind) == (why, None)
    assert line[1].behind == why


def test_of_two_pinned_hands_the_one_pinned_first_is_first() -> None:
    line = rules.in_order(
        [hand("b", 0, pinned_at=NOON + timedelta(seconds=5)), hand("a", 5, pinned_at=NOON)]
    )
    assert [placed.hand.id for placed in line] == ["a", "b"]


def test_whoever_said_not_now_keeps_the_place_and_the_next_is_called() -> None:
    line = rules.in_order([hand("a", 0, is_resting=True), hand("b", 1)])
    assert [placed.hand.id for placed in line] == ["a", "b"]
    assert rules.next_up(line) == "b"
    assert rules.next_up(line[:1]) == "a"
    assert rules.next_up([]) is None


hands = st.builds(
    Waiting,
    id=st.uuids().map(lambda one: one.hex),
    wish=st.sampled_from(list(Wish)),
    raised_at=st.integers(0, 90).map(lambda minute: NOON + timedelta(minutes=minute)),
    turns=st.integers(0, 4),
    organisation_turns=st.integers(0, 6),
    is_first_time=st.booleans(),
    pinned_at=st.none() | st.integers(0, 90).map(lambda s: NOON + timedelta(seconds=s)),
    is_resting=st.booleans(),
)


@given(st.lists(hands, max_size=12, unique_by=lambda one: one.id), st.randoms())
def test_any_line_has_everybody_once_in_an_order_that_does_not_hang_on_who_asks(
    waiting: list[Waiting], chance: object
) -> None:
    line = rules.in_order(waiting)
    shuffled = list(waiting)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert rules.in_order(shuffled) == line
    assert sorted(placed.hand.id for placed in line) == sorted(one.id for one in waiting)
    assert [placed.place for placed in line] == list(range(1, len(waiting) + 1))
    for first, other in pairwise(line):
        assert first.why == other.behind
        one, two = first.hand, other.hand
        # Nobody stands behind somebody who has less of everything that counts.
        if one.pinned_at is None and two.pinned_at is None and one.wish == two.wish:
            assert (one.turns, one.organisation_turns, not one.is_first_time, one.raised_at) <= (
                two.turns,
                two.organisation_turns,
                not two.is_first_time,
                two.raised_at,
            )


@given(st.integers(0, 999), st.sets(st.integers(1, 999), max_size=60))
def test_a_new_star_is_none_that_is_up(last: int, taken: set[int]) -> None:
    sign = rules.next_sign(last, taken)
    assert sign not in taken
    assert 1 <= sign <= 999


def test_stars_are_given_one_after_the_other() -> None:
    assert rules.next_sign(0, ()) == 1
    assert rules.next_sign(4, {5, 6}) == 7
    assert rules.next_sign(999, {1}) == 2
    assert [rules.colour_of(sign) for sign in (1, 6, 7)] == ["violet", "brown", "violet"]


def test_time_is_counted_without_the_pauses() -> None:
    later = NOON + timedelta(seconds=50)
    assert rules.ran_ms(None, None, 0, later) == 0
    assert rules.ran_ms(NOON, None, 20_000, later) == 30_000
    assert rules.ran_ms(NOON, NOON + timedelta(seconds=10), 0, later) == 10_000
    assert rules.budget_to_go_on(120_000, 30_000) == 90_000
    assert rules.budget_to_go_on(120_000, 119_000) == rules.MORE_MS


def test_a_turn_that_is_over_moves_no_more() -> None:
    for state in (TurnState.ENDED, TurnState.PASSED):
        assert all(rules.turn_after(move, state) is None for move in rules.TURN_MOVES)
