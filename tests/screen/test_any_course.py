"""Whatever is pressed in whatever order: what may be done with a message is what the table says."""

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
from participation.screen.messages import commands, rules
from participation.screen.messages.models import MessageState, WallMessage
from participation.screen.messages.refusals import MessageMovedOn
from tests.questions.asking import Hall
from tests.safeguarding.concerns.team import Team
from tests.world import World

WORDS = "The bus of the blue school waits outside."
LATER = timedelta(hours=73)


def message_now(message: str) -> WallMessage:
    db.session.rollback()
    return db.session.get_one(WallMessage, message, populate_existing=True)


Press = Callable[[Hall, str], Any]
PRESSES: dict[str, Press] = {
    "clear": lambda hall, message: commands.clear(hall.adult, message),
    "cover": lambda hall, message: commands.cover(hall.adult, message, [(0, 1)]),
    "stop": lambda hall, message: commands.stop(hall.adult, message, "unkind"),
    "undo": lambda hall, message: commands.undo(hall.adult, message),
    "route_to_safety": lambda hall, message: commands.route_to_safety(hall.adult, message),
    "choose": lambda hall, message: commands.choose(
        hall.child, hall.session.id, message, 1, message_now(message).revision
    ),
    "take_back": lambda hall, message: commands.take_back(hall.child, message),
}
# Pressed once more these are no mistake: what was wanted is so.
AGAIN = {
    ("clear", MessageState.CLEARED),
    ("stop", MessageState.STOPPED),
    ("choose", MessageState.CHOSEN),
    ("take_back", MessageState.TAKEN_BACK),
}


@pytest.fixture
def app(sqlite_app: Flask) -> Flask:
    return sqlite_app


def pressed(step: str, hall: Hall, message: str) -> tuple[str, Any]:
    """What came of a press: the code and state of a no, or "done"."""
    try:
        PRESSES[step](hall, message)
    except (MessageMovedOn, NotFound) as refusal:
        return refusal.code, refusal.state
    return "done", None


def played(hall: Hall, steps: list[str]) -> str:
    """The message of this history; each step is held against the table."""
    message = str(commands.write(hall.child, hall.session.id, WORDS, "en")["message"])
    for step in steps:
        before = message_now(message)
        state, unread = str(before.state), before.cleared_by is None
        goal = rules.after(step, state)
        code, told = pressed(step, hall, message)
        now = message_now(message)
        if code == "message_moved_on":
            assert goal is None, (step, state)
            assert (told["state"], now.state) == (state, state)
        elif code == "not_found":
            is_away = state == MessageState.HELD and step != "take_back"
            assert is_away or (step == "choose" and unread), (step, state)
            assert now.state == state
        elif goal is None:
            to_its_writer = step == "take_back" and state == MessageState.HELD
            assert (step, state) in AGAIN or to_its_writer, (step, state)
            assert now.state == state
        else:
            assert now.state == goal, (step, state)
        if now.state == MessageState.CHOSEN:
            assert (now.cleared_text, now.chosen_text) == (now.text, now.text)
        if now.state == MessageState.HELD:
            assert (now.text, now.cleared_text, now.chosen_text) == ("", None, None)
    return message


def test_any_course_of_a_message_is_one_of_the_table(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    Team(world)  # somebody reads what is handed on

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(steps=st.lists(st.sampled_from(sorted(PRESSES)), min_size=1, max_size=12))
    def play(steps: list[str]) -> None:
        message = played(Hall(world), steps)
        state = str(message_now(message).state)
        with monkeypatch.context() as meanwhile:
            later = clock.now() + LATER
            meanwhile.setattr(clock, "now", lambda: later)
            commands.sweep_messages(SYSTEM)
        assert message_now(message).state == (rules.after("run_out", state) or state)

    play()
