"""What a child wrote on paper, typed by an adult on duty: it is heard like any other question."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from participation.floor.models import Floor
from participation.floor.refusals import TextRests
from participation.foundation import clock
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.commands import Audit, Reference, command
from participation.foundation.extensions import db
from participation.foundation.receipt_codes import new_code, receipt_of_code, stub_of
from participation.foundation.refusals import NotAllowed, NotNow, Refusal
from participation.foundation.taming import WHOLE
from participation.questions import choosing, commands
from participation.questions.models import KIND, Question
from participation.questions.receipts import where_a_question_is
from participation.questions.refusals import OtherKeyNeeded, QuestionTooLong
from participation.safeguarding.clearing.kinds import known_kinds
from participation.safeguarding.duty.commands import go_off_duty
from participation.safeguarding.duty.refusals import LanguageNotRead, NotOnDuty
from tests.at_once import at_once
from tests.questions.asking import AUDIENCES, Hall, question_now, topic
from tests.world import World, seat

WORDS = "Is there a line for children who can't hear?"


def slip(hall: Hall, text: str = WORDS) -> str:
    return str(commands.type_slip(hall.adult, hall.session.id, text, "en")["question"])


def test_a_paper_waits_for_the_moderator_as_read_and_is_marked_wherever_it_is_told(
    world: World,
) -> None:
    hall = Hall(world)
    typed, asked = slip(hall), hall.at("cleared")
    told = {one["id"]: one["on_paper"] for one in topic(hall.session, "moderator")["cleared"]}
    assert told == {typed: True, asked: False}
    commands.put_on_stage(hall.child, typed, 1, 1)
    for audience in AUDIENCES:
        stage = topic(hall.session, audience)["on_stage"]
        assert (stage["text"]["text"], stage["on_paper"], stage["name"]) == (WORDS, True, None)
        assert str(hall.adult.person_id) not in str(stage)


def test_an_adult_types_as_many_papers_as_there_are_and_nobody_knows_whose_they_were(
    world: World,
) -> None:
    hall = Hall(world)
    papers = [question_now(slip(hall, f"Paper {n}")) for n in range(3)]
    assert len({paper.asker for paper in papers}) == 3
    for paper in papers:
        assert paper.asker.startswith("paper:")
        assert str(hall.adult.person_id) not in paper.asker
        assert paper.typed_by == paper.cleared_by == hall.adult.person_id
    # Joined, it is a voice like any other.
    into = hall.at("shortlisted")
    choosing.join(hall.child, papers[0].id, into, 1)
    (entry,) = topic(hall.session, "screen")["public"]
    assert entry["supporters"] == 1


def test_only_who_could_clear_it_types_it(world: World) -> None:
    hall = Hall(world)
    session = hall.session.id
    for stranger in (hall.child, hall.phone, world.delegate(), world.facilitator()):
        with pytest.raises(NotAllowed):
            commands.type_slip(stranger, session, WORDS, "en")
    arabic = world.facilitator(hall.session, reads=("ar",))
    with pytest.raises(LanguageNotRead):
        commands.type_slip(arabic, session, WORDS, "en")
    with pytest.raises(QuestionTooLong):
        slip(hall, "x" * (WHOLE + 1))

    @command(audit=Audit.NONE)
    def falls_quiet(actor: Actor) -> Reference:
        rests = update(Floor).where(Floor.session_id == session)
        db.session.execute(rests.values(quiet_since=clock.now()))
        return {}

    falls_quiet(SYSTEM)
    with pytest.raises(TextRests):
        slip(hall)
    closing = Hall(world, state="closing")
    with pytest.raises(NotNow):
        slip(closing)
    other = Hall(world)
    go_off_duty(other.adult, other.session.id)
    with pytest.raises(NotOnDuty):
        slip(other)
    assert db.session.scalar(select(func.count()).select_from(Question)) == 0


def test_whoever_typed_it_turns_no_second_key_and_can_still_take_hers_back(world: World) -> None:
    hall = Hall(world)
    typed = slip(hall)
    seat(hall.adult, hall.session.id)  # she helps at the front
    with pytest.raises(OtherKeyNeeded):
        commands.put_on_stage(hall.adult, typed, 1, 1)
    commands.undo(hall.adult, typed)
    (waiting,) = known_kinds()[KIND].waiting(hall.session.id)
    assert waiting.on_paper
    commands.stop(hall.adult, typed, "personal_details")
    assert question_now(typed).state == "stopped"


def test_a_double_tap_types_it_once_and_its_code_opens_where_it_is(
    app: Flask, world: World
) -> None:
    hall = Hall(world)
    once = str(uuid4())
    code = new_code(KIND, hall.adult.holder, once)
    session = hall.session.id
    typing = partial(commands.type_slip.once, once, hall.adult, session, WORDS, "en", stub_of(code))
    first, *others = at_once(app, [typing] * 6)
    assert not isinstance(first, Refusal)
    assert others == [first] * 5
    commands.decline(hall.child, first["question"], 1, "no_time")
    receipt = receipt_of_code(code)
    assert receipt is not None
    told = where_a_question_is(receipt.object_id)
    assert told is not None
    assert told.reason is not None
    assert told.reason["en"].startswith("There is not enough time")
