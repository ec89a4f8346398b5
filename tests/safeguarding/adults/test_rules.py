"""Who counts, and what a room does with too few: tables of moments."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from participation.safeguarding.adults.rules import (
    AdultState,
    Signs,
    Step,
    how_many_count,
    next_step,
    state_at,
)

START = datetime(2026, 5, 18, 9, tzinfo=UTC)
HERE, AMBER, GONE = AdultState.HERE, AdultState.AMBER, AdultState.GONE


def at(**time: float) -> datetime:
    return START + timedelta(**time)


@pytest.mark.parametrize(
    ("signs", "now", "state"),
    [
        (Signs(START), at(seconds=0), HERE),
        (Signs(START), at(seconds=90), HERE),
        (Signs(START), at(seconds=91), AMBER),
        (Signs(START), at(seconds=90, minutes=15), AMBER),
        (Signs(START), at(seconds=91, minutes=15), GONE),
        # A locked device still counts, for a generous time.
        (Signs(START, is_locked=True), at(minutes=15), HERE),
        (Signs(START, is_locked=True), at(minutes=15, seconds=1), AMBER),
        # "She is here" counts for some minutes, and never takes anything away.
        (Signs(START, confirmed_at=at(minutes=3)), at(minutes=8), HERE),
        (Signs(START, confirmed_at=at(minutes=3)), at(minutes=8, seconds=1), AMBER),
        (Signs(START, is_locked=True, confirmed_at=at(minutes=1)), at(minutes=14), HERE),
        (Signs(at(minutes=9), confirmed_at=START), at(minutes=10), HERE),
    ],
)
def test_an_adult_is_here_then_amber_then_gone(
    signs: Signs, now: datetime, state: AdultState
) -> None:
    assert state_at(signs, now) == state


def test_only_those_who_are_here_count() -> None:
    adults = [Signs(START), Signs(at(minutes=-5)), Signs(at(minutes=-60)), Signs(at(seconds=-80))]
    assert how_many_count(adults, START) == 2


@pytest.mark.parametrize(
    ("asked", "counted", "nobody_for", "quiet_for", "step"),
    [
        # As many as asked for.
        (2, 2, None, None, Step.GO_ON),
        (2, 3, None, None, Step.GO_ON),
        (2, 2, None, 30, Step.END_QUIET),
        (0, 0, 3600, None, Step.GO_ON),
        # Fewer: quiet for ten minutes, then a pause.
        (2, 1, None, None, Step.BEGIN_QUIET),
        (2, 1, None, 599, Step.GO_ON),
        (2, 1, None, 600, Step.PAUSE),
        # Nobody: quiet at once, a pause after a minute.
        (2, 0, 0, None, Step.BEGIN_QUIET),
        (2, 0, 59, 59, Step.GO_ON),
        (2, 0, 60, 60, Step.PAUSE),
        (2, 0, 60, None, Step.PAUSE),
        (1, 0, 59, 599, Step.GO_ON),
        (1, 0, 60, 1, Step.PAUSE),
    ],
)
def test_what_a_live_session_does_with_this_many(
    asked: int, counted: int, nobody_for: float | None, quiet_for: float | None, step: Step
) -> None:
    now = at(hours=2)
    found = next_step(
        asked=asked,
        counted=counted,
        nobody_since=now - timedelta(seconds=nobody_for or 0),
        quiet_since=None if quiet_for is None else now - timedelta(seconds=quiet_for),
        now=now,
    )
    assert found == step
