"""A badge without consent or without assent does what an audience phone does, and nothing marks it.

Both are asked everything this server understands: every live message, every audience, every topic,
every page; each with what would fit.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.extensions import db
from participation.foundation.sockets import known_messages
from participation.live.audiences import FOLLOWING, may_follow
from participation.live.snapshots import snapshot
from participation.people.commands import give_role, join_session
from participation.people.consent.commands import take_back_assent, withdraw_consent
from participation.programme.models import ConferenceSession
from participation.questions.models import Question
from tests.doors import Browser, send, text_of
from tests.people.consent.showing import again
from tests.questions.asking import Hall
from tests.world import World

# Her own card's pages: what she says yes or no to, where she is signed in, how she leaves.
HER_OWN = {
    "consent.assent_page", "consent.own_page", "people.devices", "people.badge_page",
    "people.badge_link", "tablets.waiting_page", "vault.own_page",
}  # fmt: skip
# Whoever has a card is told who could find out what it wrote; a phone is truly unknown.
ABOUT_HER_WORDS = re.compile(
    r"(Your name will not be shown with these words\. Only the safety team can find out who wrote "
    r"them, and only if someone is in danger\.|We do not know your name here, and nobody in the "
    r"hall will know who wrote these words\.)"
)
OF_ITS_OWN = re.compile(
    r'(name="(?:csrf_token|command_id)"[^>]*value="[^"]+"'
    r'|nonce="[^"]+"|"owner": ?"[^"]+"|"server_now": ?"[^"]+"|"badge": ?(true|false)'
    r'|"sitting": ?"[^"]+"|"(?:seal|called)": ?(?:"[^"]+"|null),? ?'
    r'|"code": ?"\d{3} \d{3}"|<p class="wall-pairing-code"[^<]*>[^<]*)'
)

Badge = Callable[[World, ConferenceSession], Actor]


def never_asked(world: World, session: ConferenceSession) -> Actor:
    return in_the_room(world, session, consent=False, assent=False)


def without_consent(world: World, session: ConferenceSession) -> Actor:
    return in_the_room(world, session, consent=False, assent=True)


def without_assent(world: World, session: ConferenceSession) -> Actor:
    return in_the_room(world, session, consent=True, assent=False)


def consent_withdrawn(world: World, session: ConferenceSession) -> Actor:
    actor = in_the_room(world, session, consent=True, assent=True)
    withdraw_consent(SYSTEM, actor.person_id or "")
    return again(actor)


def assent_taken_back(world: World, session: ConferenceSession) -> Actor:
    actor = in_the_room(world, session, consent=True, assent=True)
    take_back_assent(actor)
    return again(actor)


BADGES: list[Badge] = [
    never_asked,
    without_consent,
    without_assent,
    consent_withdrawn,
    assent_taken_back,
]


def in_the_room(world: World, session: ConferenceSession, *, consent: bool, assent: bool) -> Actor:
    """A delegate who also leads the session, come in with the room code like a phone."""
    more = {} if assent else {"assent": None}
    person = world.person(
        "delegate",
        ("moderator", session),
        consent=consent,
        **more,  # type: ignore[arg-type]
    )
    give_role(SYSTEM, person, "interpreter")
    actor = world.signed_in(person)
    join_session(actor, session.id)
    return again(actor)


def fitting(hall: Hall, world: World) -> dict[str, Any]:
    """A value for every field of every message, of things that are there."""
    on_stage = hall.at("on_stage")
    poll = world.poll(hall.session, state="open")
    paper = world.paper(world.delegate(), "confirmed", hall.session)
    return {
        "session": hall.session.slug, "question": on_stage, "poll": poll.id,
        "choice": [poll.options[0].id], "n": 1, "item": world.items(hall.session)[1].id,
        "paper": paper, "epoch": 1, "version": 1, "from_item": "", "text": "Why?", "lang": "en",
        "name_as": "chosen_name", "title": "T", "body": "B", "base": 0, "reads_aloud": "me",
        "reason": "unkind", "code": "123456", "on": True, "instant": "yes_no", "dial": "nothing",
        "wish": "0" * 32, "number": 1,
    }  # fmt: skip


@pytest.mark.parametrize("badge", BADGES)
def test_every_live_message_answers_both_alike(app: Flask, world: World, badge: Badge) -> None:
    hall = Hall(world)
    actor, phone = badge(world, hall.session), world.phone(hall.session)
    fields = fitting(hall, world)
    answers: dict[str, list[Any]] = {}
    for one in (phone, actor):
        for name, known in known_messages().items():
            if name == "live.follow":
                continue  # needs a socket; the audiences are asked below
            with app.test_request_context():
                wanted = {f.name for f in known.form(formdata=None, meta={"csrf": False})}
            sent = {key: value for key, value in fields.items() if key in wanted}
            answer = send(app, one, name, **sent)
            answers.setdefault(name, []).append((answer["ok"], answer.get("code")))
    different = {name: both for name, both in answers.items() if both[0] != both[1]}
    # A receipt's own code is another for each question.
    different.pop("questions.ask")
    assert different == {}
    assert [ok for ok, _ in answers["questions.ask"]] == [True, True]
    assert answers["polls.cast"] == [(True, None)] * 2
    assert answers["questions.support"] == [(True, None)] * 2


@pytest.mark.parametrize("badge", BADGES)
def test_both_hear_the_room_they_came_into_as_audience_and_nothing_else(
    world: World, badge: Badge
) -> None:
    hall, elsewhere = Hall(world), world.session()
    closed = world.session(kind="closed")
    actor, phone = badge(world, hall.session), world.phone(hall.session)
    give_role(SYSTEM, actor.person_id or "", "moderator", closed.id)
    actor = again(actor)
    audiences = [name.rpartition(".")[2] for name in FOLLOWING]
    for session in (hall.session, elsewhere, closed, None):
        heard = {
            who: [
                one for one in audiences if may_follow(actor_, one, session.id if session else None)
            ]
            for who, actor_ in (("badge", actor), ("phone", phone))
        }
        assert heard["badge"] == heard["phone"], session
    assert may_follow(actor, "audience", hall.session.id)


@pytest.mark.parametrize("badge", BADGES)
def test_both_are_told_the_same_topics_word_for_word(world: World, badge: Badge) -> None:
    hall = Hall(world)
    actor, phone = badge(world, hall.session), world.phone(hall.session)
    for state in ("shortlisted", "on_stage", "cleared"):
        hall.at(state)
    world.poll(hall.session, state="open")
    db.session.rollback()
    told = [snapshot(hall.session.id, "audience", one.holder) for one in (actor, phone)]
    assert told[0] == told[1]
    assert told[0]["mine"]["data"]["shown"] is None


@pytest.mark.parametrize("badge", BADGES)
@pytest.mark.parametrize("lang", ["en"])
def test_both_see_the_same_pages_letter_for_letter(
    sqlite_app: Flask, badge: Badge, lang: str
) -> None:
    world = World()
    hall = Hall(world)
    hall.at("on_stage")
    hall.at("shortlisted")
    actor, phone = badge(world, hall.session), world.phone(hall.session)
    seen = 0
    for rule in sqlite_app.url_map.iter_rules():
        if "GET" not in (rule.methods or set()) or rule.endpoint in {"static", *HER_OWN}:
            continue
        address = rule.rule.replace("<slug>", hall.session.slug)
        address = re.sub(r"<code>", hall.session.room_code, address)
        address = re.sub(r"<[^>]+>", "0" * 32, address) + f"?lang={lang}"
        db.session.rollback()
        mine, theirs = (Browser(sqlite_app, one).get(address) for one in (actor, phone))
        assert mine.status_code == theirs.status_code, address
        assert mine.headers.get("Location") == theirs.headers.get("Location"), address
        pages = [_without_own(text_of(page)) for page in (mine, theirs)]
        assert pages[0] == pages[1], address
        seen += mine.status_code == 200
    assert seen >= 10


def test_who_takes_part_does_see_other_pages(sqlite_app: Flask) -> None:
    """What the comparison above would notice."""
    world = World()
    session = world.session()
    child, phone = world.delegate(), world.phone(session)
    pages = [
        _without_own(Browser(sqlite_app, one).get("/programme").get_data(as_text=True))
        for one in (child, phone)
    ]
    assert pages[0] != pages[1]


def test_a_card_is_told_the_truth_about_who_can_find_its_words(sqlite_app: Flask) -> None:
    world = World()
    session = world.session()
    actor, phone = never_asked(world, session), world.phone(session)
    told = [
        Browser(sqlite_app, one).get(f"/sessions/{session.slug}").get_data(as_text=True)
        for one in (actor, phone)
    ]
    assert "Only the safety team can find out who wrote them" in told[0]
    assert "We do not know your name here" in told[1].split('id="page"')[0]
    assert "We do not know your name here" not in told[0].split('id="page"')[0]


def test_a_person_counts_once_before_and_after_taking_back(world: World, app: Flask) -> None:
    """Her vote stays hers: nobody votes twice by taking a yes back."""
    hall = Hall(world)
    poll = world.poll(hall.session, state="open")
    child = in_the_room(world, hall.session, consent=True, assent=True)
    first, second = (option.id for option in poll.options[:2])
    assert send(app, child, "polls.cast", poll=poll.id, choice=[first], n=1)["ok"]
    take_back_assent(child)
    assert send(app, again(child), "polls.cast", poll=poll.id, choice=[second], n=2)["ok"]
    db.session.rollback()
    data = snapshot(hall.session.id, "audience", child.holder)
    assert data["poll"]["data"]["answered"] == 1
    assert data["mine"]["data"]["poll"]["choice"] == [second]


def _without_own(page: str) -> str:
    return ABOUT_HER_WORDS.sub("", OF_ITS_OWN.sub("", page))


def test_what_was_asked_without_a_yes_gets_no_name_by_a_later_one(world: World, app: Flask) -> None:
    session = world.session()
    child = in_the_room(world, session, consent=True, assent=False)
    asked = {"session": session.slug, "text": "Why?", "lang": "en", "name_as": "chosen_name"}
    assert send(app, child, "questions.ask", **asked)["ok"]
    world.assent(child.person_id or "")
    db.session.rollback()
    question = db.session.scalars(select(Question)).one()
    assert question.name_as == "none"
