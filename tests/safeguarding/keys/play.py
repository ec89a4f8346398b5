"""A hall under way, the people in it, and their real doors."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

from flask import Flask
from sqlalchemy import select, update
from sqlalchemy import text as sql

from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.database import Model
from participation.foundation.extensions import db
from participation.foundation.policies import policy_for
from participation.foundation.refusals import Refusal
from participation.foundation.sockets import answer_to, known_messages
from participation.foundation.versions import versions_of
from participation.live.audiences import TOPICS, is_personal
from participation.live.forms import AUDIENCES
from participation.live.snapshots import mine_states, snapshot, told_alike, topic_state, version_of
from participation.people.commands import hear_devices
from participation.people.models import Device, Person
from participation.people.queries import actor_of_device
from participation.safeguarding.clearing.commands import take_next
from participation.safeguarding.duty.commands import go_off_duty, go_on_duty
from tests.doors import Browser, text_of
from tests.questions.asking import AT_THE_FRONT, HALL, Hall
from tests.safeguarding.concerns.team import Team
from tests.safeguarding.keys.hands import Hands, hands_of, known_hands
from tests.safeguarding.keys.texts import Text
from tests.world import World

ADULTS = ("adult", "other_adult")
# What each adult reads: the second one by far not everything.
READS = {"adult": ("ar", "en", "fr"), "other_adult": ("en",)}
BADGES = ("badge", "other_badge")
PHONES = ("phone", "other_phone")
WRITERS = (*PHONES, *BADGES)
WHO = (*WRITERS, *ADULTS, "child", "stranger")
# Rows of the access table that a text of somebody can stand in.
TEXTS = {
    "free text before it is cleared",
    "cleared text",
    "published text",
    "shown name on stage",
    "who asked",
}
BROKEN = ("server_trouble", "store_trouble", "busy")


class Play:
    """Everybody, what they sent, and what each page last heard of the hall."""

    def __init__(self, app: Flask, world: World) -> None:
        self.app = app
        self.world = world
        world.event()
        self.team = Team(world)
        hall = Hall(world)
        self.session = hall.session
        people = {
            "phone": hall.phone,
            "other_phone": world.phone(hall.session),
            "badge": world.delegate(),
            "other_badge": world.delegate(),
            "adult": hall.adult,
            "other_adult": world.facilitator(hall.session, reads=READS["other_adult"]),
            "child": hall.child,
            "stranger": world.phone(),
            "organiser": world.signed_in(world.person("organiser", kind="adult")),
        }
        self._devices = {who: str(actor.device_id) for who, actor in people.items()}
        self._holders = {who: str(actor.holder) for who, actor in people.items()}
        here = [(self._devices[who], self._holders[who]) for who in WRITERS]
        hear_devices(SYSTEM, self.session.id, here)
        self.texts: list[Text] = []
        self.on_duty = set(ADULTS)
        self.dials: dict[str, str] = {}
        self.in_hand: dict[str, str] = {}
        # Of each topic: the version that pages heard last, and what they were told then.
        self._heard: dict[tuple[str, str], int] = {}
        self._pages: dict[tuple[str, str], dict[str | None, str]] = {}
        self._number = 0

    # -- doors -------------------------------------------------------------------------------

    def actor(self, who: str) -> Actor:
        """Whoever this is at this moment; built anew as for every request."""
        db.session.rollback()
        device = db.session.get(Device, self._devices[who])
        assert device is not None
        return actor_of_device(device, "en")

    def holder(self, who: str) -> str:
        return self._holders[who]

    def person(self, who: str) -> str:
        return self._holders[who].partition(":")[2]

    def does(self, who: str, message: str, /, **fields: Any) -> dict[str, Any] | None:
        """What a live message of theirs is answered; None where the answer is a no."""
        actor = self.actor(who)
        with self.app.test_request_context():
            answer = answer_to(known_messages()[message], fields, actor)
        assert answer.get("code") not in BROKEN, (message, answer)
        self.check(json.dumps(answer), lambda text: self.may_be_told(who, text), owner=who)
        return answer if answer["ok"] else None

    def tries(self, who: str, act: Callable[..., Any], *args: Any, **more: Any) -> Any:
        """What a command answers, or None where it refuses; for what has no live message."""
        try:
            return act(self.actor(who), *args, **more)
        except Refusal:
            return None

    def may_turn_first_key(self, who: str, text: Text) -> bool:
        """An adult on duty who reads the language and did not write it, while no colleague has it
        in hand. What she typed from paper is not her own words."""
        return (
            who in ADULTS
            and (who != text.writer or text.on_paper)
            and who in self.on_duty
            and text.language in READS[who]
            and self.in_hand.get(text.id, who) == who
        )

    # -- what people do ----------------------------------------------------------------------

    def number(self) -> int:
        """A number that no text of this hall has yet."""
        self._number += 1
        return self._number

    def comes_before_the_hall(
        self, hands: Hands, who: str, step: str | None = None, language: str = "en"
    ) -> Text:
        """A new text of this person has both keys, and the hall reads it."""
        adult = self.reader(language, but=who)
        if self.dials.get(who, "chosen_name") != "chosen_name":
            self.turns_dial(who, "chosen_name")
        hands.make_room(self, who)
        text = hands.sends(self, who, self.number(), language)
        assert text is not None, (hands.kind, who, "could not send anything")
        self.look()
        assert hands.decide(self, adult, text, "clear"), text
        self.look()
        self.forge(text)
        self.reads_tablet()
        if hands.to_the_hall:
            assert hands.choose(self, "child", text, step or hands.to_the_hall[0]), text
        hands.show(self, text)
        self.look()
        assert hands.is_open(self, text), text
        for audience in HALL:
            told = [self._pages[self.key(topic, audience)] for topic in hands.shown_in]
            assert any(text.token in str(page) for page in told), (audience, text, "is not shown")
        return text

    def reader(self, language: str, but: str) -> str:
        """An adult on duty who reads this, and is another than its writer."""
        for who in ADULTS:
            if who in self.on_duty and language in READS[who] and who != but:
                return who
        self.goes(ADULTS[0], on_duty=True)
        return ADULTS[0]

    def goes(self, who: str, *, on_duty: bool) -> None:
        """On duty, or off it: then her hands are empty."""
        act = go_on_duty if on_duty else go_off_duty
        if self.tries(who, act, self.session.id) is None:
            assert who not in ADULTS
            return
        assert who in ADULTS, who
        if on_duty:
            self.on_duty.add(who)
            return
        self.on_duty.discard(who)
        self.in_hand = {each: hand for each, hand in self.in_hand.items() if hand != who}

    def takes(self, who: str) -> None:
        """The next text of the desk: one that waits, in a language she reads, in no other hand."""
        taken = self.tries(who, take_next, self.session.id)
        if taken is None or taken["id"] is None:
            return
        # Of texts that took each other's place the newest.
        card = {text.id: text for text in self.texts if text.id in taken["card"]}
        assert set(card) == set(taken["card"])
        for text in card.values():
            assert text.first is None, text
            assert not text.is_gone, text
            assert self.may_turn_first_key(who, text), (who, text)
            self.in_hand[text.id] = who
        assert self.does(who, "clearing.take", session=self.session.slug)

    def reads_tablet(self) -> None:
        """The moderator looks: what her tablet says of each text is what she has read."""
        db.session.rollback()
        db.session.expire_all()
        for topic in {hands.read_in for hands in known_hands().values()} - {None}:
            told = topic_state(self.session.id, str(topic), "moderator", self.holder("child"))
            for entry in _entries(told["data"]):
                for text in self.texts:
                    if text.id == entry["id"]:
                        text.read = entry["revision"], entry["text"]["text"]

    def turns_dial(self, who: str, dial: str) -> None:
        """What is shown of this child is this much."""
        if self.does(who, "consent.turn_dial", dial=dial) is not None:
            self.dials[who] = dial

    def sees_dial(self, who: str) -> None:
        """Where an answer of this child has turned it."""
        db.session.rollback()
        person = db.session.get_one(Person, self.person(who), populate_existing=True)
        self.dials[who] = person.dial

    # -- what pages hear ---------------------------------------------------------------------

    def look(self) -> None:
        """Every page that stayed: it was told a topic anew if its version rose, else it still shows
        what it was told before. Nothing on it is without its keys."""
        db.session.rollback()
        db.session.expire_all()
        versions = versions_of([self.session.id])
        for audience in AUDIENCES:
            for topic in TOPICS[audience]:
                told = self.key(topic, audience)
                version = version_of(self.session.id, topic, versions)
                if self._heard.get(told) != version:
                    self._heard[told] = version
                    self._pages[told] = self.told(topic, audience)
                for who, frame in self._pages[told].items():
                    self.check_frame(frame, audience, who, topic)

    def key(self, topic: str, audience: str) -> tuple[str, str]:
        """The same for audiences that are told the same."""
        return topic, "own" if topic == "mine" else told_alike(topic, audience)

    def reconnect(self, writer: str, adult: str = ADULTS[0]) -> None:
        """An audience after the other comes back, and reads what a page that stayed shows."""
        self.look()
        for audience in AUDIENCES:
            # Nobody has a page of what is on paper.
            who = adult if audience in AT_THE_FRONT else writer if writer in WHO else PHONES[0]
            states = snapshot(self.session.id, audience, self.holder(who))
            for topic in TOPICS[audience]:
                whose = who if is_personal(topic, audience) else None
                frame = _frame(states[topic]["data"])
                self.check_frame(frame, audience, whose, topic)
                stayed = self._pages[self.key(topic, audience)][whose]
                assert self.tokens(frame) == self.tokens(stayed), (audience, whose, topic)

    def forge(self, text: Text) -> None:
        """Somebody at the database gets past its checks: other words in a row, or a key taken out
        of it. Nobody reads it any more. All of it is undone afterwards."""
        hands = hands_of(text.kind)
        if hands.table is None or not text.has_first_key:
            return
        db.session.rollback()
        db.session.execute(sql("PRAGMA ignore_check_constraints = ON"))
        try:
            for column in (hands.words_in, *hands.first_key_in, *hands.second_key_in):
                self._forge(hands.table, column, text)
        finally:
            db.session.rollback()
            db.session.execute(sql("PRAGMA ignore_check_constraints = OFF"))
            db.session.rollback()

    def _forge(self, table: type[Model], column: str, text: Text) -> None:
        hands, value_of = hands_of(text.kind), getattr(table, column)
        this = table.__table__.c.id == text.id
        before = db.session.execute(select(value_of).where(this)).scalar_one()
        value = f"forged {text.token}" if column == hands.words_in else None
        db.session.execute(update(table).where(this).values({column: value}))
        db.session.expire_all()
        audiences = (*HALL, *AT_THE_FRONT) if column == hands.words_in else HALL
        for audience in audiences:
            for topic in {*hands.shown_in, str(hands.read_in)} & {*TOPICS[audience]}:
                frames = self.told(topic, audience).items()
                told = str([frame for who, frame in frames if who != text.writer])
                assert text.token not in told, (column, audience, text)
        db.session.execute(update(table).where(this).values({column: before}))

    def told(self, topic: str, audience: str) -> dict[str | None, str]:
        """What this audience is told now, or each person of it apart."""
        if topic == "mine":
            states = mine_states(self.session.id, [self.holder(who) for who in WHO])
            return {who: _frame(states[self.holder(who)]) for who in WHO}
        people = ADULTS if is_personal(topic, audience) else (None,)
        return {
            who: _frame(
                topic_state(self.session.id, topic, audience, who and self.holder(who))["data"]
            )
            for who in people
        }

    # -- who may read what -------------------------------------------------------------------

    def check_frame(self, frame: str, audience: str, who: str | None, topic: str) -> None:
        """Nothing on this page is without its keys."""
        if topic == "mine":
            self.check(frame, lambda text: self.is_own(str(who), text), owner=who)
        elif topic == "wall":
            self.check(
                frame,
                lambda text: self.is_own(str(who), text) or self.is_cleared(text),
                owner=who,
            )
        elif topic == "clearing":
            self.check(frame, lambda text: self.is_in_hand(str(who), text))
        elif audience in AT_THE_FRONT:
            self.check(frame, lambda text: self.is_open(text) or self.is_cleared(text))
        else:
            self.check(frame, self.is_open)

    def check(
        self, frame: str, may_be_read: Callable[[Text], bool], owner: str | None = None
    ) -> None:
        """No text stands in it that may not be read, and nothing that was covered, but before its
        writer's own eyes."""
        for text in self.texts:
            if text.token in frame:
                assert may_be_read(text), (text, "is read without its keys")
            if text.secret not in text.words and text.writer != owner:
                assert text.secret not in frame, (text, "was covered")
            if text.was_held:
                assert text.secret not in frame, (text, "is with the safety team")
                assert text.writer == owner or text.id not in frame, (text, "is listed still")

    def is_open(self, text: Text) -> bool:
        """Whether the hall may read it: both keys for these words, and its writer shows them."""
        return hands_of(text.kind).is_open(self, text)

    def is_cleared(self, text: Text) -> bool:
        """Whether the moderator, the facilitators and the interpreters may read it."""
        return hands_of(text.kind).is_cleared(self, text)

    def is_in_hand(self, who: str, text: Text) -> bool:
        """Whether it is what this adult reads at the desk just now."""
        waits = text.first is None and not text.is_gone
        return waits and self.in_hand.get(text.id) == who and self.may_turn_first_key(who, text)

    def is_own(self, who: str, text: Text) -> bool:
        """Whether it may stand among one's own things: never again once the safety team has it."""
        own = text.writer == who and not text.was_held and not text.was_taken_back
        return own or self.is_open(text)

    def may_be_told(self, who: str, text: Text) -> bool:
        """Whether this person may meet it in any way."""
        staff = who == "child" or who in ADULTS
        return (
            self.is_own(who, text)
            or (staff and self.is_cleared(text))
            or (who in ADULTS and self.is_in_hand(who, text))
            or (who in ADULTS and hands_of(text.kind).is_listed(text))
        )

    def tokens(self, frame: str) -> set[str]:
        return {text.token for text in self.texts if text.token in frame}

    def reads_pages(self, who: str) -> None:
        """This person opens every page that can show a text: nothing on it is without its keys."""
        browser = Browser(self.app, self.actor(who))
        for address in self.addresses():
            page = unescape(text_of(browser.get(address)))
            self.check(page, lambda text: self.may_be_told(who, text), owner=who)

    def addresses(self) -> Iterator[str]:
        """The addresses whose policy says that they may show a text of somebody."""
        for rule in self.app.url_map.iter_rules():
            policy = policy_for(rule.endpoint)
            if "GET" not in (rule.methods or ()) or not policy or not TEXTS & set(policy.shows):
                continue
            if not rule.arguments:
                yield rule.rule
            elif set(rule.arguments) == {"slug"}:
                yield rule.rule.replace("<slug>", self.session.slug)


def _entries(data: Any) -> Iterator[dict[str, Any]]:
    """Each text that can be chosen in this state."""
    if isinstance(data, dict) and {"id", "revision"} <= set(data):
        yield data
    elif isinstance(data, dict | list):
        for each in data.values() if isinstance(data, dict) else data:
            yield from _entries(each)


def _frame(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)
