"""Several at once, each on a connection of their own, on both databases."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

from flask import Flask
from sqlalchemy import func, select

from participation.foundation.extensions import db
from participation.foundation.refusals import Refusal
from participation.questions import choosing, commands
from participation.questions.models import Question
from participation.safeguarding.clearing.refusals import WordsChanged
from tests.at_once import at_once
from tests.questions.asking import Hall, question_now, texts, topic
from tests.world import World


def test_two_facilitators_clear_one_question_and_one_of_them_has_the_effect(
    app: Flask, world: World
) -> None:
    hall = Hall(world)
    adults = [world.facilitator(hall.session) for _ in range(8)]
    question = hall.at("sent")
    answers = at_once(app, [partial(commands.clear, adult, question) for adult in adults])
    refused = [answer for answer in answers if isinstance(answer, Refusal)]
    assert len(refused) == 7
    for refusal in refused:
        assert refusal.code == "question_moved_on"
        assert refusal.state == {"question": question, "state": "cleared"}
    effective = adults[next(at for at, answer in enumerate(answers) if answer not in refused)]
    assert question_now(question).cleared_by == effective.person_id


def test_clearing_and_stopping_at_once_leaves_one_state_and_never_a_cleared_stopped_text(
    app: Flask, world: World
) -> None:
    hall = Hall(world)
    other = world.facilitator(hall.session)
    for _ in range(5):
        question = hall.at("sent")
        at_once(
            app,
            [
                partial(commands.clear, hall.adult, question),
                partial(commands.stop, other, question, "personal_details"),
            ],
        )
        # Stopping is never lost: it is made before the clearing, or right after it.
        assert question_now(question).state == "stopped"
    assert topic(hall.session, "moderator")["cleared"] == []


def test_a_question_asked_ten_times_at_once_is_asked_once(app: Flask, world: World) -> None:
    hall = Hall(world)
    asking = partial(commands.ask, hall.phone, hall.session.id, "Why?", "en")
    answers = at_once(app, [asking] * 10)
    codes = sorted(getattr(answer, "code", "asked") for answer in answers)
    assert codes == ["asked"] + ["question_waiting"] * 9
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Question)) == 1


def test_a_double_tap_on_send_gets_one_answer_twice(app: Flask, world: World) -> None:
    hall = Hall(world)
    once = str(uuid4())
    asking = partial(commands.ask.once, once, hall.phone, hall.session.id, "Why?", "en")
    first, *others = at_once(app, [asking] * 6)
    assert isinstance(first, dict)
    assert all(answer == first for answer in others)


def test_forty_phones_double_tap_me_too_and_forty_voices_are_counted(
    app: Flask, world: World
) -> None:
    hall = Hall(world)
    question = hall.at("shortlisted")
    phones = [world.phone(hall.session) for _ in range(40)]
    taps = [
        partial(commands.support_questions.one, commands.MeToo(phone, question, once))
        for phone in phones
        for once in [str(uuid4())] * 2
    ]
    assert at_once(app, taps) == [{"question": question}] * 80
    assert topic(hall.session, "screen")["public"][0]["supporters"] == 40


def test_two_questions_put_on_stage_at_once_stand_there_one_after_the_other(
    app: Flask, world: World
) -> None:
    hall = Hall(world)
    questions = [hall.at("cleared") for _ in range(4)]
    answers = at_once(
        app, [partial(commands.put_on_stage, hall.child, question, 1, 1) for question in questions]
    )
    assert not any(isinstance(answer, Refusal) for answer in answers)
    states = sorted(question_now(question).state for question in questions)
    assert states == ["answered"] * 3 + ["on_stage"]


def test_what_is_covered_while_it_is_put_on_stage_never_stands_there_unread(
    app: Flask, world: World
) -> None:
    hall = Hall(world)
    for step in (commands.put_on_stage, commands.shortlist) * 3:
        question = hall.at("cleared", "Call 5555 0199")
        chosen, covered = at_once(
            app,
            [
                partial(step, hall.child, question, 1, 1),
                partial(commands.cover, hall.adult, question, [(5, 14)]),
            ],
        )
        assert not isinstance(covered, Refusal)
        assert not isinstance(chosen, Refusal) or isinstance(chosen, WordsChanged)
        # She has not read these words: whichever came first, they wait for her.
        assert question_now(question).state == "cleared"
        assert texts(topic(hall.session, "screen")) == set()


def test_taking_back_while_it_is_put_on_stage_ends_taken_back_or_is_refused_nothing(
    app: Flask, world: World
) -> None:
    hall = Hall(world)
    for _ in range(5):
        question = hall.at("cleared")
        asker = hall.asker_of(question)
        at_once(
            app,
            [
                partial(commands.put_on_stage, hall.child, question, 1, 1),
                partial(commands.take_back, asker, question),
            ],
        )
        assert question_now(question).state == "taken_back"
        assert topic(hall.session, "screen")["on_stage"] is None


def test_two_tablets_join_two_questions_into_each_other_and_one_of_them_stays(
    app: Flask, world: World
) -> None:
    hall = Hall(world)
    for _ in range(5):
        one, other = hall.at("cleared"), hall.at("cleared")
        answers = at_once(
            app,
            [
                partial(choosing.join, hall.child, one, other, 1),
                partial(choosing.join, hall.child, other, one, 1),
            ],
        )
        refused = [answer for answer in answers if isinstance(answer, Refusal)]
        assert [refusal.code for refusal in refused] == ["cannot_join"]
        assert sorted(question_now(each).state for each in (one, other)) == ["cleared", "joined"]


def test_many_are_declined_while_their_askers_take_some_back_and_a_double_tap_has_one_answer(
    app: Flask, world: World
) -> None:
    hall = Hall(world)
    for _ in range(3):
        questions = [hall.at("cleared") for _ in range(6)]
        once = str(uuid4())
        session, why = hall.session.id, "no_time"
        decline = choosing.decline_many.once
        declining = partial(decline, once, hall.child, session, questions, 1, why)
        taking = [
            partial(commands.take_back, hall.asker_of(question), question)
            for question in questions[::2]
        ]
        first, *others = at_once(app, [declining, *taking, declining])
        assert not isinstance(first, Refusal)
        assert others[-1] == first
        now = [question_now(question).state for question in questions]
        assert now[1::2] == ["declined"] * 3
        assert {each["question"] for each in first["questions"]} == set(questions)
        # Taken back first it stays so; declined first, there is nothing left to take back.
        for told, state in zip(first["questions"], now, strict=True):
            assert told["state"] == state in ("declined", "taken_back")


def test_nobody_is_lost_who_says_me_too_while_two_are_joined(app: Flask, world: World) -> None:
    hall = Hall(world)
    one, other = hall.at("shortlisted"), hall.at("shortlisted")
    phones = [world.phone(hall.session) for _ in range(12)]
    taps = [
        partial(commands.support_questions.one, commands.MeToo(phone, question))
        for phone in phones
        for question in (one, other)
    ]
    join = partial(choosing.join, hall.child, other, one, 1)
    answers = at_once(app, [*taps[:12], join, *taps[12:]])
    assert not any(isinstance(answer, Refusal) for answer in answers)
    (entry,) = topic(hall.session, "screen")["public"]
    assert entry["supporters"] == 12 + 1, "each once, and who asked the other one"


def test_what_is_joined_with_a_question_that_is_taken_back_meanwhile_stands_for_itself(
    app: Flask, world: World
) -> None:
    hall = Hall(world)
    for _ in range(5):
        one, into = hall.at("cleared"), hall.at("cleared")
        asker = hall.asker_of(into)
        at_once(
            app,
            [
                partial(choosing.join, hall.child, one, into, 1),
                partial(commands.take_back, asker, into),
            ],
        )
        assert question_now(into).state == "taken_back"
        assert question_now(one).state == "cleared"


def test_six_are_chosen_at_once_and_five_stand_in_the_line(app: Flask, world: World) -> None:
    hall = Hall(world)
    questions = [hall.at("cleared") for _ in range(6)]
    answers = at_once(
        app, [partial(commands.shortlist, hall.child, question, 1, 1) for question in questions]
    )
    codes = sorted(getattr(answer, "code", "chosen") for answer in answers)
    assert codes == ["chosen"] * 5 + ["line_full"]
