"""The desk: one text in one hand, covered words, a minute to undo, and what leaves for good."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text, update
from sqlalchemy.exc import IntegrityError

from participation.foundation import clock
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.audit import AuditRow
from participation.foundation.commands import Audit, Reference, command
from participation.foundation.extensions import db
from participation.foundation.refusals import ChangedMeanwhile, NotFound, Refusal
from participation.people.consent.commands import wish_name
from participation.questions import commands as questions
from participation.questions.models import Question
from participation.questions.receipts import where_a_question_is
from participation.questions.refusals import AskerAskedAgain, QuestionMovedOn
from participation.safeguarding.clearing import commands, rules
from participation.safeguarding.clearing.payloads import clearing_topic
from participation.safeguarding.clearing.refusals import (
    NothingCovered,
    UndoTooLate,
    WithColleague,
    WordsChanged,
)
from participation.safeguarding.duty.commands import go_off_duty
from participation.safeguarding.duty.refusals import LanguageNotRead, NotOnDuty
from participation.safeguarding.names.commands import clear_name
from tests.at_once import at_once
from tests.questions.asking import AUDIENCES, Hall, ask, mine, question_now, texts, topic
from tests.safeguarding.concerns.team import Team
from tests.world import World

NUMBER = "Call me on 5555 0199, please"
COVERED = "Call me on […], please"
PLACE = [(11, 20)]


@pytest.fixture
def later(tmp_path: Path) -> Iterator[Callable[[float], None]]:
    """Moves the clock: so many seconds after now."""
    shift = tmp_path / "clock"
    clock.follow_file(str(shift))

    def move(seconds: float) -> None:
        shift.write_text(str(seconds))

    yield move
    clock.follow_file(None)


def desk(hall: Hall, adult: Actor) -> dict[str, object]:
    db.session.rollback()
    db.session.expire_all()
    return clearing_topic(hall.session.id, str(adult.person_id))


def waiting(hall: Hall, adult: Actor) -> list[str]:
    """The ids of what waits at this adult's desk and is with no colleague."""
    db.session.rollback()
    db.session.expire_all()
    line = clearing_topic(hall.session.id, str(adult.person_id))["line"]
    return [entry["id"] for entry in line if entry["hand"] != "colleague"]


# -- hands -----------------------------------------------------------------------------------


def test_two_adults_never_have_the_same_text_in_hand(world: World) -> None:
    hall = Hall(world)
    other = world.facilitator(hall.session)
    first, second = hall.at("sent", "First?"), hall.at("sent", "Second?")
    assert commands.take_next(hall.adult, hall.session.id)["id"] == first
    assert commands.take_next(other, hall.session.id)["id"] == second
    assert commands.take_next(hall.adult, hall.session.id)["id"] == first, "it stays in her hand"
    assert waiting(hall, hall.adult) == [first]
    assert waiting(hall, other) == [second]
    assert "First?" not in str(desk(hall, other))
    for act in (questions.clear, partial(questions.cover, stretches=[(0, 2)]),
                partial(questions.stop, reason="unkind"), questions.route_to_safety):  # fmt: skip
        with pytest.raises(WithColleague):
            act(other, first)
    assert question_now(first).state == "sent"


def test_ten_adults_who_take_at_once_have_ten_different_texts(app: Flask, world: World) -> None:
    hall = Hall(world)
    asked = {hall.at("sent", f"Number {n}?") for n in range(10)}
    adults = [world.facilitator(hall.session) for _ in range(10)]
    takes = [partial(commands.take_next, adult, hall.session.id) for adult in adults]
    taken = [answer["id"] for answer in at_once(app, takes) if isinstance(answer, dict)]
    # Who lost the race for one looks again, as her page does, and gets another.
    for adult, answer in zip(adults, taken, strict=True):
        if answer is None:
            taken.append(commands.take_next(adult, hall.session.id)["id"])
    given = [one for one in taken if one is not None]
    assert len(given) == len(set(given)) == 10
    assert set(given) == asked


def test_a_hand_that_rests_lets_go_and_so_does_one_off_duty(
    world: World, later: Callable[[float], None]
) -> None:
    hall = Hall(world)
    other, question = world.facilitator(hall.session), hall.at("sent")
    commands.take_next(hall.adult, hall.session.id)
    assert commands.take_next(other, hall.session.id)["id"] is None
    later(rules.IN_HAND.total_seconds() + 1)
    assert commands.take_next(other, hall.session.id)["id"] == question
    go_off_duty(other, hall.session.id)
    assert commands.take_next(hall.adult, hall.session.id)["id"] == question


def test_only_an_adult_on_duty_takes_and_only_what_she_reads(world: World) -> None:
    hall = Hall(world)
    hall.at("sent")
    french = world.facilitator(hall.session, reads=("fr",))
    assert commands.take_next(french, hall.session.id) == {"kind": None, "id": None, "card": []}
    for actor in (hall.phone, hall.child, world.facilitator(world.session())):
        with pytest.raises(Refusal):
            commands.take_next(actor, hall.session.id)
    with pytest.raises(NotOnDuty):
        commands.take_next(world.facilitator(hall.session, on_duty=False), hall.session.id)


def test_a_name_comes_to_the_same_desk_and_is_one_hand_s_too(world: World) -> None:
    hall = Hall(world)
    other = world.facilitator(hall.session)
    wish = wish_name(world.delegate(), "Captain", "en")["wish"]
    name = {"kind": "name", "id": wish, "card": [wish]}
    assert commands.take_next(hall.adult, hall.session.id) == name
    item = desk(hall, hall.adult)["item"]
    assert isinstance(item, dict)
    assert (item["text"]["text"], item["acts"]["clear"], item["field"]) == (
        "Captain", "names.clear", "wish",
    )  # fmt: skip
    with pytest.raises(WithColleague):
        clear_name(other, wish)
    clear_name(hall.adult, wish)
    assert desk(hall, hall.adult)["line"] == []


def test_marked_ones_come_first_with_their_marks_in_the_text(world: World) -> None:
    hall = Hall(world)
    calm, number, help_ = (
        hall.at("sent", words) for words in ("Why?", NUMBER, "My uncle hits me every night")
    )
    order = []
    for _ in range(3):
        order.append(commands.take_next(hall.adult, hall.session.id)["id"])
        questions.clear(hall.adult, order[-1])
    assert order == [help_, number, calm]
    questions.undo(hall.adult, number)
    item = desk(hall, hall.adult)["item"]
    assert isinstance(item, dict)
    found = {(one["mark"], NUMBER[one["start"] : one["end"]]) for one in item["marks"]}
    assert ("contact", "5555 0199") in found


# -- covering --------------------------------------------------------------------------------


def test_covered_words_go_on_and_only_their_writer_reads_the_others(world: World) -> None:
    hall = Hall(world)
    question = ask(hall.phone, hall.session, NUMBER)
    assert questions.cover(hall.adult, question, PLACE)["state"] == "cleared"
    for audience in AUDIENCES:
        assert texts(topic(hall.session, audience)) <= {COVERED}, audience
    questions.put_on_stage(hall.child, question, 1, 2)
    assert texts(topic(hall.session, "screen")) == {COVERED}
    (own,) = mine(hall.session, hall.phone)["questions"]
    assert own["text"]["text"] == COVERED
    assert own["before_cover"]["text"] == NUMBER
    assert "5555" not in str(desk(hall, hall.adult))


def test_covering_what_was_chosen_asks_for_the_second_key_anew(world: World) -> None:
    hall = Hall(world)
    question = hall.at("on_stage", NUMBER)
    questions.cover(hall.adult, question, PLACE)
    assert texts(topic(hall.session, "screen")) == set()
    assert texts(topic(hall.session, "moderator")) == {COVERED}
    assert question_now(question).chosen_by is None
    with pytest.raises(WordsChanged) as refused:
        questions.shortlist(hall.child, question, 1, 1)
    assert refused.value.state == {"question": question, "state": "cleared", "revision": 2}
    assert texts(topic(hall.session, "screen")) == set()
    questions.shortlist(hall.child, question, 1, 2)
    assert texts(topic(hall.session, "screen")) == {COVERED}


@pytest.mark.parametrize(
    ("words", "places", "goes_on"),
    [
        (NUMBER, [(11, 20)], COVERED),
        (NUMBER, [(11, 15), (15, 20)], COVERED),
        (NUMBER, [(0, 4), (11, 20)], "[…] me on […], please"),
        ("🤐🤐 me", [(1, 3)], "[…] me"),
        ("رقمي ٥٥٥", [(5, 8)], "رقمي […]"),
        ("short", [(0, 999)], "[…]"),
        ("short", [], None),
        ("short", [(3, 3), (4, 2)], None),
    ],
)
def test_stretches_are_covered_whole_letters_at_a_time(
    words: str, places: list[tuple[int, int]], goes_on: str | None
) -> None:
    assert rules.covered(words, places) == goes_on


def test_nothing_chosen_and_other_words_than_were_read_cover_and_clear_nothing(
    world: World,
) -> None:
    hall = Hall(world)
    question = hall.at("sent", NUMBER)
    with pytest.raises(NothingCovered):
        questions.cover(hall.adult, question, [])
    questions.cover(hall.adult, question, PLACE, 1)
    questions.undo(hall.adult, question)
    for act in (questions.clear, partial(questions.cover, stretches=PLACE)):
        with pytest.raises(QuestionMovedOn):
            act(hall.adult, question, revision=1)
    assert question_now(question).state == "sent"
    questions.clear(hall.adult, question, question_now(question).revision)


@command(audit=Audit.NONE)
def put(actor: Actor, question_id: str, words: str) -> Reference:
    """Other words in a row, behind every command's back."""
    db.session.execute(update(Question).where(Question.id == question_id).values(text=words))
    return {}


@pytest.mark.parametrize("state", ["cleared", "shortlisted", "on_stage", "answered"])
def test_the_database_keeps_a_key_to_the_very_words_it_was_turned_for(
    world: World, state: str
) -> None:
    hall = Hall(world)
    question = hall.at(state, "These words")
    with pytest.raises(ChangedMeanwhile):
        put(SYSTEM, question, "Other words")
    db.session.rollback()
    for column in ("cleared_text", "cleared_by"):
        with pytest.raises(IntegrityError):
            db.session.execute(text(f"UPDATE question SET {column} = NULL"))
        db.session.rollback()


# -- undo ------------------------------------------------------------------------------------


@pytest.mark.parametrize("decision", ["clear", "stop", "cover"])
def test_a_decision_is_undone_within_a_minute_by_who_made_it(world: World, decision: str) -> None:
    hall = Hall(world)
    other = world.facilitator(hall.session)
    question = ask(hall.phone, hall.session, NUMBER)
    decide: Callable[[Actor, str], object] = {
        "clear": partial(questions.clear),
        "stop": partial(questions.stop, reason="unkind"),
        "cover": partial(questions.cover, stretches=PLACE),
    }[decision]
    decide(hall.adult, question)
    with pytest.raises(UndoTooLate):
        questions.undo(other, question)
    assert questions.undo(hall.adult, question)["state"] == "sent"
    now = question_now(question)
    assert (now.text, now.cleared_by, now.before_cover, now.reason) == (NUMBER, None, None, None)
    assert texts(topic(hall.session, "moderator")) == set()
    assert commands.take_next(hall.adult, hall.session.id)["id"] == question
    assert commands.take_next(other, hall.session.id)["id"] is None


def test_after_a_minute_or_once_something_happened_nothing_is_undone(
    world: World, later: Callable[[float], None]
) -> None:
    hall = Hall(world)
    chosen, old, stopped = hall.at("shortlisted"), hall.at("cleared"), hall.at("stopped")
    with pytest.raises(QuestionMovedOn):
        questions.undo(hall.adult, chosen)
    ask(hall.asker_of(stopped), hall.session, "Again, kindly")
    with pytest.raises(AskerAskedAgain):
        questions.undo(hall.adult, stopped)
    later(rules.UNDO_WITHIN.total_seconds() + 1)
    with pytest.raises(UndoTooLate):
        questions.undo(hall.adult, old)


# -- the safety team -------------------------------------------------------------------------


@pytest.fixture
def team(world: World) -> Team:
    world.event()
    return Team(world)


@pytest.mark.parametrize("state", ["sent", "cleared", "shortlisted", "on_stage", "answered"])
def test_what_the_safety_team_holds_is_gone_for_everybody_else(
    world: World, team: Team, state: str
) -> None:
    hall = Hall(world)
    question = hall.at(state, "CANARY my uncle")
    questions.route_to_safety(hall.adult, question)
    for audience in AUDIENCES:
        told = topic(hall.session, audience)
        assert texts(told) == set()
        assert question not in str(told)
    assert desk(hall, hall.adult)["line"] == []
    now = question_now(question)
    assert (now.state, now.text, now.cleared_text, now.chosen_text, now.before_cover) == (
        "held", "", None, None, None,
    )  # fmt: skip
    adult_acts: list[Callable[[Actor, str], object]] = [
        questions.clear, questions.undo, questions.route_to_safety,
        partial(questions.stop, reason="unkind"), partial(questions.cover, stretches=PLACE),
    ]  # fmt: skip
    for act in adult_acts:
        with pytest.raises(NotFound):
            act(hall.adult, question)
    second_key: list[Callable[[Actor, str, int], object]] = [
        partial(questions.shortlist, revision=1), questions.later,
        partial(questions.put_on_stage, revision=1),
    ]  # fmt: skip
    for second in second_key:
        with pytest.raises(NotFound):
            second(hall.child, question, 1)
    if db.is_sqlite:  # no row of any table has a word of it in clear, but for the sealed ones
        dump = "\n".join(db.session.connection().connection.driver_connection.iterdump())  # type: ignore[union-attr]
        assert "CANARY" not in dump


def test_to_its_asker_a_held_question_is_to_the_byte_like_a_postponed_one(
    world: World, team: Team
) -> None:
    hall = Hall(world)
    held, postponed = hall.at("cleared", "CANARY my uncle"), hall.at("later", "What is for lunch?")
    questions.route_to_safety(hall.adult, held)

    def reads(question: str) -> str:
        told = mine(hall.session, hall.asker_of(question))
        entry = told["questions"][0]
        assert entry.pop("id") == question
        assert entry.pop("asked_at")
        # When she took it back is her own doing.
        assert (entry.pop("back_until") is None) == (entry["state"] == "later")
        return json.dumps(told) + repr(where_a_question_is(question))

    assert reads(held) == reads(postponed)
    for question in (held, postponed):
        answer = questions.take_back(hall.asker_of(question), question)
        assert answer == {"question": question, "state": "taken_back"}
        assert questions.take_back(hall.asker_of(question), question) == answer
    assert reads(held) == reads(postponed)
    assert question_now(held).state == "held", "the safety team keeps it"


def test_whoever_was_heard_may_ask_again_at_once(world: World, team: Team) -> None:
    hall = Hall(world)
    question = ask(hall.phone, hall.session, "CANARY my uncle")
    questions.route_to_safety(hall.adult, question)
    ask(hall.phone, hall.session, "And what is for lunch?")
    assert [one["state"] for one in mine(hall.session, hall.phone)["questions"]] == [
        "sent", "later",
    ]  # fmt: skip


def test_routing_leaves_no_trace_outside_the_safety_team_s_own_records(
    world: World, team: Team
) -> None:
    hall = Hall(world)
    question = hall.at("sent", "CANARY my uncle")
    before = db.session.query(AuditRow).count()
    questions.route_to_safety(hall.adult, question)
    rows = db.session.query(AuditRow).order_by(AuditRow.id).all()[before:]
    assert {row.object_kind for row in rows} == {"concern"}
    assert question not in str([(row.object_id, row.reason) for row in rows])


def test_two_adults_who_route_at_once_make_one_concern(
    app: Flask, world: World, team: Team
) -> None:
    hall = Hall(world)
    question = hall.at("sent", "CANARY my uncle")
    adults = [world.facilitator(hall.session) for _ in range(4)]
    answers = at_once(app, [partial(questions.route_to_safety, one, question) for one in adults])
    assert sorted(getattr(one, "code", "routed") for one in answers) == ["not_found"] * 3 + [
        "routed"
    ]


def test_a_text_in_another_language_is_not_routed_unread(world: World, team: Team) -> None:
    hall = Hall(world)
    french = world.facilitator(hall.session, reads=("fr",))
    question = hall.at("sent")
    with pytest.raises(LanguageNotRead):
        questions.route_to_safety(french, question)


# -- how long reading takes ------------------------------------------------------------------


def test_askers_read_how_long_it_takes_only_when_it_is_slow(
    world: World, later: Callable[[float], None]
) -> None:
    hall = Hall(world)
    hall.at("sent")
    assert topic(hall.session, "audience")["reading_minutes"] == 0
    later(200)
    assert topic(hall.session, "audience")["reading_minutes"] == 4
    ask(world.phone(hall.session), hall.session, "Still taken")


@pytest.mark.parametrize(
    ("waiting_s", "lately_s", "minutes"),
    [
        ([], [], 0),
        ([], [600.0], 0),
        ([30.0], [], 0),
        ([90.0], [], 2),
        ([10.0], [200.0, 10.0, 240.0], 4),
        ([500.0], [10.0], 9),
    ],
)
def test_minutes_come_from_who_waits_and_from_the_last_ones(
    waiting_s: list[float], lately_s: list[float], minutes: int
) -> None:
    assert rules.minutes_to_wait(waiting_s, lately_s) == minutes
