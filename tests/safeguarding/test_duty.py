"""Duty and languages: only adults on duty get what nobody has read, in languages they read."""

from __future__ import annotations

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from participation.foundation import clock
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import NotAllowed, NotSignedIn, Refusal
from participation.people.commands import withdraw_role
from participation.questions import commands as questions
from participation.safeguarding.clearing.payloads import clearing_topic
from participation.safeguarding.duty import commands
from participation.safeguarding.duty.models import Duty
from participation.safeguarding.duty.queries import is_on_duty, languages_read, on_duty_now
from participation.safeguarding.duty.refusals import LanguageNotRead, LanguagesFirst, NotOnDuty
from tests.at_once import at_once
from tests.questions.asking import question_now
from tests.world import World, keep


def ask_in(world: World, session: object, lang: str, text: str) -> str:
    phone = world.phone(session)  # type: ignore[arg-type] # a ConferenceSession
    return str(questions.ask(phone, session.id, text, lang)["question"])  # type: ignore[attr-defined]


def waiting(session_id: str, adult: Actor) -> list[str]:
    """The texts in the line of this adult's desk."""
    db.session.rollback()
    db.session.expire_all()
    line = clearing_topic(session_id, str(adult.person_id))["line"]
    return [question_now(entry["id"]).text for entry in line]


def test_an_adult_is_given_only_what_is_in_a_language_she_reads(world: World) -> None:
    session = world.session()
    noor = world.facilitator(session, reads=("ar", "en"))
    luc = world.facilitator(session, reads=("fr",))
    for lang, text in (("ar", "لماذا؟"), ("en", "Why?"), ("fr", "Pourquoi ?")):
        ask_in(world, session, lang, text)
    assert waiting(session.id, noor) == ["لماذا؟", "Why?"]
    assert waiting(session.id, luc) == ["Pourquoi ?"]


def test_an_adult_off_duty_is_given_nothing_and_clears_nothing(world: World) -> None:
    session = world.session()
    adult = world.facilitator(session, on_duty=False)
    question = ask_in(world, session, "en", "Why?")
    assert waiting(session.id, adult) == []
    for act in (questions.clear, partial(questions.stop, reason="unkind")):
        with pytest.raises(NotOnDuty):
            act(adult, question)
    commands.go_on_duty(adult, session.id)
    assert waiting(session.id, adult) == ["Why?"]
    commands.go_off_duty(adult, session.id)
    assert waiting(session.id, adult) == []
    with pytest.raises(NotOnDuty):
        questions.clear(adult, question)
    assert question_now(question).state == "sent"


def test_a_text_in_a_language_she_does_not_read_is_cleared_by_nobody_but_a_reader(
    world: World,
) -> None:
    session = world.session()
    english = world.facilitator(session, reads=("en",))
    arabic = world.facilitator(session, reads=("ar",))
    question = ask_in(world, session, "ar", "لماذا؟")
    for act in (questions.clear, partial(questions.stop, reason="unkind")):
        with pytest.raises(LanguageNotRead):
            act(english, question)
    assert question_now(question).state == "sent"
    questions.clear(arabic, question)
    assert question_now(question).cleared_by == arabic.person_id


def test_duty_in_one_session_gives_nothing_of_another(world: World) -> None:
    here, there = world.session(), world.session()
    adult = world.signed_in(
        world.person(("facilitator", here), ("facilitator", there), kind="adult")
    )
    commands.choose_languages(adult, ["en"])
    commands.go_on_duty(adult, there.id)
    question = ask_in(world, here, "en", "Why?")
    assert waiting(here.id, adult) == []
    with pytest.raises(NotOnDuty):
        questions.clear(adult, question)


def test_the_safeguarding_pair_is_on_duty_for_the_whole_event_and_clears_in_every_session(
    world: World,
) -> None:
    session = world.session()
    lead = world.signed_in(world.person("safeguarding", kind="adult"))
    commands.choose_languages(lead, ["en"])
    commands.go_on_duty(lead)
    question = ask_in(world, session, "en", "Why?")
    assert is_on_duty(lead.person_id, session.id)
    assert waiting(session.id, lead) == ["Why?"]
    questions.clear(lead, question)
    assert question_now(question).cleared_by == lead.person_id


def test_languages_come_before_duty(world: World) -> None:
    session = world.session()
    adult = world.facilitator(session, reads=(), on_duty=False)
    with pytest.raises(LanguagesFirst):
        commands.go_on_duty(adult, session.id)
    with pytest.raises(LanguagesFirst):
        commands.choose_languages(adult, [])
    commands.choose_languages(adult, ["fr", "ar", "ar"])
    assert languages_read(adult.person_id) == ("ar", "fr")
    commands.choose_languages(adult, ["en"])
    assert languages_read(adult.person_id) == ("en",)
    assert commands.go_on_duty(adult, session.id) == {"on_duty": True}


def test_children_phones_and_strangers_are_never_on_duty(world: World) -> None:
    session = world.session()
    others = [
        Actor(),
        world.phone(session),
        world.delegate(),
        world.moderator(session),
        world.facilitator(world.session()),
        world.signed_in(world.person("organiser", kind="adult")),
    ]
    for actor in others:
        with pytest.raises((NotAllowed, NotSignedIn)):
            commands.go_on_duty(actor, session.id)
    assert on_duty_now(session.id) == []


def test_a_withdrawn_role_is_no_duty_any_more(world: World) -> None:
    session = world.session()
    adult = world.facilitator(session)
    assert [one.person_id for one in on_duty_now(session.id)] == [adult.person_id]
    withdraw_role(SYSTEM, str(adult.person_id), "facilitator", session.id)
    assert on_duty_now(session.id) == []
    assert on_duty_now() == []


def test_the_desk_names_colleagues_and_the_language_that_nobody_reads(world: World) -> None:
    session = world.session()
    noor = world.facilitator(session, reads=("ar", "en"))
    adult = world.facilitator(session, reads=("en",))
    world.facilitator(session, on_duty=False)
    for _ in range(2):
        ask_in(world, session, "fr", "Pourquoi ?")
    ask_in(world, session, "ar", "لماذا؟")
    told = clearing_topic(session.id, str(adult.person_id))
    assert told["duty"] == {"on": True, "languages": ["en"]}
    assert told["colleagues"] == [{"name": noor.words, "languages": ["ar", "en"]}]
    assert told["unread"] == [{"lang": "fr", "waiting": 2}]
    assert "Pourquoi" not in str(told)
    assert "لماذا" not in str(told)


def test_ten_presses_at_once_are_one_duty(app: Flask, world: World) -> None:
    session = world.session()
    adult = world.facilitator(session, on_duty=False)
    answers = at_once(app, [partial(commands.go_on_duty, adult, session.id)] * 10)
    assert not any(isinstance(answer, Refusal) for answer in answers)
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Duty)) == 1


def test_the_database_knows_one_present_duty_for_a_session(world: World) -> None:
    session = world.session()
    adult = world.facilitator(session)
    for again in (session.id, session.id):
        with pytest.raises((IntegrityError, Refusal)):
            keep(
                SYSTEM,
                Duty(person_id=adult.person_id, session_id=again, began_at=clock.now()),
            )
