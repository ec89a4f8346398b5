"""The two keys as a model: whatever anybody does in whatever order, each text in a frame for the
hall has both keys for that very text, of whatever kind the text is."""

from __future__ import annotations

import itertools
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import pytest
from flask import Flask
from flask.ctx import AppContext
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import Refusal
from participation.live.audiences import TOPICS
from participation.live.snapshots import snapshot, topic_state
from participation.people.consent.commands import turn_dial, wish_name
from participation.questions import commands as questions
from participation.safeguarding.clearing.commands import take_next
from participation.safeguarding.clearing.kinds import known_kinds
from participation.safeguarding.duty.commands import go_off_duty, go_on_duty
from participation.safeguarding.names.commands import clear_name, stop_name
from tests.conftest import make_app
from tests.doors import Browser
from tests.questions.asking import Hall
from tests.safeguarding.concerns.team import Team
from tests.world import World

HALL = ("audience", "delegate", "interpreter", "screen")
WHO = ("phone", "badge", "other_badge", "adult", "other_adult", "child", "stranger")
ADULTS = ("adult", "other_adult")
numbers = itertools.count(1)
worlds = itertools.count(0, 1000)
which = st.integers(0, 3)
anybody = st.sampled_from(WHO)
# Mostly whose step it is, so that many texts come far; often anybody at all.
adults = st.one_of(st.sampled_from(ADULTS), st.sampled_from(ADULTS), anybody)
moderator = st.one_of(st.just("child"), st.just("child"), anybody)


@dataclass
class Text:
    """What the test itself knows of a text: its words, and for which words which key was turned."""

    kind: str
    id: str
    writer: str
    sent: str
    secret: str
    words: str = ""
    first: str | None = None
    second: str | None = None
    is_gone: bool = False
    was_held: bool = False
    covered: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.words = self.sent


class TwoKeys(RuleBasedStateMachine):
    """Several people over questions and names; every frame is looked at after every step."""

    app: ClassVar[Flask]

    @initialize()
    def a_hall_is_under_way(self) -> None:
        self.context: AppContext = self.app.app_context()
        self.context.push()
        world = World(count_from=next(worlds))
        world.event()
        Team(world)
        self.hall = Hall(world)
        session = self.hall.session
        self.people: dict[str, Actor] = {
            "phone": self.hall.phone,
            "badge": world.delegate(),
            "other_badge": world.delegate(),
            "adult": self.hall.adult,
            "other_adult": world.facilitator(session),
            "child": self.hall.child,
            "stranger": world.phone(),
        }
        self.texts: list[Text] = []
        self.dials: dict[str, str] = {}
        self.steps = 0

    def teardown(self) -> None:
        if hasattr(self, "context"):
            try:
                self.look_at_pages()
            finally:
                db.session.rollback()
                self.context.pop()

    # -- what people do ----------------------------------------------------------------------

    @rule(who=st.sampled_from(("phone", "badge", "other_badge")), named=st.booleans())
    def ask(self, who: str, named: bool) -> None:
        number = next(numbers)
        words, secret = f"QUESTION-{number}-", f"SECRET-{number}-"
        sent = f"{words} who is {secret} here"
        name_as = "chosen_name" if named else "none"
        answer = self.tries(questions.ask, who, self.hall.session.id, sent, "en", name_as=name_as)
        if answer is not None:
            self.texts.append(Text("question", answer["question"], who, sent, secret))

    @rule(who=st.sampled_from(("badge", "other_badge")))
    def wish(self, who: str) -> None:
        number = next(numbers)
        sent = f"NAME-{number}-"
        answer = self.tries(wish_name, who, sent, "en")
        if answer is not None:
            for older in self.of_kind("name"):
                older.is_gone |= older.writer == who and older.first is None
            self.texts.append(Text("name", answer["wish"], who, sent, sent))

    @rule(who=adults, nth=which, kind=st.sampled_from(("question", "question", "name")))
    def clear(self, who: str, nth: int, kind: str) -> None:
        text = self.pick(kind, nth)
        act = {"question": questions.clear, "name": clear_name}[kind]
        if text and self.tries(act, who, text.id) is not None:
            assert who in ADULTS
            assert not text.is_gone
            text.first = text.words
            if kind == "name":
                self.shown_by_another_name(text)

    @rule(who=adults, nth=which, kind=st.sampled_from(("question", "question", "name")))
    def stop(self, who: str, nth: int, kind: str) -> None:
        text = self.pick(kind, nth)
        act: Any = {"question": questions.stop, "name": stop_name}[kind]
        if text and self.tries(act, who, text.id, "unkind") is not None:
            assert who in ADULTS
            text.is_gone = True

    @rule(who=adults, nth=which)
    def cover(self, who: str, nth: int) -> None:
        text = self.pick("question", nth)
        if text is None:
            return
        at = text.words.find(text.secret)
        stretches = [(at, at + len(text.secret))] if at >= 0 else [(0, 3)]
        if self.tries(questions.cover, who, text.id, stretches) is not None:
            assert who in ADULTS
            (start, end), *_ = stretches
            text.words = f"{text.words[:start]}[…]{text.words[end:]}"
            text.first, text.second = text.words, None

    @rule(who=adults, nth=which)
    def undo(self, who: str, nth: int) -> None:
        text = self.pick("question", nth)
        if text and self.tries(questions.undo, who, text.id) is not None:
            assert who in ADULTS
            text.words, text.first, text.second, text.is_gone = text.sent, None, None, False

    @rule(who=adults, nth=which)
    def route(self, who: str, nth: int) -> None:
        text = self.pick("question", nth)
        if text and self.tries(questions.route_to_safety, who, text.id) is not None:
            assert who in ADULTS
            text.is_gone = text.was_held = True

    @rule(
        who=moderator,
        nth=which,
        step=st.sampled_from(
            ("shortlist", "shortlist", "put_on_stage", "put_on_stage", "answered", "later")
        ),
    )
    def choose(self, who: str, nth: int, step: str) -> None:
        text = self.pick("question", nth)
        if text and self.tries(getattr(questions, step), who, text.id, 1) is not None:
            assert who == "child"
            assert text.first == text.words, "she chose what no adult has read"
            text.second = text.words

    @rule(who=moderator, nth=which)
    def decline(self, who: str, nth: int) -> None:
        text = self.pick("question", nth)
        if text and self.tries(questions.decline, who, text.id, 1, "no_time") is not None:
            assert who == "child"

    @rule(who=anybody, nth=which)
    def take_back(self, who: str, nth: int) -> None:
        text = self.pick("question", nth)
        if text and self.tries(questions.take_back, who, text.id) is not None:
            assert who == text.writer
            text.is_gone = True

    @rule(
        who=st.sampled_from(("badge", "other_badge")),
        dial=st.sampled_from(("chosen_name", "only_idea", "nothing")),
    )
    def turn_the_dial(self, who: str, dial: str) -> None:
        if self.tries(turn_dial, who, dial) is not None:
            self.dials[who] = dial

    @rule(who=adults)
    def take_in_hand(self, who: str) -> None:
        if self.tries(take_next, who, self.hall.session.id) is not None:
            assert who in ADULTS

    @rule(who=adults, on=st.booleans())
    def go_on_or_off_duty(self, who: str, on: bool) -> None:
        self.tries(go_on_duty if on else go_off_duty, who, self.hall.session.id)
        self.tries(go_on_duty, "adult", self.hall.session.id)  # somebody always reads

    @rule()
    def go_on(self) -> None:
        questions.clear_the_stage(self.hall.child, self.hall.session.id)

    # -- what everybody then reads -----------------------------------------------------------

    @invariant()
    def every_frame_shows_only_what_both_keys_opened(self) -> None:
        if not hasattr(self, "texts"):
            return
        db.session.rollback()
        db.session.expire_all()
        session_id = self.hall.session.id
        for audience in (*HALL, "moderator"):
            topics = {name: topic_state(session_id, name, audience)["data"]
                      for name in TOPICS[audience] if name != "mine"}  # fmt: skip
            # Whoever reconnects reads the same as whoever stayed.
            anew = snapshot(session_id, audience, "device:nobody")
            assert {name: anew[name]["data"] for name in topics} == topics
            frame = json.dumps(topics, ensure_ascii=False)
            self.check(frame, self.seen_by_moderator if audience == "moderator" else self.is_open)
        for who in ("phone", "badge", "other_badge", "stranger"):
            own = snapshot(session_id, "audience", self.people[who].holder)["mine"]
            frame = json.dumps(own, ensure_ascii=False)
            for text in self.texts:
                if text.writer != who or text.was_held:
                    assert text.secret not in frame

    def check(self, frame: str, may_be_read: Callable[[Text], bool]) -> None:
        for text in self.texts:
            token = text.sent.split()[0]
            if token in frame:
                assert may_be_read(text), (text, "is read without its keys")
            if text.secret in frame:
                assert text.secret in text.words, (text, "was covered")

    def is_open(self, text: Text) -> bool:
        """Both keys, for these words, and nobody took it away. A name's second key is its child's
        own choice to be shown by it."""
        if text.kind == "name":
            return text.first is not None and not text.is_gone
        both = text.first == text.words and text.second == text.words
        return both and not text.is_gone and self.dials.get(text.writer) != "nothing"

    def seen_by_moderator(self, text: Text) -> bool:
        if text.kind == "name":
            return self.is_open(text)
        is_shown = self.dials.get(text.writer) != "nothing"
        return text.first == text.words and not text.is_gone and is_shown

    def look_at_pages(self) -> None:
        """The pages embed the same frames; nothing else of a text stands in them."""
        slug = self.hall.session.slug
        page = Browser(self.app, self.people["phone"]).get(f"/sessions/{slug}?lang=en")
        assert page.status_code == 200
        others = [text for text in self.texts if text.writer != "phone"]
        mine = [text for text in self.texts if text.writer == "phone"]
        body = page.get_data(as_text=True)
        for text in others:
            if text.sent.split()[0] in body:
                assert self.is_open(text)
        for text in mine:
            assert not (text.was_held and text.secret in body)

    # -- the test's own hands ------------------------------------------------------------------

    def tries(self, act: Any, who: str, *args: Any, **more: Any) -> dict[str, Any] | None:
        """What the command answers, or None where it refuses."""
        try:
            answer: dict[str, Any] = act(self.people[who], *args, **more)
        except Refusal:
            return None
        return answer

    def of_kind(self, kind: str) -> list[Text]:
        return [text for text in self.texts if text.kind == kind]

    def pick(self, kind: str, nth: int) -> Text | None:
        """One of the newest texts of this kind."""
        known = self.of_kind(kind)
        return known[-1 - nth % len(known)] if known else None

    def shown_by_another_name(self, text: Text) -> None:
        """Whoever is shown by a new name is not shown by the old one any more."""
        for older in self.of_kind("name"):
            older.is_gone |= older.writer == text.writer and older is not text


@pytest.fixture(scope="module")
def one_database(empty_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("two-keys")
    shutil.copy(empty_sqlite, folder / "sawt.sqlite3")
    app = make_app(f"sqlite:///{folder / 'sawt.sqlite3'}", folder)
    yield app
    app.extensions["participation.engine"].dispose()


def test_every_text_in_a_frame_has_both_keys_for_that_very_text(one_database: Flask) -> None:
    class InThisDatabase(TwoKeys):
        app = one_database

    run_state_machine_as_test(
        InThisDatabase,
        settings=settings(
            max_examples=8,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_the_model_has_hands_for_every_kind_of_text(one_database: Flask) -> None:
    """A kind that is declared later has to be played here too."""
    assert {kind.name for kind in known_kinds().values()} == {"question", "name"}
