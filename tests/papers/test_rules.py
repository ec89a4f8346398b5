"""Where a paper may go, and when a save keeps: the tables."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from participation.papers import rules
from participation.papers.models import PaperState, Visibility
from participation.papers.rules import Draft

ALLOWED = {
    ("submit", "draft"), ("submit", "questions_back"), ("submit", "change_offered"),
    ("answer", "questions_back"), ("reply", "change_offered"),
    ("confirm", "selected"), ("confirm", "joined"), ("bring_back", "withdrawn"),
    ("take_up", "submitted"), ("ask", "submitted"), ("ask", "in_review"),
    ("offer", "submitted"), ("offer", "in_review"), ("select", "submitted"),
    ("select", "in_review"), ("join", "submitted"), ("join", "in_review"),
    ("agree", "in_review"), ("look_again", "selected"), ("look_again", "joined"),
    ("look_again", "not_this_time"), ("ask_again", "confirmed"),
} | {("take_back", state.value) for state in PaperState if state != "withdrawn"}  # fmt: skip


@pytest.mark.parametrize(("move", "state"), list(itertools.product(rules.MOVES, PaperState)))
def test_the_table_of_moves_allows_these_and_no_other(move: str, state: PaperState) -> None:
    assert (rules.after(move, state) is not None) == ((move, state.value) in ALLOWED)


def test_a_paper_can_be_taken_back_from_every_other_state() -> None:
    assert set(rules.MOVES["take_back"]) == set(PaperState) - {PaperState.WITHDRAWN}


@pytest.mark.parametrize("state", list(PaperState))
def test_until_it_is_announced_a_decision_reads_as_somebody_reading(state: PaperState) -> None:
    is_decided = state in ("selected", "not_this_time", "joined")
    assert rules.told(state, is_announced=False) == ("in_review" if is_decided else state)
    assert rules.told(state, is_announced=True) == state


KEPT = Draft("Title", "Words", "en")


@pytest.mark.parametrize(
    ("written", "version", "base", "conflict"),
    [
        (Draft("Title", "More words", "en"), 3, 3, False),
        (Draft("Title", "More words", "en"), 3, 2, True),
        (Draft("Title", "More words", "en"), 3, 4, True),
        (Draft("Title", "Words", "fr"), 3, 2, True),
        (Draft("Other", "Words", "en"), 3, 0, True),
        (KEPT, 3, 3, False),
        (KEPT, 3, 1, False),
    ],
)
def test_only_another_text_on_an_old_version_is_a_conflict(
    written: Draft, version: int, base: int, conflict: bool
) -> None:
    assert rules.moved_on(KEPT, version, written, base) is conflict


@pytest.mark.parametrize(
    ("title", "body", "has"),
    [("", "", False), (" \n", "\t ", False), ("A", "", True), ("", "ب", True)],
)
def test_something_has_to_be_written_before_it_is_sent(title: str, body: str, has: bool) -> None:
    assert rules.has_words(Draft(title, body, "ar")) is has


@pytest.mark.parametrize(
    ("visibility", "seen"),
    [(Visibility.AUTHORS, False), (Visibility.FACILITATORS, True), (Visibility.ROOM, True)],
)
def test_the_desk_sees_what_was_sent_and_not_taken_back(visibility: str, seen: bool) -> None:
    assert rules.at_desk(visibility) is seen


NOW = datetime(2026, 5, 18, 9, tzinfo=UTC)


@pytest.mark.parametrize("state", list(PaperState))
def test_only_a_chosen_paper_asks_for_its_authors_yes(state: str) -> None:
    asked = rules.asks(state, yes_ends_at=None, has_run_out=False, now=NOW)
    is_asked = state in ("selected", "joined")
    assert asked == ("confirm" if is_asked else None)
    again = rules.asks(state, yes_ends_at=None, has_run_out=True, now=NOW)
    assert again == ("stay" if is_asked else None)
    waits = rules.asks(state, yes_ends_at=None, has_run_out=True, has_said_yes=True, now=NOW)
    assert waits is None, "hers is there, and waits for her co-authors'"


@pytest.mark.parametrize("state", list(PaperState))
def test_from_a_month_before_its_yes_runs_out_a_shown_paper_asks_for_another_year(
    state: str,
) -> None:
    for left, asked in ((31, None), (30, "stay"), (1, "stay"), (-1, "stay")):
        ends_at = NOW + timedelta(days=left)
        if state not in ("selected", "joined"):
            found = rules.asks(state, yes_ends_at=ends_at, has_run_out=False, now=NOW)
            # A yes to a paper that is in no session shows it to children, or in the book.
            assert found == (asked if state in ("confirmed", "not_this_time") else None)


@pytest.mark.parametrize(
    ("title", "body", "heading"),
    [
        ("  A door ", "Words", "A door"),
        ("", "\n\n  First line.\nSecond.", "First line."),
        ("", "x" * 80, "x" * 60 + "…"),
        ("", "", ""),
    ],
)
def test_a_paper_without_a_title_is_called_by_its_first_words(
    title: str, body: str, heading: str
) -> None:
    assert rules.heading(title, body) == heading
