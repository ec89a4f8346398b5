"""A "me too" to a paragraph of a paper on stage: once each, and told as a number that hides who."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from participation.floor.course.commands import close_session
from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import NotFound, NotNow, NotSignedIn
from participation.papers.commands import take_back
from participation.questions.echoes import Echo, support_paragraphs
from participation.questions.models import ParagraphVoice
from participation.questions.payloads import mine_questions, questions_topic
from tests.at_once import at_once
from tests.floor.reading.test_reading import Stage
from tests.world import World


def says(stage: Stage, who: Actor, paragraph: int = 2, item: str | None = None) -> dict[str, Any]:
    return support_paragraphs.one(Echo(who, item or stage.item, paragraph))


def told(stage: Stage) -> list[dict[str, Any]]:
    db.session.rollback()
    db.session.expire_all()
    found: list[dict[str, Any]] = questions_topic(stage.id, "audience")["echoes"]
    return found


def test_each_says_it_once_and_three_are_a_number(app: Flask, world: World) -> None:
    stage = Stage(world)
    one, two, three = (world.phone(stage.session) for _ in range(3))
    at_once(app, [lambda: says(stage, one)] * 3 + [lambda: says(stage, two)])
    assert told(stage) == []
    says(stage, three)
    assert told(stage) == [{"item": stage.item, "paragraph": 2, "voices": 3}]
    holders = [str(one.holder), str(world.phone(stage.session).holder)]
    mine = mine_questions(stage.id, holders)
    assert [mine[holder]["echoed"] for holder in holders] == [[2], []]
    take_back(stage.author, stage.paper)
    assert told(stage) == []


def test_it_is_said_to_what_the_hall_reads_alone(sqlite_app: Flask) -> None:
    stage = Stage(World())
    phone = stage.world.phone(stage.session)
    to_come = stage.world.items(stage.session)[2].id
    for item, paragraph in ((stage.item, 0), (stage.item, 4), (to_come, 1), ("f" * 32, 1)):
        with pytest.raises(NotFound):
            says(stage, phone, paragraph, item)
    with pytest.raises(NotSignedIn):
        says(stage, Actor())
    close_session(stage.child, stage.id, 3, 1)
    with pytest.raises(NotNow):
        says(stage, phone)
    assert db.session.query(ParagraphVoice).count() == 0
