"""What a wall shows, and which session is on in a room: the tables."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from participation.floor.models import SessionState
from participation.screen import rules
from participation.screen.rules import Candidate, OnStage

NOTHING = OnStage()
ITEM = OnStage(item=True)
PAPER = OnStage(item=True, paper=True, paper_pinned=True)
WITHDRAWN = OnStage(item=True, paper=False, paper_pinned=True)
POLL = OnStage(item=True, paper=True, paper_pinned=True, poll=True)
QUESTION = OnStage(item=True, paper=True, paper_pinned=True, poll=True, question=True)


@pytest.mark.parametrize(
    ("state", "stage", "shown"),
    [
        ("planned", NOTHING, "holding"),
        ("ready", NOTHING, "holding"),
        ("open", NOTHING, "holding"),
        ("open", ITEM, "holding"),
        ("live", NOTHING, "holding"),
        ("live", ITEM, "item"),
        ("live", PAPER, "paper"),
        ("live", WITHDRAWN, "blank"),
        ("live", POLL, "poll"),
        ("live", QUESTION, "question"),
        ("live", OnStage(question=True), "question"),
        ("live", OnStage(poll=True), "poll"),
        ("paused", QUESTION, "paused"),
        ("paused", PAPER, "paused"),
        ("closing", POLL, "closed"),
        ("closed", QUESTION, "closed"),
        ("published", NOTHING, "closed"),
        ("cancelled", NOTHING, "closed"),
    ],
)
def test_question_wins_over_poll_over_paper_over_item(
    state: str, stage: OnStage, shown: str
) -> None:
    assert rules.layout(state, stage, blank=False) == shown


ALL_STAGES = [
    OnStage(question=question, poll=poll, item=item, waits_for_adults=waits, paper=paper)
    for question, poll, item, waits, paper in itertools.product((False, True), repeat=5)
]


@pytest.mark.parametrize("state", SessionState)
def test_a_resting_wall_shows_nothing_whatever_happens(state: SessionState) -> None:
    assert {rules.layout(state, stage, blank=True) for stage in ALL_STAGES} == {"blank"}


@pytest.mark.parametrize("state", SessionState)
def test_every_layout_is_one_the_wall_knows_and_no_paper_shows_without_a_yes(
    state: SessionState,
) -> None:
    for stage in ALL_STAGES:
        shown = rules.layout(state, stage, blank=False)
        assert shown in {
            *("holding", "item", "paper", "poll", "question"),
            *("paused", "waiting_for_adult", "closed", "blank"),
        }
        if shown == "blank":
            assert stage.paper_pinned
            assert not stage.paper
        assert (shown == "waiting_for_adult") == (stage.waits_for_adults and state == "paused")
        if shown == "paper":
            assert stage.paper
        if shown == "item":
            assert not stage.paper_pinned


NOW = datetime(2026, 5, 19, 9, 0, tzinfo=UTC)
DOHA = ZoneInfo("Asia/Qatar")


def session(
    id: str,
    state: str = "planned",
    *,
    starts: float = 1,
    closed_min_ago: float | None = None,
    always: bool = False,
) -> Candidate:
    """A session of 90 minutes that starts in so many hours."""
    begins = NOW + timedelta(hours=starts)
    return Candidate(
        id=id,
        state=state,
        starts_at=begins,
        ends_at=begins + timedelta(minutes=90),
        closed_at=NOW - timedelta(minutes=closed_min_ago) if closed_min_ago is not None else None,
        is_always_now=always,
    )


@pytest.mark.parametrize(
    ("sessions", "on"),
    [
        ([], None),
        ([session("next"), session("later", starts=3)], "next"),
        ([session("open", "open", starts=3), session("next")], "open"),
        ([session("live", "live", starts=-1), session("open", "open")], "live"),
        ([session("paused", "paused", starts=-1), session("trial", "open", always=True)], "paused"),
        ([session("closing", "closing", starts=-1), session("next")], "closing"),
        ([session("trial", "planned", always=True), session("next")], "trial"),
        ([session("trial", "open", starts=-9, always=True), session("open", "open")], "trial"),
        ([session("thanks", "closed", starts=-1, closed_min_ago=2), session("next")], "thanks"),
        ([session("over", "closed", starts=-2, closed_min_ago=11), session("next")], "next"),
        ([session("tomorrow", starts=20), session("today", starts=2)], "today"),
        ([session("tomorrow", starts=20), session("missed", starts=-4)], "tomorrow"),
        ([session("cancelled", "cancelled"), session("next", starts=2)], "next"),
        ([session("cancelled", "cancelled")], None),
        ([session("first", "closed", starts=-9), session("last", "closed", starts=-3)], "last"),
    ],
)
def test_a_rooms_wall_shows_what_is_on_else_what_comes(
    sessions: list[Candidate], on: str | None
) -> None:
    assert rules.session_on(sessions, NOW, DOHA) == on
    assert rules.session_on(sessions[::-1], NOW, DOHA) == on


@pytest.mark.parametrize(
    ("wrong", "seconds"), [(0, 0), (4, 0), (5, 2), (6, 4), (9, 32), (10, 60), (500, 60)]
)
def test_wrong_codes_slow_down_and_never_lock_out(wrong: int, seconds: int) -> None:
    assert rules.wait_after(wrong) == seconds


def test_a_code_is_shown_in_two_groups() -> None:
    assert rules.shown_code("482193") == "482 193"
