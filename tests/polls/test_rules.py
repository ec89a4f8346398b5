"""The rules of polls, as tables."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import pytest

from participation.polls import rules
from participation.polls.choices import Asked
from participation.polls.forms import VOID_REASONS
from participation.polls.instants import INSTANTS
from participation.polls.models import PollKind, PollState

ALLOWED = {
    ("open", "ready"), ("close", "open"), ("count", "closing"), ("reveal", "counted"),
    ("hide", "revealed"), ("void", "open"), ("void", "closing"), ("void", "counted"),
    ("void", "revealed"),
}  # fmt: skip


@pytest.mark.parametrize(("move", "state"), [*itertools.product(rules.MOVES, PollState)])
def test_the_table_of_moves_allows_these_and_no_other(move: str, state: PollState) -> None:
    assert (rules.after(move, state) is not None) == ((move, state.value) in ALLOWED)


@pytest.mark.parametrize("move", rules.MOVES)
def test_a_move_is_already_made_only_where_it_cannot_be_made_again(move: str) -> None:
    made = {state for state in PollState if rules.already(move, state)}
    assert made
    assert all(rules.after(move, state) is None for state in made)


@pytest.mark.parametrize(
    ("state", "choice", "code"),
    [
        ("open", ("a",), None),
        ("open", ("c",), "no_such_option"),
        ("open", (), "no_such_option"),
        ("open", ("a", "b"), "no_such_option"),
        ("draft", ("a",), "poll_not_open"),
        ("ready", ("a",), "poll_not_open"),
        ("closing", ("a",), "poll_closed"),
        ("counted", ("a",), "poll_closed"),
        ("revealed", ("a",), "poll_closed"),
        ("void", ("a",), "poll_closed"),
        ("closing", ("c",), "poll_closed"),
    ],
)
def test_a_choice_is_taken_while_the_poll_is_open_and_names_one_of_its_options(
    state: str, choice: tuple[str, ...], code: str | None
) -> None:
    refusal = rules.why_not_cast(state, Asked("single", ("a", "b")), choice)
    assert (refusal.code if refusal else None) == code


@dataclass(frozen=True)
class Numbered:
    poll_id: str
    holder: str
    n: int
    option: str = ""
    device_id: str = "tablet"


def test_of_one_devices_casts_the_highest_number_stands_and_the_later_of_equals() -> None:
    casts = [
        Numbered("p", "b", 2, "first"),
        Numbered("p", "a", 1),
        Numbered("p", "b", 2, "another tab"),
        Numbered("p", "b", 1, "late"),
        Numbered("q", "b", 0),
    ]
    assert rules.newest(casts) == [casts[1], casts[2], casts[4]]


def test_a_second_device_is_never_outnumbered_by_the_first() -> None:
    casts = [Numbered("p", "b", 7), Numbered("p", "b", 1, "changed", device_id="phone")]
    assert rules.newest(casts) == [casts[1]]


def test_the_order_of_arrival_leaves_no_trace() -> None:
    casts = [Numbered("p", holder, 1) for holder in "dacb"]
    assert rules.newest(casts) == rules.newest(casts[::-1])


@pytest.mark.parametrize(
    ("state", "readers"),
    [
        ("open", set()),
        ("closing", set()),
        ("counted", {"moderator", "facilitator"}),
        (
            "revealed",
            {"audience", "delegate", "moderator", "facilitator", "interpreter", "screen"},
        ),
        ("void", set()),
    ],
)
def test_totals_are_read_when_counted_by_two_and_when_revealed_by_all(
    state: str, readers: set[str]
) -> None:
    audiences = ("audience", "delegate", "moderator", "facilitator", "interpreter", "screen")
    assert {who for who in audiences if rules.shows_results(state, who)} == readers


@pytest.mark.parametrize("key", INSTANTS)
def test_an_instant_poll_speaks_three_languages_and_has_answers_that_differ(key: str) -> None:
    instant = INSTANTS[key]
    for words in (instant.title, *instant.options):
        assert set(words) == {"ar", "en", "fr"}
        assert all(words.values())
    for lang in ("ar", "en", "fr"):
        said = [option[lang] for option in instant.options]
        least = 0 if instant.kind == PollKind.WORDS else 2
        assert len(said) == len(set(said)) >= least


def test_the_instant_polls_are_those_of_the_product() -> None:
    assert {key: len(instant.options) for key, instant in INSTANTS.items()} == {
        "agree": 3,
        "yes_no": 2,
        "abc": 3,
        "faces": 5,
        "word": 0,
        "break": 2,
    }
    assert all(len(reason) <= 20 for reason in VOID_REASONS)
