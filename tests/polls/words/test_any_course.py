"""Whatever is pressed in whatever order: what may be done with a word of the cloud is what the
table says, and nothing stands in the cloud that it does not let there."""

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
from participation.polls.words import commands, rules
from participation.polls.words.models import CloudWord, WordState
from participation.polls.words.refusals import WordMovedOn
from tests.polls.words.saying import WordsHall
from tests.safeguarding.concerns.team import Team
from tests.world import World

LATER = timedelta(hours=73)


def word_now(word: str) -> CloudWord:
    db.session.rollback()
    return db.session.get_one(CloudWord, word, populate_existing=True)


Press = Callable[[WordsHall, str, str], Any]
PRESSES: dict[str, Press] = {
    "clear": lambda hall, word, letters: commands.clear_words(hall.adult, {word: letters}),
    "stop": lambda hall, word, _: commands.stop_words(hall.adult, [word], "unkind"),
    "undo": lambda hall, word, _: commands.undo_words(hall.adult, [word]),
    "route": lambda hall, word, _: commands.route_words_to_safety(hall.adult, [word]),
}
# Pressed once more these are no mistake: what was wanted is so.
AGAIN = {("clear", WordState.CLEARED), ("stop", WordState.STOPPED)}
AWAY = {WordState.HELD, WordState.RUN_OUT}


@pytest.fixture
def app(sqlite_app: Flask) -> Flask:
    return sqlite_app


def pressed(step: str, hall: WordsHall, word: str, letters: str) -> tuple[str, Any]:
    """What came of a press: the code and state of a no, or "done"."""
    try:
        PRESSES[step](hall, word, letters)
    except (WordMovedOn, NotFound) as refusal:
        return refusal.code, refusal.state
    return "done", None


def played(hall: WordsHall, letters: str, steps: list[str]) -> str:
    """The word of this history; each step is held against the table."""
    hall.says(letters)
    word = hall.word(letters).id
    for step in steps:
        state = str(word_now(word).state)
        goal = rules.after(step, state)
        code, told = pressed(step, hall, word, letters)
        now = word_now(word)
        if code == "word_moved_on":
            assert goal is None, (step, state)
            assert told == [{"word": word, "state": state}]
            assert now.state == state
        elif code == "not_found":
            assert state in AWAY, (step, state)
            assert now.state == state
        elif goal is None:
            assert (step, state) in AGAIN, (step, state)
            assert now.state == state
        else:
            assert now.state == goal, (step, state)
        assert (now.state == WordState.CLEARED) == (now.cleared_text == letters)
        if now.state in AWAY:
            assert (now.text, now.spelled) == ("", None)
    return word


def test_any_course_of_a_word_is_one_of_the_table(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    Team(world)  # somebody reads what is handed on
    hall = WordsHall(world)
    many = iter(range(1_000))

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(steps=st.lists(st.sampled_from(sorted(PRESSES)), min_size=1, max_size=12))
    def play(steps: list[str]) -> None:
        letters = f"hope{next(many)}"  # never one that was cleared in this event before
        word = played(hall, letters, steps)
        state = str(word_now(word).state)
        with monkeypatch.context() as meanwhile:
            later = clock.now() + LATER
            meanwhile.setattr(clock, "now", lambda: later)
            commands.sweep_cloud_words(SYSTEM)
        assert word_now(word).state == (rules.after("run_out", state) or state)

    play()
