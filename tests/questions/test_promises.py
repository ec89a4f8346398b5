"""What both databases keep of questions: one open, one on stage, one voice for each."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import event, select

from participation.foundation.actors import Actor
from participation.foundation.commands import CommandGuard
from participation.foundation.extensions import db
from participation.foundation.refusals import NotAllowed, NotFound, NotSignedIn
from participation.questions import commands
from participation.questions.models import Question
from participation.questions.refusals import AskerAskedAgain, QuestionWaiting
from tests.questions.asking import Hall, ask, mine, question_now, topic
from tests.world import World


def test_a_question_goes_from_the_phone_to_an_answer_and_its_asker_sees_each_step(
    world: World,
) -> None:
    hall = Hall(world)
    question = ask(hall.phone, hall.session, "Why do lines close at night?")

    def where() -> str:
        (own,) = mine(hall.session, hall.phone)["questions"]
        return str(own["state"])

    assert where() == "sent"
    commands.clear(hall.adult, question)
    assert where() == "cleared"
    commands.shortlist(hall.child, question, 1, 1)
    assert where() == "shortlisted"
    commands.put_on_stage(hall.child, question, 1, 1)
    assert where() == "on_stage"
    assert topic(hall.session, "screen")["on_stage"]["text"]["text"].startswith("Why do lines")
    commands.answered(hall.child, question, 1)
    assert where() == "answered"
    assert topic(hall.session, "screen")["on_stage"] is None


def test_one_open_question_for_each_phone_and_each_badge(world: World) -> None:
    hall = Hall(world)
    for state in ("sent", "cleared", "shortlisted", "on_stage"):
        question = hall.at(state)
        with pytest.raises(QuestionWaiting):
            ask(hall.asker_of(question), hall.session, "And this?")
    for state in ("answered", "stopped", "later", "declined", "taken_back"):
        question = hall.at(state)
        ask(hall.asker_of(question), hall.session, "And this?")
    person = world.person("delegate")
    ask(world.signed_in(person), hall.session)
    with pytest.raises(QuestionWaiting):
        ask(world.signed_in(person), hall.session)
    elsewhere = world.session()
    ask(world.signed_in(person), elsewhere)


def test_a_replay_gets_the_same_answer_and_asks_once(world: World) -> None:
    session = world.session()
    phone, once = world.phone(session), str(uuid4())
    first = commands.ask.once(once, phone, session.id, "Why?", "en")
    assert commands.ask.once(once, phone, session.id, "Why?", "en") == first
    assert db.session.scalars(select(Question.id)).all() == [first["question"]]
    guard = db.session.scalars(
        select(CommandGuard).where(CommandGuard.holder == phone.holder)
    ).one()
    assert guard.reference == first
    assert set(first) == {"question"}


def test_what_was_put_off_can_come_back_unless_its_asker_has_asked_again(world: World) -> None:
    hall = Hall(world)
    for state in ("later", "declined", "on_stage"):
        question = hall.at(state)
        commands.shortlist(hall.child, question, 1, 1)
        assert question_now(question).state == "shortlisted"
    put_off, done = hall.at("later"), hall.at("answered")
    for question in (put_off, done):
        ask(hall.asker_of(question), hall.session, "Another one")
    with pytest.raises(AskerAskedAgain):
        commands.shortlist(hall.child, put_off, 1, 1)
    with pytest.raises(AskerAskedAgain):
        commands.put_on_stage(hall.child, done, 1, 1)


def test_me_too_counts_once_and_only_for_what_the_hall_can_read(world: World) -> None:
    hall = Hall(world)
    badge = world.person("delegate")
    question = hall.at("shortlisted")
    for actor in (hall.phone, hall.phone, world.signed_in(badge), world.signed_in(badge)):
        wish = commands.MeToo(actor, question)
        assert commands.support_questions.one(wish) == {"question": question}
    (entry,) = topic(hall.session, "audience")["public"]
    assert entry["supporters"] == 2
    assert mine(hall.session, hall.phone)["supported"] == [question]
    for state in ("sent", "cleared", "stopped", "later", "declined", "taken_back"):
        with pytest.raises(NotFound):
            commands.support_questions.one(commands.MeToo(hall.phone, hall.at(state)))
    for actor, refusal in ((Actor(), NotSignedIn), (world.phone(), NotAllowed)):
        with pytest.raises(refusal):
            commands.support_questions.one(commands.MeToo(actor, question))


def test_a_list_of_me_too_is_one_statement_and_each_gets_an_answer_of_its_own(
    world: World,
) -> None:
    hall = Hall(world)
    listed, hidden = hall.at("shortlisted"), hall.at("cleared")
    phones = [world.phone(hall.session) for _ in range(20)]
    wishes = [commands.MeToo(phone, listed, str(uuid4())) for phone in phones]
    wishes += [commands.MeToo(phones[0], hidden), commands.MeToo(phones[0], listed), wishes[0]]
    said: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *about: said.append(about[2]))
    outcomes = commands.support_questions(wishes)
    codes = [getattr(outcome, "code", "counted") for outcome in outcomes]
    assert codes == ["counted"] * 20 + ["not_found", "counted", "counted"]
    assert sum("INSERT INTO support" in statement for statement in said) == 1
    assert len(said) <= 8
    assert topic(hall.session, "screen")["public"][0]["supporters"] == 20


def test_one_question_is_on_stage_and_the_one_before_is_answered(world: World) -> None:
    hall = Hall(world)
    first, second = hall.at("cleared"), hall.at("shortlisted")
    commands.put_on_stage(hall.child, first, 1, 1)
    commands.put_on_stage(hall.child, second, 1, 1)
    assert question_now(first).state == "answered"
    assert topic(hall.session, "audience")["on_stage"]["id"] == second
    assert commands.put_on_stage(hall.child, second, 1, 1)["state"] == "on_stage"
    assert question_now(second).state == "on_stage"
