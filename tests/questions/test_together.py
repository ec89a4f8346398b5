"""Several questions together: joined, lined up, kept with a promise; and undone within a minute."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from participation.floor.course import commands as course
from participation.floor.undo import commands as undoing
from participation.floor.undo.queries import acts_of
from participation.floor.undo.refusals import NothingToUndo
from participation.foundation import clock
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import BadInput, NotAllowed, NotFound, NotNow
from participation.people.models import Person
from participation.programme.models import Organisation
from participation.questions import choosing, commands, promises
from participation.questions.refusals import (
    AskerAskedAgain,
    CannotJoin,
    DayIsOver,
    LineFull,
    OwnerNotHere,
    QuestionMovedOn,
    QuestionsWithoutState,
    QuestionWaiting,
    TooLateToBringBack,
)
from participation.safeguarding.clearing.refusals import WordsChanged
from tests.questions.asking import AUDIENCES, HALL, Hall, ask, mine, question_now, texts, topic
from tests.safeguarding.concerns.team import Team
from tests.world import World, keep, words


def own(hall: Hall, actor: Actor) -> dict[str, Any]:
    """What this asker is told of the question that was asked first."""
    told: dict[str, Any] = mine(hall.session, actor)["questions"][-1]
    return told


def undo(hall: Hall) -> None:
    db.session.rollback()
    undoing.undo(hall.child, hall.session.id, acts_of(hall.session.id)[0].id, 1)


def join(hall: Hall, question: str, into: str) -> None:
    choosing.join(hall.child, question, into, 1)


def line_up(hall: Hall, questions: list[str]) -> None:
    """In the words in which they are now."""
    read = {question: question_now(question).revision for question in questions}
    choosing.line_up(hall.child, hall.session.id, read, 1)


# -- joined ----------------------------------------------------------------------------------------


def test_two_are_joined_and_everybody_who_asked_or_supported_is_heard_once(world: World) -> None:
    hall = Hall(world)
    one, other = (
        hall.at("shortlisted", "Who answers at night?"),
        hall.at("shortlisted", "At night?"),
    )
    both, first, second = (world.phone(hall.session) for _ in range(3))
    for phone, question in ((both, one), (both, other), (first, one), (second, other)):
        commands.support_questions.one(commands.MeToo(phone, question))
    # The asker of the one had supported the other: she is not her own supporter.
    commands.support_questions.one(commands.MeToo(hall.asker_of(one), other))
    join(hall, other, one)
    (entry,) = topic(hall.session, "audience")["public"]
    # both, first, second, and the one who had asked the other.
    assert (entry["id"], entry["supporters"]) == (one, 4)
    for audience in AUDIENCES:
        assert "At night?" not in texts(topic(hall.session, audience)), audience
    told = own(hall, hall.asker_of(other))
    assert told["state"] == "joined"
    assert told["joined_with"] == {"text": "Who answers at night?", "lang": "en", "dir": "ltr"}
    assert mine(hall.session, hall.asker_of(other))["supported"] == [one]
    # Who presses on what has just been joined is heard with the other one, once.
    late = world.phone(hall.session)
    for phone in (late, late, second):
        commands.support_questions.one(commands.MeToo(phone, other))
    (entry,) = topic(hall.session, "audience")["public"]
    assert entry["supporters"] == 5


def test_the_asker_of_a_joined_question_follows_its_fate(world: World) -> None:
    hall = Hall(world)
    joined = hall.at("joined", "Mine")
    asker, into = hall.asker_of(joined), hall.joined_with
    together = "It was joined with a question like it. One answer is for both."

    def where() -> str:
        told = own(hall, asker)
        assert told["state"] == "joined"
        return str(told["where"]["en"])

    assert where().startswith(together)
    assert own(hall, asker)["joined_with"] is None, "the hall can't read it yet"
    commands.put_on_stage(hall.child, into, 1, 1)
    assert where() == f"{together} It is on stage now!"
    commands.answered(hall.child, into, 1)
    assert where() == f"{together} It was answered. Thank you for asking."
    other = hall.at("joined", "Another")
    commands.decline(hall.child, hall.joined_with, 1, "other_topic")
    assert own(hall, hall.asker_of(other))["reason"] == "other_topic"
    ask(asker, hall.session, "My next one")


def test_what_joins_a_joined_one_goes_all_the_way(world: World) -> None:
    hall = Hall(world)
    first, second, third = (hall.at("cleared", text) for text in ("A", "B", "C"))
    join(hall, first, second)
    with pytest.raises(CannotJoin):
        join(hall, third, first)
    join(hall, second, third)
    assert {question_now(each).joined_to for each in (first, second)} == {third}
    with pytest.raises(CannotJoin):
        join(hall, third, third)
    assert choosing.join(hall.child, first, third, 1)["state"] == "joined"
    with pytest.raises(QuestionMovedOn):
        join(hall, first, hall.at("cleared"))


@pytest.mark.parametrize("way", ["take_back", "stop", "route_to_safety"])
def test_when_the_other_one_is_gone_a_joined_one_stands_for_itself(world: World, way: str) -> None:
    world.event()
    Team(world)
    hall = Hall(world)
    joined, again = hall.at("cleared", "Mine"), hall.at("cleared", "Again")
    into = hall.at("cleared", "Into this one")
    join(hall, joined, into)
    join(hall, again, into)
    ask(hall.asker_of(again), hall.session, "My next one")
    if way == "take_back":
        commands.take_back(hall.asker_of(into), into)
    elif way == "stop":
        commands.stop(hall.adult, into, "unkind")
    else:
        commands.route_to_safety(hall.adult, into)
    assert question_now(joined).state == "cleared"
    # Whoever has asked again meanwhile has one on its way; the old one is kept for later.
    assert question_now(again).state == "later"
    assert own(hall, hall.asker_of(joined))["joined_with"] is None


def test_joining_is_the_moderators_in_her_seat(world: World) -> None:
    hall = Hall(world)
    one, other = hall.at("cleared"), hall.at("cleared")
    for actor in (hall.phone, hall.asker_of(one), world.delegate(), world.facilitator()):
        with pytest.raises(NotAllowed):
            choosing.join(actor, one, other, 1)
    for unread in ("sent", "stopped", "taken_back"):
        with pytest.raises(NotFound):
            join(hall, hall.at(unread), other)
        with pytest.raises(NotFound):
            join(hall, other, hall.at(unread))
    elsewhere = Hall(world)
    with pytest.raises(NotFound):
        join(hall, one, elsewhere.at("cleared"))
    assert question_now(one).state == "cleared"


# -- undone ----------------------------------------------------------------------------------------


def test_every_step_of_the_moderators_can_be_undone_for_a_minute(world: World) -> None:
    hall = Hall(world)
    first, second, third = (hall.at("cleared", text) for text in ("A", "B", "C"))
    steps = [
        (lambda: join(hall, first, second), {first: "joined"}),
        (lambda: commands.shortlist(hall.child, first, 1, 1), {first: "shortlisted"}),
        (lambda: commands.later(hall.child, first, 1), {first: "later"}),
        (lambda: commands.decline(hall.child, first, 1, "no_time"), {first: "declined"}),
        (lambda: commands.put_on_stage(hall.child, first, 1, 1), {first: "on_stage"}),
    ]
    for step, reached in steps:
        step()
        assert {each: question_now(each).state for each in reached} == reached
        undo(hall)
        assert question_now(first).state == "cleared"
    line_up(hall, [first, second])
    line_up(hall, [third, second])
    undo(hall)
    line = [entry["id"] for entry in topic(hall.session, "screen")["public"]]
    assert line == [first, second]
    commands.put_on_stage(hall.child, first, 1, 1)
    commands.put_on_stage(hall.child, second, 1, 1)
    undo(hall)
    assert topic(hall.session, "screen")["on_stage"]["id"] == first
    assert question_now(second).state == "shortlisted"
    # What its asker or an adult has done since is not undone with it.
    commands.take_back(hall.asker_of(first), first)
    db.session.rollback()
    commands.shortlist(hall.child, third, 1, 1)
    commands.stop(hall.adult, third, "unkind")
    with pytest.raises(NothingToUndo):
        undo(hall)


def test_undo_gives_nobody_two_questions(world: World) -> None:
    hall = Hall(world)
    one = hall.at("cleared")
    commands.later(hall.child, one, 1)
    ask(hall.asker_of(one), hall.session, "My next one")
    with pytest.raises(AskerAskedAgain):
        undo(hall)


# -- lined up --------------------------------------------------------------------------------------


def test_five_stand_in_the_line_in_the_moderators_order_and_no_sixth(world: World) -> None:
    hall = Hall(world)
    cleared = [hall.at("cleared", f"Number {n}") for n in range(6)]

    def line() -> list[str]:
        public = topic(hall.session, "audience")["public"]
        return [entry["id"] for entry in public if entry["state"] == "shortlisted"]

    wanted = cleared[:5]
    line_up(hall, wanted)
    assert line() == wanted
    wanted = [wanted[at] for at in (4, 2, 0, 1, 3)]
    line_up(hall, wanted)
    assert line() == wanted
    with pytest.raises(LineFull):
        line_up(hall, cleared)
    with pytest.raises(LineFull) as no:
        commands.shortlist(hall.child, cleared[5], 1, 1)
    assert set(no.value.state["questions"]) == set(line())
    assert line() == wanted
    commands.put_on_stage(hall.child, wanted[0], 1, 1)
    commands.shortlist(hall.child, cleared[5], 1, 1)
    assert line() == [*wanted[1:], cleared[5]]
    stood = [wanted, wanted[1:]]
    for _ in range(3):  # whoever comes stands behind the others, however often
        stood.append(line())
        commands.put_on_stage(hall.child, line()[0], 1, 1)
        stood.append(line())
        stand = [*line(), hall.at("cleared")]
        commands.shortlist(hall.child, stand[-1], 1, 1)
        assert line() == stand
    for before in reversed(stood):  # and undo leads back through all of it
        undo(hall)
        assert line() == before
    line_up(hall, [])
    assert "shortlisted" not in {
        entry["state"] for entry in topic(hall.session, "screen")["public"]
    }
    commands.cover(hall.adult, cleared[1], [(0, 6)])
    with pytest.raises(WordsChanged):
        choosing.line_up(hall.child, hall.session.id, {cleared[1]: 1}, 1)
    for unread in ("sent", "stopped"):
        with pytest.raises(NotFound):
            line_up(hall, [hall.at(unread)])


# -- kept with a promise ---------------------------------------------------------------------------


def test_many_are_kept_at_once_and_each_asker_reads_who_answers_and_when(world: World) -> None:
    hall = Hall(world)
    company = Organisation(slug="oasis", name=words("Oasis"), country="QA")
    keep(SYSTEM, company)
    asked = [hall.at("cleared") for _ in range(3)]
    done = hall.at("answered")
    day = promises.today() + timedelta(days=3)
    answer = choosing.keep_many(
        hall.child, hall.session.id, [*asked, done], 1, f"organisation:{company.id}", day
    )
    assert answer == {"questions": sorted(asked)}
    assert question_now(done).state == "answered"
    for question in asked:
        told = own(hall, hall.asker_of(question))
        said = told["where"]["en"]
        assert "\u2068Oasis\u2069" in said
        assert f"{day.day} " in said
        assert told["state"] == "later"
    assert len(topic(hall.session, "moderator")["kept"]) == 3
    for audience in HALL:
        assert "kept" not in topic(hall.session, audience)
    undo(hall)
    assert {question_now(question).state for question in asked} == {"cleared"}


def test_many_are_declined_by_one_reason_and_the_moderator_reads_where_each_is(
    world: World,
) -> None:
    hall = Hall(world)
    asked = [hall.at(state) for state in ("cleared", "shortlisted", "on_stage")]
    moved_on = hall.at("later")
    decline = partial(choosing.decline_many, hall.child, hall.session.id)
    for reason in ("because", "listen"):
        with pytest.raises(BadInput):
            decline(asked, 1, reason)
    with pytest.raises(NotFound):
        decline([*asked, hall.at("sent")], 1, "no_time")
    told = decline([*asked, moved_on], 1, "no_time")["questions"]
    assert told == [
        *({"question": question, "state": "declined"} for question in asked),
        {"question": moved_on, "state": "later"},
    ]
    for question in asked:
        why = own(hall, hall.asker_of(question))
        assert (why["state"], why["reason"]) == ("declined", "no_time")
    for actor in (hall.phone, world.delegate(), world.facilitator()):
        with pytest.raises(NotAllowed):
            choosing.decline_many(actor, hall.session.id, asked, 1, "no_time")
    undo(hall)
    states = [question_now(question).state for question in asked]
    assert states == ["cleared", "shortlisted", "on_stage"]


def test_a_promise_is_of_somebody_who_is_there_and_of_a_day_to_come(world: World) -> None:
    hall, other = Hall(world), Hall(world)
    question = hall.at("cleared")
    child, stranger = str(hall.child.person_id), str(other.adult.person_id)
    for owner in (f"person:{child}", f"person:{stranger}", f"organisation:{stranger}"):
        with pytest.raises(OwnerNotHere):
            commands.later(hall.child, question, 1, owner)
    for days in (-1, 400):
        with pytest.raises(DayIsOver):
            commands.later(hall.child, question, 1, None, promises.today() + timedelta(days=days))
    told = topic(hall.session, "moderator")["promise"]
    assert told["owner"] == f"person:{hall.adult.person_id}"
    assert told["owner"] in [owner["id"] for owner in told["owners"]]
    commands.later(hall.child, question, 1)
    kept = question_now(question)
    assert (kept.owner_person, kept.answer_by) == (hall.adult.person_id, promises.usual_day())
    name = db.session.get_one(Person, str(hall.adult.person_id)).shown_name["ar"]
    assert name in own(hall, hall.asker_of(question))["where"]["ar"]


# -- closing and publishing ------------------------------------------------------------------------


def test_when_a_session_closes_every_question_has_a_state_and_every_asker_a_promise(
    world: World,
) -> None:
    hall = Hall(world)
    begun = {
        state: hall.at(state, f"It is {state}")
        for state in ("sent", "cleared", "shortlisted", "on_stage", "declined", "joined")
    }
    course.close_session(hall.child, hall.session.id, 1, 1)
    ends = {state: question_now(question).state for state, question in begun.items()}
    assert ends == {
        "sent": "sent",  # an adult still reads it
        "cleared": "later",
        "shortlisted": "later",
        "on_stage": "answered",
        "declined": "declined",
        "joined": "joined",
    }
    kept = [own(hall, hall.asker_of(begun[state])) for state in ("sent", "cleared")]
    for told in kept:
        assert (told["state"], told["text"]) == ("later", None)
        assert "you will have an answer on" in told["where"]["en"]
    assert kept[0]["where"] == kept[1]["where"], "nobody can tell which was read"
    joined = own(hall, hall.asker_of(begun["joined"]))
    assert "you will have an answer on" in joined["where"]["en"]
    # Read when the session is over, it is kept; a decision can be undone all the same.
    commands.clear(hall.adult, begun["sent"])
    assert question_now(begun["sent"]).state == "later"
    commands.undo(hall.adult, begun["sent"])
    assert own(hall, hall.asker_of(begun["sent"]))["state"] == "later"
    for audience in HALL:
        assert "It is sent" not in texts(topic(hall.session, audience))


def test_nothing_is_published_while_a_question_has_no_state(world: World) -> None:
    hall = Hall(world)
    lead = world.signed_in(world.person("facilitator", ("facilitator", hall.session), kind="adult"))
    unread = hall.at("sent")
    with pytest.raises(NotNow):
        course.publish_session(lead, hall.session.id)
    course.close_session(hall.child, hall.session.id, 1, 1)
    course.finish_closing(SYSTEM, hall.session.id)
    for actor in (hall.adult, hall.child, hall.phone, world.facilitator()):
        with pytest.raises(NotAllowed):
            course.publish_session(actor, hall.session.id)
    with pytest.raises(QuestionsWithoutState) as refused:
        course.publish_session(lead, hall.session.id)
    assert refused.value.state == {"questions": 1}
    commands.clear(hall.adult, unread)
    course.publish_session(lead, hall.session.id)
    course.publish_session(lead, hall.session.id)
    with pytest.raises(NotNow):
        course.reopen(lead, hall.session.id)


# -- brought back ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "back"),
    [
        ("sent", "sent"),
        ("cleared", "cleared"),
        ("shortlisted", "cleared"),
        ("on_stage", "cleared"),
        ("joined", "cleared"),
        ("answered", "answered"),
        ("later", "later"),
    ],
)
def test_what_was_taken_back_comes_back_within_a_minute(
    world: World, monkeypatch: pytest.MonkeyPatch, state: str, back: str
) -> None:
    hall = Hall(world)
    question = hall.at(state)
    asker = hall.asker_of(question)
    commands.take_back(asker, question)
    assert own(hall, asker)["back_until"] is not None
    with pytest.raises(NotFound):
        commands.bring_back(hall.phone, question)
    assert commands.bring_back(asker, question)["state"] == back
    assert question_now(question).state == back
    with pytest.raises(QuestionMovedOn):
        commands.bring_back(asker, question)
    commands.take_back(asker, question)
    ask(asker, hall.session, "My next one")
    if back in ("sent", "cleared"):
        with pytest.raises(QuestionWaiting):
            commands.bring_back(asker, question)
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(seconds=61))
    with pytest.raises(TooLateToBringBack):
        commands.bring_back(asker, question)
