"""One receipt for everything that goes to an adult: whatever kind of text it is, its sender is told
a code; it opens where that is, and the safety team's answer where an adult handed it on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import partial
from html import unescape
from uuid import uuid4

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.receipt_codes import RECEIPT
from participation.foundation.refusals import NotFound
from participation.foundation.taming import WHOLE, shortened, tame
from participation.people.consent.commands import wish_name
from participation.people.consent.models import NameWish
from participation.people.roster.commands import correct_first_name
from participation.safeguarding.clearing.kinds import Waiting, known_kinds
from participation.safeguarding.clearing.queries import waiting_at
from participation.safeguarding.concerns.commands import answer
from participation.safeguarding.concerns.models import Concern
from participation.safeguarding.concerns.queries import courses_for
from participation.safeguarding.names.commands import (
    clear_first_name,
    clear_name,
    route_first_name,
    route_name,
    stop_name,
)
from tests.doors import Browser, send
from tests.people.consent.test_doors import hidden
from tests.questions.asking import Hall
from tests.safeguarding.concerns.team import Team
from tests.safeguarding.keys.hands import known_hands
from tests.world import World

WORDS = "CANARY-8812"
# What is said of one with the safety team where it is not what is said of all that wait.
READS_LIKE = {"question": "It is kept", "word": "Nothing of this waits any more"}
KINDS = sorted(known_hands())  # a kind without hands fails the test of the two keys
CODE = re.compile(r'<bdi class="code" dir="ltr">([A-Z0-9-]+)</bdi>')
Told = tuple[str, str]


class House:
    """A hall with a child who has a badge, and what each kind's sender is told at its real door."""

    def __init__(self, app: Flask, world: World) -> None:
        self.app, self.world = app, world
        self.words = WORDS
        self.poll: str | None = None
        self.team = Team(world)
        self.hall = Hall(world)
        self.child = world.delegate()
        self.organiser = world.signed_in(world.person("organiser", kind="adult"))

    @property
    def slug(self) -> str:
        return self.hall.session.slug

    def question(self) -> Told:
        asked = {"session": self.slug, "text": self.words, "name_as": "none"}
        return self._live("questions.ask", self.world.phone(self.hall.session), **asked)

    def word(self) -> Told:
        if self.poll is None:
            opening = {"session": self.slug, "instant": "word", "epoch": 1}
            opened = send(self.app, self.hall.child, "polls.open_instant", **opening)
            self.poll = opened["poll"]
        phone = self.world.phone(self.hall.session)
        return self._live("words.say", phone, poll=self.poll, words=[self.words], n=1)

    def message(self) -> Told:
        return self._live("messages.write", self.hall.child, session=self.slug, text=self.words)

    def reason(self) -> Told:
        page = f"/sessions/{self.slug}/reasons"
        return self._page(Browser(self.app, self.hall.child), page, en=self.words)

    def name(self) -> Told:
        return self._page(Browser(self.app, self.child), "/me/name", name=self.words)

    def first_name(self) -> Told:
        correct_first_name(self.organiser, str(self.child.person_id), WORDS)
        browser = Browser(self.app, self.child)
        page = browser.get("/assent").get_data(as_text=True)
        while 'name="say"' not in page:
            page = browser.post("/assent", **hidden(page)).get_data(as_text=True)
        last = hidden(page) | {"said": "yyyy", "say": "yes"}
        return self._page(browser, "/assent", **last)

    def _live(self, name: str, sender: Actor, **fields: object) -> Told:
        told = send(self.app, sender, name, command_id=str(uuid4()), lang="en", **fields)
        assert told["ok"], told
        return told["receipt"], told["code"]

    def _page(self, browser: Browser, address: str, **fields: str) -> Told:
        once = fields | {"command_id": fields.get("command_id") or str(uuid4())}
        pages = [browser.post(address, **once).get_data(as_text=True) for _ in range(2)]
        codes = {code for page in pages for code in CODE.findall(page)}
        assert len(codes) == 1, "the same page sent again is told the same code"
        assert not CODE.findall(browser.get(address.replace("/name", "")).get_data(as_text=True))
        assert WORDS not in pages[0], "a shared tablet shows nothing that waits"
        told = unescape(pages[0])
        return str(RECEIPT) if str(RECEIPT) in told else told, codes.pop()

    def waiting(self, kind: str) -> Waiting:
        db.session.rollback()
        return next(one for one in waiting_at(self.hall.session.id) if one.kind == kind)

    def opens(self, code: str) -> str:
        page = Browser(self.app).post("/answers?lang=en", code=code).get_data(as_text=True)
        main = page[page.index("<main") : page.index("</main>")]
        return re.sub(r'name="csrf_token" value="[^"]+"', "", main)


@pytest.fixture
def house(app: Flask, world: World) -> House:
    return House(app, world)


def sent(house: House, kind: str) -> Told:
    door: Callable[[], Told] | None = getattr(house, kind, None)
    assert door is not None, f"what is told to who sends a {kind} is not shown here"
    return door()


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_goes_to_an_adult_has_a_code_that_opens_the_answer(
    house: House, kind: str
) -> None:
    receipt, code = sent(house, kind)
    assert receipt == str(RECEIPT)
    waits = house.opens(code)
    assert "We have your words" in waits, "where it is"
    assert 'class="card help-person"' in waits, "the way to help"
    assert WORDS not in waits
    text = house.waiting(kind)
    declared = known_kinds()[kind]
    assert declared.route is not None, "an adult can hand it on to the safety team"
    fields = {declared.field: text.id, "read": text.text}
    routed = send(house.app, house.hall.adult, declared.route, **fields)
    assert routed["ok"], routed
    # It is nowhere any more, also for her, and reads as before.
    assert not [one for one in waiting_at(house.hall.session.id) if one.kind == kind]
    assert send(house.app, house.hall.adult, declared.route, **fields)["code"] == "not_found"
    after = house.opens(code)
    assert after == waits or READS_LIKE.get(kind, "–") in after
    concern = db.session.query(Concern).one()
    assert [course.concern.id for course in courses_for(house.team.lead)] == [concern.id]
    answer(house.team.lead, concern.id, "CANARY-ANSWER we come to you", "en")
    assert "CANARY-ANSWER we come to you" in house.opens(code)


def test_a_name_with_the_safety_team_reads_like_one_that_waits_and_is_nowhere(
    house: House,
) -> None:
    """Her page is the same to the byte; she may wish for another one."""
    _, code = house.name()
    mine = Browser(house.app, house.child)
    before = page_of(mine, "/me")
    wish = house.waiting("name").id
    colleague = house.world.facilitator(house.hall.session)
    route_name(house.hall.adult, wish)
    assert page_of(mine, "/me") == before
    db.session.rollback()
    held = db.session.get_one(NameWish, wish)
    assert (held.state, held.proposed_name) == ("held", "")
    for decide in (clear_name, route_name, partial(stop_name, reason="unkind")):
        with pytest.raises(NotFound):
            decide(colleague, wish)
    another = wish_name(house.child, "Lantern", "en")["wish"]
    assert "chosen again" in house.opens(code)
    clear_name(colleague, another)
    assert "on its way" not in page_of(mine, "/me")


def test_a_first_name_with_the_safety_team_is_on_no_list_and_can_be_typed_anew(
    house: House,
) -> None:
    _, code = house.first_name()
    person, mine = str(house.child.person_id), Browser(house.app, house.child)
    organiser = Browser(house.app, house.organiser)
    before = page_of(mine, "/me"), page_of(mine, "/about-me")
    assert WORDS in page_of(organiser, f"/organise/people/{person}")
    route_first_name(house.hall.adult, person, WORDS)
    assert (page_of(mine, "/me"), page_of(mine, "/about-me")) == before
    for path in ("/organise", f"/organise?q={WORDS}", f"/organise/people/{person}"):
        assert WORDS not in page_of(organiser, path).replace(f'value="{WORDS}"', "")
    with pytest.raises(NotFound):
        clear_first_name(house.hall.adult, person, WORDS)
    again = f"{WORDS} again"
    correct_first_name(house.organiser, person, again)
    assert house.waiting("first_name").text == again
    route_first_name(house.hall.adult, person, again)
    (course,) = courses_for(house.team.lead)
    assert course.has_news, "what came later under the same code is added to the record"
    correct_first_name(house.organiser, person, "Layan")
    clear_first_name(house.hall.adult, person, "Layan")
    assert "It can be shown" in house.opens(code)
    assert "Layan" in page_of(mine, "/me")


def test_the_database_keeps_no_letter_of_a_name_that_is_held(house: House) -> None:
    house.name()
    wish = house.waiting("name").id
    for values in ({"state": "held"}, {"state": "held", "proposed_name": "", "cleared_by": None}):
        change = update(NameWish).where(NameWish.id == wish).values(values)
        with db.engine.begin() as connection:
            if "proposed_name" in values:
                connection.execute(change)
            else:
                with pytest.raises(IntegrityError), connection.begin_nested():
                    connection.execute(change)


# A child's own words; an adult types a first name.
TYPED = [kind for kind in KINDS if kind != "first_name"]
SAID = ("why me ", "لماذا أنا ", "pourquoi moi ", "مَ" + "\u0651\u064e\u0670" * 5 + " ")


@pytest.mark.parametrize("kind", TYPED)
def test_no_text_is_refused_for_its_length_and_the_adult_reads_all_of_it(
    house: House, kind: str
) -> None:
    declared = known_kinds()[kind]
    assert declared.letters, "how much of it lists and walls show"
    lengths = (1, declared.letters, declared.letters + 1, 777, WHOLE)
    for at, length in enumerate(lengths):
        house.words = (SAID[at % len(SAID)] * length)[:length].strip().ljust(length, "x")
        sent(house, kind)
        db.session.rollback()
        kept = [one.text for one in waiting_at(house.hall.session.id) if one.kind == kind]
        whole = house.words if kind != "word" else " ".join(tame(house.words).split())
        assert whole in kept, (kind, length)


@given(st.text("ab تَّّّا\u200dé👩\n", min_size=1, max_size=300), st.integers(2, 60))
def test_what_is_shown_is_never_longer_and_parts_no_letter_from_its_marks(
    text: str, letters: int
) -> None:
    shown = shortened(text, letters)
    assert len(shown) <= letters
    if shown != tame(text):
        begins = shown.removesuffix("…")
        assert tame(text).startswith(begins)
        after = tame(text)[len(begins) : len(begins) + 1]
        assert unicodedata.category(after) not in ("Mn", "Me") or not begins


def page_of(browser: Browser, path: str) -> str:
    page = unescape(browser.get(path).get_data(as_text=True))
    names = r'(?:nonce|name="(?:csrf_token|command_id)" value)="[^"]*"'
    offers = r'<form class="name-offers".*?</form>'
    return re.sub(f"{names}|{offers}", "", page, flags=re.S)
