"""Random histories: whatever a hall does, each text it reads has both keys for that very text."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participation.foundation.actors import Actor
from participation.foundation.refusals import Refusal
from participation.questions import commands
from participation.questions.rules import SHOWS
from tests.conftest import make_app
from tests.questions.asking import HALL, Hall, ask, mine, texts, topic
from tests.world import World

WHO = ("phone", "badge", "adult", "other_adult", "child", "stranger")
STEPS = ("clear", "stop", "shortlist", "put_on_stage", "answered", "later", "decline", "take_back")
KEYHOLDERS = {
    "clear": ("adult", "other_adult"),
    "stop": ("adult", "other_adult"),
    "take_back": ("phone", "badge"),
}
# The keys turn often, so that many questions come far.
OFTEN = ("clear", "shortlist", "put_on_stage")
right = st.sampled_from((*OFTEN, *OFTEN, *STEPS)).flatmap(
    lambda each: st.tuples(
        st.just(each), st.sampled_from(KEYHOLDERS.get(each, ("child",))), st.integers(0, 2)
    )
)
# Mostly the people whose step it is, often anybody at all.
step = st.one_of(
    right,
    right,
    right,
    st.tuples(st.just("ask"), st.sampled_from(("phone", "badge")), st.just(0)),
    st.tuples(
        st.sampled_from((*STEPS, "me_too", "go_on")), st.sampled_from(WHO), st.integers(0, 1)
    ),
)
history = st.lists(step, min_size=25, max_size=60)
# Each history has a hall of its own in the one database.
names = itertools.count(0, 1000)


@pytest.fixture(scope="module")
def quiet_app(empty_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """One database for all the histories."""
    folder: Path = tmp_path_factory.mktemp("keys")
    shutil.copy(empty_sqlite, folder / "sawt.sqlite3")
    return make_app(f"sqlite:///{folder / 'sawt.sqlite3'}", folder)


class Keys:
    """What the test itself knows of which keys were turned, by whom, for which text."""

    def __init__(self, world: World) -> None:
        self.hall = Hall(world)
        session = self.hall.session
        self.people: dict[str, Actor] = {
            "phone": self.hall.phone,
            "badge": world.delegate(),
            "adult": self.hall.adult,
            "other_adult": world.facilitator(session),
            "child": self.hall.child,
            "stranger": world.phone(),
        }
        self.asked: list[tuple[str, str, str]] = []
        self.first: set[str] = set()
        self.second: set[str] = set()
        self.gone: set[str] = set()

    def do(self, step: str, who: str, which: int) -> None:
        """Try it, and note what it turned where it was allowed."""
        actor, session = self.people[who], self.hall.session
        if step == "ask":
            text = f"{who} asks number {len(self.asked)}"
            self.asked.append((ask(actor, session, text), text, who))
            return
        if step == "go_on":
            commands.clear_the_stage(actor, session.id)
            return
        if not self.asked:
            return
        question, text, asker = self.asked[-1 - which % len(self.asked)]
        self._act(step, actor, question)
        if step == "clear":
            assert who in ("adult", "other_adult")
            self.first.add(text)
        elif step in ("stop", "take_back"):
            assert who in ("adult", "other_adult") if step == "stop" else who == asker
            self.gone.add(text)
        elif step != "me_too":
            assert who == "child"
            self.second.add(text)

    def _act(self, step: str, actor: Actor, question: str) -> None:
        if step == "me_too":
            commands.support_questions.one(commands.MeToo(actor, question))
        elif step in ("clear", "take_back"):
            (commands.clear if step == "clear" else commands.take_back)(actor, question)
        elif step == "stop":
            commands.stop(actor, question, "unkind")
        elif step == "decline":
            commands.decline(actor, question, 1, "other_topic")
        else:
            act: Any = getattr(commands, step)
            act(actor, question, 1, *((1,) if step in SHOWS else ()))

    def look_at_the_wall(self) -> None:
        """The wall shows only what both keys have opened."""
        seen = texts(topic(self.hall.session, "screen"))
        assert seen <= (self.first & self.second) - self.gone

    def look(self) -> None:
        """Nobody reads more than the keys have opened."""
        session = self.hall.session
        for audience in HALL:
            seen = texts(topic(session, audience))
            assert seen <= (self.first & self.second) - self.gone
        for audience in ("moderator", "facilitator"):
            assert texts(topic(session, audience)) <= self.first - self.gone
        for who, actor in self.people.items():
            own = {text for _, text, asker in self.asked if asker == who}
            assert texts(mine(session, actor)["questions"]) <= own


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=history)
def test_every_text_the_hall_reads_has_both_keys(
    quiet_app: Flask, steps: list[tuple[str, str, int]]
) -> None:
    with quiet_app.app_context():
        keys = Keys(World(count_from=next(names)))
        for step, who, which in steps:
            try:
                keys.do(step, who, which)
            except Refusal:
                continue
            keys.look_at_the_wall()
        keys.look()
