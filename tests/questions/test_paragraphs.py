"""A question about a paragraph of a paper on stage, named beside it wherever it is read."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from participation.foundation.extensions import db
from participation.papers.commands import take_back
from participation.questions import commands as questions
from participation.questions.models import QuestionAbout
from participation.questions.payloads import questions_topic
from participation.safeguarding.clearing.commands import take_next
from participation.safeguarding.clearing.payloads import clearing_topic
from participation.screen.payloads import screen_topic
from tests.floor.reading.test_reading import Stage
from tests.world import World

NAMED = "On paragraph 2 of “\u2068A door that closes\u2069”"


@pytest.fixture
def stage(sqlite_app: Flask) -> Stage:
    return Stage(World())


def ask(stage: Stage, item: str, paragraph: int) -> str:
    phone = stage.world.phone(stage.session)
    asked = questions.ask(phone, stage.id, "Why at night?", "en", tied_to=(item, paragraph))
    return str(asked["question"])


def told(stage: Stage, audience: str) -> dict[str, Any]:
    db.session.rollback()
    db.session.expire_all()
    return questions_topic(stage.id, audience)


def test_it_is_named_at_the_desk_in_the_line_on_the_wall_and_on_phones(stage: Stage) -> None:
    question = ask(stage, stage.item, 2)
    adult = str(stage.adult.person_id)
    take_next(stage.adult, stage.id)
    assert clearing_topic(stage.id, adult)["item"]["about"]["en"] == NAMED
    questions.clear(stage.adult, question)
    assert told(stage, "moderator")["cleared"][0]["about"]["ar"].startswith("عن الفقرة ٢")
    questions.put_on_stage(stage.child, question, 1, 1)
    for audience in ("audience", "screen", "interpreter"):
        assert told(stage, audience)["on_stage"]["about"]["en"] == NAMED
    assert screen_topic(stage.id)["layout"] == "question"


def test_it_is_about_nothing_once_the_paper_is_taken_back(stage: Stage) -> None:
    question = ask(stage, stage.item, 2)
    questions.clear(stage.adult, question)
    take_back(stage.author, stage.paper)
    assert told(stage, "moderator")["cleared"][0]["about"] is None


def test_a_question_about_what_is_not_there_is_taken_all_the_same(stage: Stage) -> None:
    other, to_come = Stage(stage.world), stage.world.items(stage.session)[2].id
    for item, paragraph in (
        (stage.item, 4),
        (stage.item, 0),
        (to_come, 1),
        (other.item, 1),
        ("f" * 32, 1),
    ):
        assert ask(stage, item, paragraph)
    assert db.session.query(QuestionAbout).count() == 0


def test_of_a_question_that_goes_to_the_safety_team_nothing_says_what_it_was_about(
    stage: Stage,
) -> None:
    stage.world.safety(on_duty=True)
    questions.route_to_safety(stage.adult, ask(stage, stage.item, 2))
    assert db.session.query(QuestionAbout).count() == 0
