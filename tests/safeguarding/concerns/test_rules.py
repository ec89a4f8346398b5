"""Who reads, who is alerted when: the rules as tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from participation.safeguarding.concerns import rules
from participation.safeguarding.posts import rules as posts

THREE = timedelta(minutes=3)
SIX = timedelta(minutes=6)
NOW = timedelta(0)


@pytest.mark.parametrize(
    ("sealed_for", "urgent", "expected"),
    [
        (("lead", "deputy"), False, [("lead", NOW), ("deputy", THREE), ("phone", SIX)]),
        (("lead", "deputy"), True, [("lead", NOW), ("deputy", NOW), ("phone", THREE)]),
        (("lead",), False, [("lead", NOW), ("phone", THREE)]),
        (("deputy",), False, [("deputy", NOW), ("phone", THREE)]),
        (("deputy",), True, [("deputy", NOW), ("phone", THREE)]),
        ((), False, [("phone", NOW)]),
    ],
)
def test_the_lead_then_the_deputy_then_the_phone_and_both_at_once_when_not_safe(
    sealed_for: tuple[str, ...], urgent: bool, expected: list[tuple[str, timedelta]]
) -> None:
    steps = rules.steps(sealed_for, urgent=urgent, lead_within=THREE, deputy_within=THREE)
    assert steps == expected


def test_a_step_is_due_when_its_moment_has_come() -> None:
    came = datetime(2026, 5, 18, 9, tzinfo=UTC)
    steps = [("lead", NOW), ("deputy", THREE)]
    assert rules.due(steps, came, came) == ["lead"]
    assert rules.due(steps, came, came + THREE - timedelta(seconds=1)) == ["lead"]
    assert rules.due(steps, came, came + THREE) == ["lead", "deputy"]


@pytest.mark.parametrize(
    ("readers", "to", "kept_from", "person", "may"),
    [
        ("both", "lead", None, "new", True),
        ("both", "deputy", None, "new", True),
        ("deputy", "deputy", "lead-person", "new", True),
        ("deputy", "lead", "lead-person", "new", False),
        ("deputy", "deputy", "lead-person", "lead-person", False),
    ],
)
def test_a_concern_is_handed_on_only_to_whom_it_was_meant_for(
    readers: str, to: str, kept_from: str | None, person: str, may: bool
) -> None:
    assert rules.may_be_handed(readers, to, kept_from, person) is may


@pytest.mark.parametrize(
    ("hour", "reads_from", "reads_until", "reads"),
    [
        (9, "08:00", "20:00", True),
        (7, "08:00", "20:00", False),
        (20, "08:00", "20:00", False),
        (23, "22:00", "06:00", True),
        (5, "22:00", "06:00", True),
        (12, "22:00", "06:00", False),
        (3, "00:00", "24:00", True),
    ],
)
def test_the_team_reads_in_its_hours(
    hour: int, reads_from: str, reads_until: str, reads: bool
) -> None:
    local = datetime(2026, 5, 18, hour, 0, tzinfo=UTC)
    assert posts.reads_at(local, reads_from, reads_until) is reads


def test_the_team_reads_again_this_morning_or_the_next() -> None:
    early, late = (datetime(2026, 5, 18, hour, 30, tzinfo=UTC) for hour in (6, 21))
    assert posts.next_reading(early, "08:00") == datetime(2026, 5, 18, 8, tzinfo=UTC)
    assert posts.next_reading(late, "08:00") == datetime(2026, 5, 19, 8, tzinfo=UTC)


def test_a_passphrase_has_sixteen_letters_beside_its_spaces() -> None:
    assert not posts.is_long_enough("a b c d e f g h i j k l m n o")
    assert posts.is_long_enough("seven quiet lanterns")
