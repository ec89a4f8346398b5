"""What a choice is in each kind of poll, and how choices become totals."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.polls import counting
from participation.polls.choices import Asked, choice_of, why_not

OPTIONS = ("a", "b", "c")
ASKED = {
    "single": Asked("single", OPTIONS),
    "yes_no_abstain": Asked("yes_no_abstain", OPTIONS),
    "multiple": Asked("multiple", OPTIONS, least=1, most=2),
    "scale": Asked("scale", OPTIONS),
    "ranking": Asked("ranking", OPTIONS),
    "points": Asked("points", OPTIONS, points=5),
}


@pytest.mark.parametrize(
    ("kind", "said", "kept"),
    [
        ("single", ("b",), ["b"]),
        ("yes_no_abstain", ("c",), ["c"]),
        ("multiple", ("a",), ["a"]),
        ("multiple", ("c", "a"), ["c", "a"]),
        ("scale", ("1",), 1),
        ("scale", ("3",), 3),
        ("ranking", ("c", "a", "b"), ["c", "a", "b"]),
        ("points", ("a=5",), {"a": 5}),
        ("points", ("a=2", "b=0", "c=3"), {"a": 2, "c": 3}),
    ],
)
def test_a_choice_is_kept_in_the_form_of_its_kind(
    kind: str, said: tuple[str, ...], kept: Any
) -> None:
    assert choice_of(ASKED[kind], said) == kept


@pytest.mark.parametrize(
    ("kind", "said", "code"),
    [
        ("single", (), "no_such_option"),
        ("single", ("a", "b"), "no_such_option"),
        ("single", ("x",), "no_such_option"),
        ("multiple", (), "choose_as_many"),
        ("multiple", ("a", "b", "c"), "choose_as_many"),
        ("multiple", ("a", "a"), "choose_as_many"),
        ("multiple", ("a", "x"), "no_such_option"),
        ("scale", ("0",), "no_such_option"),
        ("scale", ("4",), "no_such_option"),
        ("scale", ("a",), "no_such_option"),
        ("scale", ("²",), "no_such_option"),
        ("scale", ("1", "2"), "no_such_option"),
        ("ranking", ("a", "b"), "rank_all"),
        ("ranking", ("a", "b", "b"), "rank_all"),
        ("ranking", ("a", "b", "x"), "no_such_option"),
        ("points", ("a=4",), "share_all"),
        ("points", ("a=4", "b=2"), "share_all"),
        ("points", (), "share_all"),
        ("points", ("a=-1", "b=6"), "no_such_option"),
        ("points", ("a=9999999999",), "no_such_option"),
        ("points", ("x=5",), "no_such_option"),
        ("points", ("a",), "no_such_option"),
    ],
)
def test_what_is_no_choice_hears_why_in_the_words_of_its_kind(
    kind: str, said: tuple[str, ...], code: str
) -> None:
    refusal = why_not(ASKED[kind], said)
    assert refusal is not None
    assert refusal.code == code


@settings(deadline=None)
@given(
    st.sampled_from(sorted(ASKED)),
    st.lists(st.one_of(st.text(max_size=5), st.sampled_from(["a", "b", "a=3", "b=2", "1"]))),
)
def test_whatever_is_said_is_a_choice_or_a_kind_no(kind: str, said: list[str]) -> None:
    refusal = why_not(ASKED[kind], tuple(said))
    if refusal is None:
        counting.totals(kind, OPTIONS, [choice_of(ASKED[kind], tuple(said))])
    else:
        assert refusal.status == 422


def test_single_choices_and_several_are_counted_by_option() -> None:
    assert counting.totals("single", OPTIONS, [["a"], ["a"], ["c"]]).counts == {
        "a": 2, "b": 0, "c": 1,
    }  # fmt: skip
    assert counting.totals("multiple", OPTIONS, [["a", "b"], ["b"]]).counts == {
        "a": 1, "b": 2, "c": 0,
    }  # fmt: skip


def test_a_scale_is_counted_by_step_and_points_are_added_up() -> None:
    assert counting.totals("scale", OPTIONS, [1, 3, 3]).counts == {"a": 1, "b": 0, "c": 2}
    assert counting.totals("points", OPTIONS, [{"a": 5}, {"a": 1, "c": 4}]).counts == {
        "a": 6, "b": 0, "c": 4,
    }  # fmt: skip


def test_a_ranking_is_counted_by_borda() -> None:
    """The example of Borda's own paper: 21 voters, A leads in first places and is last of all."""
    ballots = [["A", "B", "C"]] * 1 + [["A", "C", "B"]] * 7
    ballots += [["B", "C", "A"]] * 7 + [["C", "B", "A"]] * 6
    totals = counting.totals("ranking", ("A", "B", "C"), ballots)
    assert totals.firsts == {"A": 8, "B": 7, "C": 6}
    assert totals.counts == {"A": 16, "B": 21, "C": 26}
    assert counting.places(totals.counts) == {"C": 1, "B": 2, "A": 3}


def test_a_ranking_does_not_depend_on_the_order_of_answers_on_the_page() -> None:
    ballots = [["a", "b", "c"], ["b", "c", "a"], ["b", "a", "c"]]
    told = [
        counting.totals("ranking", order, ballots).counts for order in itertools.permutations("abc")
    ]
    assert all(counts == told[0] for counts in told)


def test_equal_points_share_a_place() -> None:
    assert counting.places({"a": 4, "b": 4, "c": 1}) == {"a": 1, "b": 1, "c": 3}


@pytest.mark.parametrize(
    ("counts", "middle"),
    [
        ([0, 0, 0], ()),
        ([1, 0, 0], (0,)),
        ([1, 1, 1], (1,)),
        ([2, 0, 2], (0, 2)),
        ([2, 1, 2], (1,)),
        ([0, 3, 4], (2,)),
        ([5, 5, 0], (0, 1)),
    ],
)
def test_the_middle_of_a_scale_is_the_step_of_the_middle_answer(
    counts: list[int], middle: tuple[int, ...]
) -> None:
    assert counting.median(counts) == middle
