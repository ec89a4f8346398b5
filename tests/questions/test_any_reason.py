"""Whatever is pressed in whatever order: what may be done with a reason in two languages is what
the table says, and a no tells where it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participation.foundation import clock
from participation.foundation.actors import SYSTEM
from participation.foundation.extensions import db
from participation.foundation.refusals import NotFound
from participation.questions.reasons import commands, rules
from participation.questions.reasons.models import ReasonState, ReasonText
from participation.questions.reasons.refusals import ReasonMovedOn
from tests.questions.asking import Hall
from tests.safeguarding.concerns.team import Team
from tests.world import World

WORDS = {"ar": "نجيب عنه وقت الغداء.", "en": "We answer it at lunch."}
LATER = timedelta(hours=73)

Press = Callable[[Hall, ReasonText], Any]
PRESSES: dict[str, Press] = {
    "clear": lambda hall, text: commands.clear(hall.adult, text.id),
    "stop": lambda hall, text: commands.stop(hall.adult, text.id, "unkind"),
    "undo": lambda hall, text: commands.undo(hall.adult, text.id),
    "route_to_safety": lambda hall, text: commands.route_to_safety(hall.adult, text.id),
    "take_back": lambda hall, text: commands.take_back(hall.child, text.reason_id),
}
# These move the reason in each of its languages.
OF_THE_WHOLE = {"route_to_safety", "take_back"}
# Pressed once more these are no mistake: what was wanted is so.
AGAIN = {("clear", ReasonState.CLEARED), ("stop", ReasonState.STOPPED)}


@pytest.fixture
def app(sqlite_app: Flask) -> Flask:
    return sqlite_app


def texts_now(reason: str) -> dict[str, ReasonText]:
    """The reason in each of its languages, as the database has it at this moment."""
    db.session.rollback()
    db.session.expire_all()
    found = db.session.query(ReasonText).filter(ReasonText.reason_id == reason)
    return {text.language: text for text in found}


def states_now(reason: str) -> dict[str, str]:
    return {lang: str(text.state) for lang, text in texts_now(reason).items()}


def pressed(step: str, hall: Hall, text: ReasonText) -> tuple[str, Any]:
    """What came of a press: the code and state of a no, or "done"."""
    try:
        PRESSES[step](hall, text)
    except (ReasonMovedOn, NotFound) as refusal:
        return refusal.code, refusal.state
    return "done", None


def expected(step: str, lang: str, before: dict[str, str]) -> dict[str, str]:
    """Where the reason stands after a press that was taken, by the table."""
    moved = before if step in OF_THE_WHOLE else {lang: before[lang]}
    return before | {each: rules.after(step, state) or state for each, state in moved.items()}


def played(hall: Hall, steps: list[tuple[str, str]]) -> str:
    """The reason of this history; each step is held against the table."""
    reason = str(commands.write(hall.child, hall.session.id, WORDS)["reason"])
    for step, lang in steps:
        before, text = states_now(reason), texts_now(reason)[lang]
        text_id, goal = text.id, rules.after(step, before[lang])
        code, told = pressed(step, hall, text)
        now = states_now(reason)
        if code == "reason_moved_on":
            assert goal is None, (step, before)
            assert told == {"reason_text": text_id, "state": before[lang]}
            assert now == before
        elif code == "not_found":
            assert before[lang] == ReasonState.HELD, (step, before)
            assert now == before
        else:
            assert goal or step == "take_back" or (step, before[lang]) in AGAIN, (step, before)
            assert now == expected(step, lang, before), (step, before)
        for one in texts_now(reason).values():
            assert (one.state == ReasonState.HELD) == (one.text == "")
            assert one.state != ReasonState.CLEARED or one.cleared_text == one.text
    return reason


def test_any_course_of_a_reason_is_one_of_the_table(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    Team(world)  # somebody reads what is handed on
    assert set(rules.MOVES) == {*PRESSES, "run_out"}

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        steps=st.lists(
            st.tuples(st.sampled_from(sorted(PRESSES)), st.sampled_from(sorted(WORDS))),
            min_size=1,
            max_size=12,
        )
    )
    def play(steps: list[tuple[str, str]]) -> None:
        reason = played(Hall(world), steps)
        before = states_now(reason)
        with monkeypatch.context() as meanwhile:
            later = clock.now() + LATER
            meanwhile.setattr(clock, "now", lambda: later)
            commands.sweep_reasons(SYSTEM)
        left = {lang: rules.after("run_out", state) or state for lang, state in before.items()}
        assert states_now(reason) == left

    play()
