"""The two keys as a model: whatever anybody does in whatever order, each text on a page of the hall
has both keys for that very text, of whatever kind the text is.

Each kind of text is played by a class of its own (tests/safeguarding/keys); this walks the
registries of kinds, of audiences with their topics, and of routes, so that what is added later
falls under it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest
from flask import Flask
from flask.ctx import AppContext
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from participation.foundation.extensions import db
from participation.questions.commands import clear_the_stage
from participation.safeguarding.clearing.kinds import known_kinds
from tests.conftest import make_app
from tests.safeguarding.keys.hands import Hands, hands_of, known_hands
from tests.safeguarding.keys.play import ADULTS, BADGES, WHO, WRITERS, Play
from tests.safeguarding.keys.texts import Text
from tests.world import World

KINDS = sorted(known_hands())
WITH_PAPER = [kind for kind in KINDS if hands_of(kind).slip]
which = st.integers(0, 4)
anybody = st.sampled_from(WHO)
# Mostly whose step it is, so that many texts come far; often anybody at all.
adults = st.one_of(st.sampled_from(ADULTS), st.sampled_from(ADULTS), anybody)
moderator = st.one_of(st.just("child"), st.just("child"), anybody)
kinds = st.sampled_from(KINDS)
languages = st.sampled_from(("en", "en", "ar"))


class TwoKeys(RuleBasedStateMachine):
    """Several people over every kind of text; every page is looked at after every step."""

    house: ClassVar[House]

    @initialize()
    def a_hall_is_under_way(self) -> None:
        self.context: AppContext = self.house.app.app_context()
        self.context.push()
        self.play = self.house.opens()

    def teardown(self) -> None:
        if hasattr(self, "context"):
            try:
                self.play.reconnect("badge")
            finally:
                db.session.rollback()
                self.context.pop()

    # -- what people do ----------------------------------------------------------------------

    @rule(kind=kinds, nth=which, language=languages)
    def send(self, kind: str, nth: int, language: str) -> None:
        hands = hands_of(kind)
        who = hands.sources[nth % len(hands.sources)]
        hands.sends(self.play, who, self.play.number(), language)

    @rule(who=adults, kind=st.sampled_from(WITH_PAPER), language=languages)
    def type_from_paper(self, who: str, kind: str, language: str) -> None:
        hands_of(kind).types(self.play, who, self.play.number(), language)

    @rule(kind=kinds, nth=which, step=which, language=languages)
    def bring_before_the_hall(self, kind: str, nth: int, step: int, language: str) -> None:
        self.shown(kind, nth, step, language, hands_of(kind).sources)

    @rule(kind=kinds, nth=which, step=which, way=st.integers(0, 9))
    def let_leave(self, kind: str, nth: int, step: int, way: int) -> None:
        ways = ways_of(hands_of(kind))
        this = ways[way % len(ways)]
        text = self.shown(kind, nth, step, "en", hands_of(kind).writers_for(this))
        leaves(self.play, text, this)

    @rule(
        who=adults,
        kind=kinds,
        nth=which,
        act=st.sampled_from(("clear", "clear", "stop", "cover", "undo", "undo", "route")),
    )
    def decide(self, who: str, kind: str, nth: int, act: str) -> None:
        if text := self.pick(kind, nth):
            hands_of(kind).decide(self.play, who, text, act)

    @rule(who=moderator, kind=kinds, nth=which, step=st.integers(0, 9))
    def choose(self, who: str, kind: str, nth: int, step: int) -> None:
        steps = hands_of(kind).steps
        if steps and (text := self.pick(kind, nth)):
            hands_of(kind).choose(self.play, who, text, steps[step % len(steps)])

    @rule()
    def read_the_tablet(self) -> None:
        self.play.reads_tablet()

    @rule(who=anybody, kind=kinds, nth=which)
    def take_back(self, who: str, kind: str, nth: int) -> None:
        if text := self.pick(kind, nth):
            hands_of(kind).take_back(self.play, who, text)

    @rule(who=adults)
    def take_in_hand(self, who: str) -> None:
        self.play.takes(who)

    @rule(who=adults, on=st.booleans())
    def go_on_or_off_duty(self, who: str, on: bool) -> None:
        self.play.goes(who, on_duty=on)

    @rule(
        who=st.sampled_from(BADGES),
        dial=st.sampled_from(("chosen_name", "my_name", "only_idea", "nothing")),
    )
    def turn_the_dial(self, who: str, dial: str) -> None:
        self.play.turns_dial(who, dial)

    @rule()
    def reach_another_item(self) -> None:
        clear_the_stage(self.play.actor("child"), self.play.session.id)

    @rule(writer=st.sampled_from(WRITERS), adult=st.sampled_from(ADULTS))
    def reconnect(self, writer: str, adult: str) -> None:
        self.play.reconnect(writer, adult)

    @rule(who=anybody)
    def open_every_page(self, who: str) -> None:
        self.play.reads_pages(who)

    @rule(nth=which)
    def get_past_the_checks_of_the_database(self, nth: int) -> None:
        cleared = [text for text in self.play.texts if text.has_first_key]
        if cleared:
            self.play.forge(cleared[nth % len(cleared)])

    @invariant()
    def every_page_shows_only_what_both_keys_opened(self) -> None:
        if hasattr(self, "play"):
            self.play.look()

    # -- the test's own hands ----------------------------------------------------------------

    def shown(
        self, kind: str, nth: int, step: int, language: str, writers: tuple[str, ...]
    ) -> Text:
        hands = hands_of(kind)
        steps = hands.to_the_hall or ("",)
        who = writers[nth % len(writers)]
        return self.play.comes_before_the_hall(hands, who, steps[step % len(steps)], language)

    def pick(self, kind: str, nth: int) -> Text | None:
        """One of the newest texts of this kind."""
        known = [text for text in self.play.texts if text.kind == kind]
        return known[-1 - nth % len(known)] if known else None


def ways_of(hands: Hands) -> tuple[str, ...]:
    """Every way in which a text that the hall reads leaves it."""
    return (*hands.takes_back, *hands.ways)


def leaves(play: Play, text: Text, way: str) -> None:
    """The text goes by this way, and is on no page of the hall: neither of those who stayed nor of
    those who come back."""
    hands = hands_of(text.kind)
    if way in hands.takes_back:
        adult = play.reader(text.language, but=text.writer)
        assert hands.decide(play, adult, text, way), (way, text)
    else:
        hands.leave(play, text, way)
    assert not play.is_open(text), (way, text)
    play.reconnect(text.writer)


@dataclass(frozen=True)
class House:
    """An app whose database is as good as new for each history."""

    app: Flask
    file: Path
    empty: Path

    def opens(self) -> Play:
        self.app.extensions["participation.engine"].dispose()
        for left in ("-wal", "-shm"):
            Path(f"{self.file}{left}").unlink(missing_ok=True)
        shutil.copy(self.empty, self.file)
        return Play(self.app, World())


@pytest.fixture(scope="module")
def house(empty_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("two-keys")
    app = make_app(f"sqlite:///{folder / 'sawt.sqlite3'}", folder)
    yield House(app, folder / "sawt.sqlite3", empty_sqlite)
    app.extensions["participation.engine"].dispose()


@pytest.fixture
def play(house: House) -> Iterator[Play]:
    with house.app.app_context():
        yield house.opens()
        db.session.rollback()


def test_every_kind_of_text_has_hands(house: House) -> None:
    """A kind that is declared later has to be played here too."""
    assert set(known_kinds()) == set(known_hands())


@pytest.mark.parametrize("kind", KINDS)
def test_what_both_keys_opened_is_read_and_goes_by_every_way(play: Play, kind: str) -> None:
    hands = hands_of(kind)
    for number, way in enumerate(ways_of(hands)):
        writers = hands.writers_for(way)
        text = play.comes_before_the_hall(hands, writers[number % len(writers)])
        play.forge(text)
        leaves(play, text, way)
    for who in WHO:
        play.reads_pages(who)


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_off_duty_and_nobody_who_cannot_read_it_turns_the_first_key(
    play: Play, kind: str
) -> None:
    hands = hands_of(kind)
    play.goes("other_adult", on_duty=False)
    text = hands.sends(play, hands.writers[0], play.number(), "en")
    assert text is not None
    acts = hands.declared.acts
    for who in WHO:
        if who != "adult":
            assert not any(hands.decide(play, who, text, act) for act in acts), who
    play.goes("other_adult", on_duty=True)
    for who in WHO:
        assert who == text.writer or not hands.take_back(play, who, text), who
    play.takes("adult")
    play.takes("other_adult")
    assert not any(hands.decide(play, "other_adult", text, act) for act in acts)
    play.goes("adult", on_duty=False)
    assert hands.decide(play, "other_adult", text, "clear")
    arabic = hands.sends(play, hands.writers[1], play.number(), "ar")
    assert arabic is not None
    assert not any(hands.decide(play, "other_adult", arabic, act) for act in acts)
    play.look()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if hands_of(kind).read_in])
def test_nobody_chooses_other_words_than_those_she_has_read(play: Play, kind: str) -> None:
    """An adult covers something, or takes that back, between the moderator's look and her press."""
    hands = hands_of(kind)
    for number, step in enumerate(hands.to_the_hall):
        writer = hands.writers[number % len(hands.writers)]
        hands.make_room(play, writer)
        text = hands.sends(play, writer, play.number(), "en")
        assert text is not None
        adult = play.reader("en", but=writer)
        assert hands.decide(play, adult, text, "clear")
        for acts in (("cover",), ("undo", "clear"), ("cover",)):
            play.reads_tablet()
            for act in acts:
                assert hands.decide(play, adult, text, act), act
            for early in hands.to_the_hall:
                assert not hands.choose(play, "child", text, early), (step, acts)
            play.reconnect(writer)
        play.reads_tablet()
        assert hands.choose(play, "child", text, step)
        play.look()
        assert play.is_open(text)


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if set(hands_of(kind).writers) & {*ADULTS}]
)
def test_nobody_turns_the_first_key_for_her_own_words(play: Play, kind: str) -> None:
    hands = hands_of(kind)
    for writer in {*hands.writers} & {*ADULTS}:
        text = hands.sends(play, writer, play.number(), "en")
        assert text is not None
        play.takes(writer)
        for act in hands.declared.acts:
            assert not hands.decide(play, writer, text, act), act
        play.look()


@pytest.mark.parametrize("kind", WITH_PAPER)
def test_a_paper_has_the_key_of_whoever_may_type_it_and_needs_the_other_one(
    play: Play, kind: str
) -> None:
    hands = hands_of(kind)
    play.goes("adult", on_duty=False)
    play.goes("other_adult", on_duty=False)
    for who in WHO:
        assert hands.types(play, who, play.number(), "en") is None, who
    play.goes("other_adult", on_duty=True)
    for who in WHO:
        assert hands.types(play, who, play.number(), "ar") is None, who
    text = hands.types(play, "other_adult", play.number(), "en")
    assert text is not None
    play.reads_tablet()
    for step in hands.to_the_hall:
        for who in WHO:
            assert who == "child" or not hands.choose(play, who, text, step), (who, step)
    play.reconnect("phone")
    assert not play.is_open(text)
    assert hands.choose(play, "child", text, hands.to_the_hall[0])
    play.reconnect("phone")
    assert play.is_open(text)
    play.forge(text)
    assert hands.decide(play, "other_adult", text, "stop")
    play.reconnect("phone")


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_stopped_is_never_read(play: Play, kind: str) -> None:
    hands = hands_of(kind)
    text = hands.sends(play, hands.writers[-1], play.number(), "en")
    assert text is not None
    assert hands.decide(play, "adult", text, "stop")
    hands.show(play, text)
    for step in hands.steps:
        assert not hands.choose(play, "child", text, step), step
    play.reconnect(text.writer)


def run(in_house: House, examples: int, steps: int) -> None:
    class InThisHouse(TwoKeys):
        house = in_house

    run_state_machine_as_test(
        InThisHouse,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            # A history that fails is told as it was: making it shorter would take minutes.
            phases=(Phase.reuse, Phase.generate),
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_every_text_on_a_page_has_both_keys_for_that_very_text(house: House) -> None:
    run(house, examples=10, steps=30)


@pytest.mark.slow
def test_so_has_every_text_in_long_histories(house: House) -> None:
    run(house, examples=20, steps=80)
