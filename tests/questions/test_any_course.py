"""Whatever is pressed in whatever order: what may be done is what the table of moves says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participation.foundation.refusals import NotFound
from participation.questions import choosing, commands, rules
from participation.questions.refusals import QuestionMovedOn
from tests.questions.asking import Hall, question_now
from tests.world import World


def revision(question: str) -> int:
    """That of the words as they are now: what she reads before she presses."""
    return int(question_now(question).revision)


Press = Callable[[Hall, str, str], Any]

# Each step with whom it is: the question, and another one that can take it in.
PRESSES: dict[str, Press] = {
    "clear": lambda hall, question, _: commands.clear(hall.adult, question),
    "cover": lambda hall, question, _: commands.cover(hall.adult, question, [(0, 1)]),
    "stop": lambda hall, question, _: commands.stop(hall.adult, question, "unkind"),
    "undo": lambda hall, question, _: commands.undo(hall.adult, question),
    "shortlist": lambda hall, question, _: commands.shortlist(
        hall.child, question, 1, revision(question)
    ),
    "put_on_stage": lambda hall, question, _: commands.put_on_stage(
        hall.child, question, 1, revision(question)
    ),
    "answered": lambda hall, question, _: commands.answered(hall.child, question, 1),
    "later": lambda hall, question, _: commands.later(hall.child, question, 1),
    "decline": lambda hall, question, _: commands.decline(hall.child, question, 1, "no_time"),
    "join": lambda hall, question, into: choosing.join(hall.child, question, into, 1),
    "take_back": lambda hall, question, _: commands.take_back(hall.asker_of(question), question),
    "bring_back": lambda hall, question, _: commands.bring_back(hall.asker_of(question), question),
}


@pytest.fixture
def app(sqlite_app: Flask) -> Flask:
    return sqlite_app


def expected(step: str, state: str, taken_from: str | None) -> str | None:
    """Where the step leads by the table; None where it can't be made."""
    if step == "bring_back":
        return rules.BACK_TO[taken_from or "sent"] if state == "taken_back" else None
    return rules.after(step, state)


def pressed(step: str, hall: Hall, question: str, into: str) -> tuple[str, Any]:
    """What came of a press: the code and state of a no, or the new state."""
    try:
        return "done", PRESSES[step](hall, question, into)["state"]
    except (QuestionMovedOn, NotFound) as refusal:
        return refusal.code, refusal.state


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.sampled_from(sorted(PRESSES)), min_size=1, max_size=14))
def test_any_course_of_a_question_is_one_of_the_table(world: World, steps: list[str]) -> None:
    hall = Hall(world)
    question, into = hall.at("sent"), hall.at("cleared")
    for step in steps:
        before = question_now(question)
        state, goal = str(before.state), expected(step, before.state, before.taken_from)
        unread = before.cleared_by is None
        code, told = pressed(step, hall, question, into)
        after = str(question_now(question).state)
        if code == "question_moved_on":
            # A second press of the same step is no mistake; every other one tells where it is.
            is_of_another_hand = step == "undo" and state in rules.MOVES["undo"][0]
            assert goal is None or is_of_another_hand, (step, state)
            assert told == {"question": question, "state": state}
            assert after == state
        elif code == "not_found":
            assert unread, (step, state)
            assert step in rules.SECOND_KEY
            assert after == state
        else:
            assert told == after == (goal if goal is not None else state), (step, state)
        now = question_now(question)
        if now.state in rules.PUBLIC:
            assert (now.cleared_text, now.chosen_text) == (now.text, now.text)
        assert (now.state == "later") <= (now.answer_by is not None)
