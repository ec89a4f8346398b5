"""Whatever is pressed in whatever order: what may be done is what the table of moves says."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from participation.floor.models import Floor
from participation.foundation import clock
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.commands import Audit, Reference, command
from participation.foundation.extensions import db
from participation.foundation.refusals import NotFound
from participation.questions import choosing, commands, rules
from participation.questions.closing import settle_questions
from participation.questions.models import Question
from participation.questions.refusals import QuestionMovedOn
from tests.questions.asking import Hall, question_now
from tests.safeguarding.concerns.team import Team
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
    "route_to_safety": lambda hall, question, _: commands.route_to_safety(hall.adult, question),
    "put_back": lambda hall, _question, _: choosing.line_up(hall.child, hall.session.id, {}, 1),
    "join": lambda hall, question, into: choosing.join(hall.child, question, into, 1),
    "take_back": lambda hall, question, _: commands.take_back(hall.asker_of(question), question),
    "bring_back": lambda hall, question, _: commands.bring_back(hall.asker_of(question), question),
}


@pytest.fixture
def app(sqlite_app: Flask) -> Flask:
    return sqlite_app


@command(audit=Audit.NONE)
def _ends(actor: Actor, session_id: str) -> Reference:
    ended = update(Floor).where(Floor.session_id == session_id).values(state="closed")
    db.session.execute(ended)
    return {}


def late(hall: Hall, question: str) -> None:
    """An adult reads it when the session is over already."""
    _ends(SYSTEM, hall.session.id)
    with suppress(QuestionMovedOn, NotFound):
        commands.clear(hall.adult, question)


def runs_out(hall: Hall, question: str) -> None:
    """Nobody comes to it for three days."""
    now = clock.now() + timedelta(hours=73)
    with pytest.MonkeyPatch.context() as meanwhile:
        meanwhile.setattr(clock, "now", lambda: now)
        commands.sweep_words(SYSTEM)


# What becomes of a question in the end, without anybody's press or in spite of it: by which steps
# of the table.
ENDINGS: dict[str, tuple[Callable[[Hall, str, str], Any], tuple[str, ...]]] = {
    "settled": (
        lambda hall, question, _: settle_questions(SYSTEM, hall.session.id),
        ("answered", "keep"),
    ),
    "parted": (
        lambda hall, _question, into: commands.stop(hall.adult, into, "unkind"),
        ("part",),
    ),
    "run out": (lambda hall, question, _: runs_out(hall, question), ("run_out",)),
    "read late": (lambda hall, question, _: late(hall, question), ("clear_late",)),
}


def expected(step: str, state: str, taken_from: str | None) -> str | None:
    """Where the step leads by the table; None where it can't be made."""
    if step == "put_back" and state == "on_stage":
        return None  # what is on stage stands in no line
    if step == "bring_back":
        return rules.BACK_TO[taken_from or "sent"] if state == "taken_back" else None
    return rules.after(step, state)


def read_by(step: str, question: Question) -> str:
    """The state as whoever takes this step is told it: an asker reads of no hold."""
    if step not in ("take_back", "bring_back"):
        return str(question.state)
    is_promised = question.answer_by is not None
    return rules.as_its_asker_reads(question.state, question.asker_left, is_promised)


def pressed(step: str, hall: Hall, question: str, into: str) -> tuple[str, Any]:
    """What came of a press: the code and state of a no, or the new state."""
    try:
        told = PRESSES[step](hall, question, into)
        return "done", told.get("state", str(question_now(question).state))
    except (QuestionMovedOn, NotFound) as refusal:
        return refusal.code, refusal.state


def played(hall: Hall, question: str, into: str, steps: list[str]) -> None:
    """Each step is held against the table."""
    for step in steps:
        before = question_now(question)
        state, goal = str(before.state), expected(step, before.state, before.taken_from)
        unread, read = before.cleared_by is None, read_by(step, before)
        code, told = pressed(step, hall, question, into)
        after = str(question_now(question).state)
        if code == "question_moved_on":
            # A second press of the same step is no mistake; every other one tells where it is.
            is_of_another_hand = step == "undo" and state in rules.MOVES["undo"][0]
            assert goal is None or is_of_another_hand, (step, state)
            assert told == {"question": question, "state": read}
            assert after == state
        elif code == "not_found":
            assert unread, (step, state)
            assert step in rules.SECOND_KEY or state == "held"
            assert after == state
        elif state == "held":  # to its asker it is like any other
            assert step in ("take_back", "bring_back", "put_back")
            assert after == state
        else:
            assert told == after == (goal if goal is not None else state), (step, state)
        now = question_now(question)
        if now.state in rules.PUBLIC:
            assert (now.cleared_text, now.chosen_text) == (now.text, now.text)
        if now.state == "held":
            assert (now.text, now.cleared_text, now.chosen_text) == ("", None, None)
        assert (now.state in rules.PROMISED) == (now.answer_by is not None)


def test_any_course_of_a_question_is_one_of_the_table(app: Flask, world: World) -> None:
    Team(world)  # somebody reads what is handed on

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        steps=st.lists(st.sampled_from(sorted(PRESSES)), min_size=1, max_size=14),
        ending=st.sampled_from(sorted(ENDINGS)),
    )
    def play(steps: list[str], ending: str) -> None:
        hall = Hall(world)
        question, into = hall.at("sent"), hall.at("cleared")
        played(hall, question, into, steps)
        state = str(question_now(question).state)
        end, by = ENDINGS[ending]
        end(hall, question, into)
        # "answered" ends only what is on stage; every step of an ending leads from its own states.
        goals = [goal for goal in (rules.after(step, state) for step in by) if goal]
        if (ending, state) == ("settled", "joined"):
            goals = []  # the answer to the other one is its answer too
        assert question_now(question).state == (goals[0] if goals else state), (ending, state)

    play()


@pytest.mark.parametrize("step", sorted(set(rules.MOVES) - set(PRESSES)))
def test_every_step_of_the_table_is_played(step: str) -> None:
    assert any(step in by for _, by in ENDINGS.values())
