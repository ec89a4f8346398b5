"""The course of a question: asked, cleared, chosen, on stage, answered; and every other way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select

from participation.floor.course import commands as course
from participation.floor.refusals import NotYourSeat, SeatMoved
from participation.floor.run_sheet import commands as run_sheet
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.audit import AuditRow
from participation.foundation.extensions import db
from participation.foundation.refusals import NotAllowed, NotFound, NotNow, NotSignedIn
from participation.foundation.taming import WHOLE
from participation.questions import commands, queries
from participation.questions.models import QuestionState
from participation.questions.refusals import (
    QuestionMovedOn,
    QuestionTooLong,
)
from tests.questions.asking import (
    AT_THE_FRONT,
    AUDIENCES,
    HALL,
    Hall,
    ask,
    mine,
    question_now,
    texts,
    topic,
)
from tests.world import World


@pytest.fixture
def app(sqlite_app: Flask) -> Flask:
    """Doors and sentences don't depend on the database; what does is tested beside the races."""
    return sqlite_app


# How far a question comes at this desk; what the safety team holds has its own tests.
REACHED = [state for state in QuestionState if state != QuestionState.HELD]
FIRST_KEY: dict[str, Callable[[Actor, str], Any]] = {
    "clear": commands.clear,
    "stop": lambda actor, question: commands.stop(actor, question, "unkind"),
}
SECOND_KEY: dict[str, Callable[[Actor, str, int], Any]] = {
    "shortlist": lambda actor, question, epoch: commands.shortlist(actor, question, epoch, 1),
    "put_on_stage": lambda actor, question, epoch: commands.put_on_stage(actor, question, epoch, 1),
    "answered": commands.answered,
    "later": commands.later,
    "decline": lambda actor, question, epoch: commands.decline(actor, question, epoch, "no_time"),
}
BEGINS = {
    "clear": "sent", "stop": "sent", "shortlist": "cleared", "put_on_stage": "cleared",
    "answered": "on_stage", "later": "cleared", "decline": "cleared",
}  # fmt: skip
ENDS = {
    "clear": "cleared", "stop": "stopped", "shortlist": "shortlisted", "put_on_stage": "on_stage",
    "answered": "answered", "later": "later", "decline": "declined",
}  # fmt: skip


def test_each_audience_reads_what_its_keys_have_opened(world: World) -> None:
    hall = Hall(world)
    for state in REACHED:
        hall.at(state, f"It is {state}")
    both = {"It is shortlisted", "It is on_stage", "It is answered"}
    for audience in AUDIENCES:
        seen = both.copy()
        if audience in AT_THE_FRONT:
            seen |= {"It is cleared", "It is later", "Into this one"}
        # Putting one on stage left the one before it answered; nothing else was moved.
        assert texts(topic(hall.session, audience)) == seen, audience


def test_the_topic_has_the_fields_of_the_agreement_and_no_other(world: World) -> None:
    hall = Hall(world)
    for state in ("answered", "on_stage", "shortlisted", "cleared", "sent"):
        hall.at(state)
    for audience in AUDIENCES:
        told = topic(hall.session, audience)
        fields = {"accepting", "resting", "reading_minutes", "echoes", "on_stage", "public"}
        at_the_front = audience in AT_THE_FRONT
        fields |= {"cleared", "kept", "labels"} if at_the_front else set()
        fields |= {"promise", "reasons"} if audience == "moderator" else set()
        fields |= {"waiting"} if audience == "facilitator" else set()
        assert set(told) == fields
        words = {"id", "text", "about", "supporters", "on_paper"}
        words |= {"revision", "labels"} if at_the_front else set()
        assert set(told["on_stage"]) == {*words, "name"}
        assert [entry["state"] for entry in told["public"]] == ["shortlisted", "answered"]
        for entry in told["public"]:
            assert set(entry) == {*words, "state"}
        for entry in told.get("cleared", []):
            assert set(entry) == {*words, "cleared_at"}
        for entry in told.get("waiting", []):
            assert set(entry) == {"id", "lang", "asked_at"}


def test_only_those_in_the_room_ask_and_only_while_the_doors_are_open(world: World) -> None:
    session = world.session()
    for actor in (Actor(), world.phone(), world.screen()):
        with pytest.raises((NotAllowed, NotSignedIn)):
            ask(actor, session)
    meeting = world.session(kind="closed")
    with pytest.raises(NotFound):
        ask(world.delegate(), meeting)
    for state in ("open", "live", "paused"):
        doors_open = world.session(state=state)
        assert topic(doors_open, "audience")["accepting"]
        ask(world.phone(doors_open), doors_open)
    for state in ("planned", "ready", "closing", "closed"):
        closed = world.session(state=state)
        assert not topic(closed, "audience")["accepting"]
        with pytest.raises(NotNow) as refused:
            ask(world.phone(closed), closed)
        assert refused.value.state == state


def test_a_question_is_taken_whatever_its_words_are(world: World) -> None:
    session = world.session()
    for text in (
        "I was raped by my uncle",
        "Call me on +974 5555 0199 or @someone, https://example.org",
        "أنت غبي",
        "<script>alert(1)</script>",
        "\u202eدخل\u0644",
        "🤐" * 250,
    ):
        phone = world.phone(session)
        question = ask(phone, session, text)
        assert question_now(question).text == text
        assert mine(session, phone)["questions"][0]["state"] == "sent"


def test_a_question_that_does_not_fit_is_refused_kindly(world: World) -> None:
    session = world.session()
    phone = world.phone(session)
    for text in ("", "x" * (WHOLE + 1)):
        with pytest.raises(QuestionTooLong):
            ask(phone, session, text)
    ask(phone, session, "x" * WHOLE)


def test_a_name_is_shown_only_when_a_badge_chose_it_and_only_on_stage(world: World) -> None:
    hall = Hall(world)
    badge, quiet = world.delegate(), world.delegate()
    named = ask(badge, hall.session, "With my name", name_as="chosen_name")
    unnamed = ask(quiet, hall.session, "Without my name")
    of_phone = ask(hall.phone, hall.session, "From a phone", name_as="chosen_name")
    for question in (named, unnamed, of_phone):
        commands.clear(hall.adult, question)
        commands.put_on_stage(hall.child, question, 1, 1)
        name = topic(hall.session, "screen")["on_stage"]["name"]
        assert name == (badge.words if question == named else None)
    for audience in AUDIENCES:
        told = str(topic(hall.session, audience))
        for hidden in (badge.person_id, badge.device_id, quiet.person_id, hall.phone.device_id):
            assert str(hidden) not in told


def test_asking_is_audited_without_anybody_in_it(world: World) -> None:
    session = world.session()
    phone = world.phone(session)
    question = ask(phone, session, "A secret")
    commands.take_back(phone, question)
    rows = db.session.scalars(
        select(AuditRow).where(AuditRow.action.in_(["questions.ask", "questions.take_back"]))
    ).all()
    assert [(row.who, row.object_id, row.session_id) for row in rows] == [
        ("withheld", None, session.id)
    ] * 2


@pytest.mark.parametrize("move", FIRST_KEY)
def test_the_first_key_is_a_facilitators_of_this_session(world: World, move: str) -> None:
    hall, other = Hall(world), world.session()
    question = hall.at("sent")
    strangers = [
        Actor(),
        hall.phone,
        hall.asker_of(question),
        world.delegate(),
        hall.child,
        world.facilitator(other),
        world.signed_in(world.person("organiser", kind="adult")),
        world.signed_in(world.person(("interpreter", hall.session), kind="adult")),
        world.screen(),
    ]
    for actor in strangers:
        with pytest.raises((NotAllowed, NotSignedIn)):
            FIRST_KEY[move](actor, question)
    with pytest.raises(NotFound):
        FIRST_KEY[move](SYSTEM, question)
    assert question_now(question).state == "sent"
    FIRST_KEY[move](hall.adult, question)
    assert question_now(question).state == ENDS[move]


@pytest.mark.parametrize("move", SECOND_KEY)
def test_the_second_key_is_the_moderators_in_her_seat(world: World, move: str) -> None:
    hall, other = Hall(world), world.session()
    question = hall.at(BEGINS[move])
    strangers = [
        Actor(),
        hall.phone,
        hall.asker_of(question),
        world.delegate(),
        world.facilitator(other),
        world.facilitator(),
        world.moderator(other),
        world.signed_in(world.person("organiser", kind="adult")),
    ]
    for actor in strangers:
        with pytest.raises((NotAllowed, NotSignedIn)):
            SECOND_KEY[move](actor, question, 1)
    for actor in (world.moderator(hall.session, seated=False), hall.adult):
        with pytest.raises(NotYourSeat):
            SECOND_KEY[move](actor, question, 1)
    with pytest.raises(SeatMoved):
        SECOND_KEY[move](hall.child, question, 0)
    assert question_now(question).state == BEGINS[move]
    SECOND_KEY[move](hall.child, question, 1)
    assert question_now(question).state == ENDS[move]


@pytest.mark.parametrize("move", SECOND_KEY)
def test_before_the_first_key_a_question_does_not_exist_for_the_moderator(
    world: World, move: str
) -> None:
    hall = Hall(world)
    for state in ("sent", "stopped", "taken_back"):
        with pytest.raises(NotFound):
            SECOND_KEY[move](hall.child, hall.at(state), 1)


@pytest.mark.parametrize("move", SECOND_KEY)
def test_a_step_from_the_wrong_state_answers_with_the_present_one(world: World, move: str) -> None:
    hall = Hall(world)
    wrong = {
        "shortlist": ("answered",),
        "put_on_stage": ("later", "declined"),
        "answered": ("cleared", "shortlisted", "later", "declined"),
        "later": ("answered", "declined"),
        "decline": ("answered", "later"),
    }
    for state in wrong[move]:
        question = hall.at(state)
        with pytest.raises(QuestionMovedOn) as refused:
            SECOND_KEY[move](hall.child, question, 1)
        assert refused.value.state == {"question": question, "state": state}
        assert question_now(question).state == state


def test_a_second_clearing_gets_the_present_state(world: World) -> None:
    hall = Hall(world)
    question = hall.at("cleared")
    with pytest.raises(QuestionMovedOn) as refused:
        commands.clear(world.facilitator(hall.session), question)
    assert refused.value.state == {"question": question, "state": "cleared"}
    assert commands.clear(hall.adult, question)["state"] == "cleared"
    assert question_now(question).cleared_by == hall.adult.person_id


def test_a_stopped_question_frees_the_phone_and_says_why_in_kind_words(world: World) -> None:
    hall = Hall(world)
    question = ask(hall.phone, hall.session, "My number is 5555 0199")
    commands.stop(hall.adult, question, "personal_details")
    (own,) = mine(hall.session, hall.phone)["questions"]
    assert (own["state"], own["reason"]) == ("stopped", "personal_details")
    assert set(own["reason_words"]) == {"ar", "en", "fr"}
    ask(hall.phone, hall.session, "Now without it")
    assert len(mine(hall.session, hall.phone)["questions"]) == 2


@pytest.mark.parametrize(
    "state", ["cleared", "shortlisted", "on_stage", "answered", "later", "declined"]
)
def test_what_could_harm_a_child_leaves_every_list_at_once(world: World, state: str) -> None:
    hall = Hall(world)
    question = hall.at(state, "It slipped through")
    commands.stop(hall.adult, question, "personal_details")
    for audience in AUDIENCES:
        assert texts(topic(hall.session, audience)) == set()


def test_only_its_asker_takes_a_question_back_and_then_nobody_reads_it(world: World) -> None:
    hall = Hall(world)
    for state in ("sent", "cleared", "shortlisted", "on_stage", "answered", "later"):
        question = hall.at(state)
        for actor in (hall.phone, hall.adult, hall.child, Actor(), SYSTEM):
            with pytest.raises(NotFound):
                commands.take_back(actor, question)
        asker = hall.asker_of(question)
        commands.take_back(asker, question)
        assert commands.take_back(asker, question)["state"] == "taken_back"
        for audience in AUDIENCES:
            assert texts(topic(hall.session, audience)) == set()
    for state in ("stopped", "declined"):
        question = hall.at(state)
        with pytest.raises(QuestionMovedOn):
            commands.take_back(hall.asker_of(question), question)


def test_going_on_clears_the_stage(world: World) -> None:
    hall = Hall(world, state="open")
    course.go_live(hall.child, hall.session.id, 1, 1)
    question = hall.at("on_stage")
    item = next(item.id for item in world.items(hall.session) if item.position == 0)
    run_sheet.go_to_next_item(hall.child, hall.session.id, item, 2, 1)
    assert question_now(question).state == "answered"
    assert queries.on_stage(hall.session.id) is None


def test_the_number_of_queries_does_not_grow_with_questions_or_phones(world: World) -> None:
    hall = Hall(world)
    said: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *about: said.append(about[2]))
    spent = []
    for _ in range(2):
        for state in ("sent", "cleared", "shortlisted", "answered"):
            hall.at(state)
        phones = [str(world.phone(hall.session).holder) for _ in range(5)]
        db.session.rollback()
        db.session.expire_all()
        said.clear()
        for audience in AUDIENCES:
            topic(hall.session, audience)
        queries.questions_of(hall.session.id, phones)
        queries.supported_by(hall.session.id, phones)
        spent.append(len(said))
    assert spent[0] == spent[1]


def test_the_wall_and_the_phones_read_the_same(world: World) -> None:
    hall = Hall(world)
    for state in REACHED:
        hall.at(state)
    told = [topic(hall.session, audience) for audience in HALL]
    assert all(state == told[0] for state in told)
