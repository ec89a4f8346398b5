"""What questions are about: from a list, at the front, for nobody in the hall."""

from __future__ import annotations

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from participation.floor.refusals import NotYourSeat, SeatMoved
from participation.foundation.extensions import db
from participation.foundation.refusals import BadInput, NotAllowed, NotFound, NotNow, Refusal
from participation.programme.subjects import SUBJECTS
from participation.questions import choosing, commands
from participation.questions.models import QuestionLabel
from tests.at_once import at_once
from tests.questions.asking import HALL, Hall, topic
from tests.safeguarding.concerns.team import Team
from tests.world import World


def labels(hall: Hall, audience: str = "moderator") -> dict[str, list[str]]:
    """The labels of each new question that has some."""
    cleared = topic(hall.session, audience)["cleared"]
    return {one["id"]: one["labels"] for one in cleared if one["labels"]}


def test_a_child_in_the_seat_and_an_adult_beside_it_say_what_questions_are_about(
    world: World,
) -> None:
    hall = Hall(world)
    one, other = hall.at("cleared"), hall.at("cleared")
    label = partial(choosing.label, session_id=hall.session.id)
    label(hall.child, question_ids=[one, other], name="rights", on=True, epoch=1)
    label(hall.adult, question_ids=[one], name="home", on=True)
    told = {one: ["home", "rights"], other: ["rights"]}
    assert labels(hall) == labels(hall, "facilitator") == told
    assert [each["id"] for each in topic(hall.session, "moderator")["labels"]] == list(SUBJECTS)
    commands.shortlist(hall.child, one, 1, 1)
    assert topic(hall.session, "moderator")["public"][0]["labels"] == told[one]
    for audience in HALL:
        assert "labels" not in str(topic(hall.session, audience))
    label(hall.child, question_ids=[one, other], name="rights", on=False, epoch=1)
    assert labels(hall) == {}
    assert topic(hall.session, "moderator")["public"][0]["labels"] == ["home"]


def test_nobody_else_labels_and_nothing_but_what_is_on_the_list(world: World) -> None:
    hall = Hall(world)
    question, unread = hall.at("cleared"), hall.at("sent")
    session = hall.session.id
    for stranger in (hall.phone, world.delegate(), world.facilitator(), world.safety()):
        with pytest.raises(NotAllowed):
            choosing.label(stranger, session, [question], "home", True, 1)
    beside = world.moderator(hall.session, seated=False)
    with pytest.raises(NotYourSeat):
        choosing.label(beside, session, [question], "home", True, 1)
    with pytest.raises(SeatMoved):
        choosing.label(hall.child, session, [question], "home", True, 7)
    with pytest.raises(NotFound):
        choosing.label(hall.adult, session, [question, unread], "home", True)
    with pytest.raises(BadInput):
        choosing.label(hall.adult, session, [question], "my brother", True)
    closed = Hall(world, state="closed")
    with pytest.raises(NotNow):
        choosing.label(closed.adult, closed.session.id, [], "home", True)
    assert labels(hall) == {}


def test_two_at_once_label_and_a_question_for_the_safety_team_has_none_left(
    app: Flask, world: World
) -> None:
    world.event()
    Team(world)
    hall = Hall(world)
    question = hall.at("cleared")
    label = partial(choosing.label, session_id=hall.session.id, question_ids=[question], on=True)
    both = [
        partial(label, hall.child, name="home", epoch=1),
        partial(label, hall.adult, name="home"),
    ]
    answers = at_once(app, both * 3)
    assert not any(isinstance(answer, Refusal) for answer in answers)
    assert labels(hall) == {question: ["home"]}
    commands.route_to_safety(hall.adult, question)
    db.session.rollback()
    assert db.session.scalars(select(QuestionLabel)).all() == []
