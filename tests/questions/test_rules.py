"""The rules of questions, as tables."""

from __future__ import annotations

import itertools

import pytest

from participation.foundation.taming import WHOLE
from participation.questions import rules
from participation.questions.models import QuestionState
from participation.questions.reasons.words import DECLINED, STOPPED

ALLOWED = {
    "clear": {"sent"},
    "cover": {"sent", "cleared", "shortlisted", "on_stage"},
    "undo": {"cleared", "stopped", "later"},
    "clear_late": {"sent"},
    "stop": {
        "sent", "cleared", "shortlisted", "on_stage", "answered", "later", "declined", "joined",
    },
    "route_to_safety": {
        "sent", "cleared", "shortlisted", "on_stage", "answered", "later", "declined", "joined",
    },
    "shortlist": {"cleared", "on_stage", "later", "declined"},
    "put_on_stage": {"cleared", "shortlisted", "answered"},
    "answered": {"on_stage"},
    "later": {"cleared", "shortlisted", "on_stage"},
    "decline": {"cleared", "shortlisted", "on_stage"},
    "join": {"cleared", "shortlisted", "later"},
    "part": {"joined"},
    "put_back": {"shortlisted", "on_stage"},
    "keep": {"cleared", "shortlisted", "joined"},
    "run_out": {"sent"},
    "take_back": {"sent", "cleared", "shortlisted", "on_stage", "answered", "later", "joined"},
}  # fmt: skip


@pytest.mark.parametrize(("move", "state"), [*itertools.product(rules.MOVES, QuestionState)])
def test_the_table_of_moves_allows_these_and_no_other(move: str, state: QuestionState) -> None:
    assert (rules.after(move, state) is not None) == (state.value in ALLOWED[move])


@pytest.mark.parametrize("move", sorted(rules.SECOND_KEY))
def test_the_moderator_never_moves_what_no_adult_has_read(move: str) -> None:
    assert not ALLOWED[move] & {"sent", "stopped", "taken_back", "held"}


@pytest.mark.parametrize(
    ("state", "first", "second"), [*itertools.product(QuestionState, (True, False), (True, False))]
)
def test_the_hall_reads_only_what_both_keys_have_opened(
    state: QuestionState, first: bool, second: bool
) -> None:
    public = state.value in {"shortlisted", "on_stage", "answered"}
    assert rules.is_public(state, first, second) == (public and first and second)


@pytest.mark.parametrize(
    ("text", "fits"), [("", False), ("?", True), ("س" * WHOLE, True), ("س" * (WHOLE + 1), False)]
)
def test_a_question_is_something_and_no_more_than_is_kept_whole(text: str, fits: bool) -> None:
    assert rules.fits(text) is fits


@pytest.mark.parametrize(
    ("wished", "badge", "shown"),
    [
        ("none", True, "none"),
        ("none", False, "none"),
        ("chosen_name", True, "chosen_name"),
        ("chosen_name", False, "none"),
        ("real_name", True, "none"),
    ],
)
def test_a_name_is_shown_only_where_a_badge_asked_for_it(
    wished: str, badge: bool, shown: str
) -> None:
    assert rules.shown_as(wished, badge) == shown


def test_the_first_key_has_two_reasons_and_no_other() -> None:
    assert set(STOPPED) == {"personal_details", "unkind"}


@pytest.mark.parametrize("reason", [*STOPPED, *DECLINED])
def test_every_reason_speaks_three_languages_kindly(reason: str) -> None:
    words = STOPPED.get(reason) or DECLINED[reason]
    assert set(words) == {"ar", "en", "fr"}
    for unkind in ("reject", "invalid", "violat", "flag", "error", "refus", "مرفوض"):
        assert not any(unkind in said.lower() for said in words.values())
    assert len(reason) <= 20
