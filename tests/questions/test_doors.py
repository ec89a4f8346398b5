"""The two doors of a question: a live message, and plain pages without JavaScript."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation.foundation.database import Model
from participation.foundation.extensions import db
from participation.foundation.receipt_codes import LETTERS, read_code
from participation.foundation.taming import WHOLE
from participation.questions.models import Question
from tests.doors import Browser, send
from tests.questions.asking import Hall, ask, question_now, topic
from tests.world import World


@pytest.fixture
def app(sqlite_app: Flask) -> Flask:
    """Doors and sentences don't depend on the database; what does is tested beside the races."""
    return sqlite_app


CODE = re.compile("-".join([f"[{LETTERS}]{{4}}"] * 4))


def fields_of(hall: Hall, **more: Any) -> dict[str, Any]:
    asked = {"session": hall.session.slug, "text": "Why?", "lang": "en", "name_as": "none"}
    return asked | {"command_id": str(uuid4())} | more


def test_every_question_gets_the_same_receipt_with_a_code_of_its_own(
    app: Flask, world: World
) -> None:
    hall = Hall(world)
    receipts, codes = set(), set()
    for text in ("Why?", "I am afraid at home", "أنت غبي"):
        answer = send(app, world.phone(hall.session), "questions.ask", **fields_of(hall, text=text))
        assert answer["ok"]
        assert CODE.fullmatch(answer["code"])
        receipts.add(answer["receipt"])
        codes.add(answer["code"])
    assert len(receipts) == 1
    assert "help" in receipts.pop()
    assert len(codes) == 3


def test_a_replay_gets_the_same_code(app: Flask, world: World) -> None:
    hall = Hall(world)
    fields = fields_of(hall)
    first = send(app, hall.phone, "questions.ask", **fields)
    assert send(app, hall.phone, "questions.ask", **fields) == first


def test_a_code_and_the_id_it_comes_from_stand_in_no_table(app: Flask, world: World) -> None:
    hall = Hall(world)
    fields = fields_of(hall)
    code = send(app, hall.phone, "questions.ask", **fields)["code"]
    kept = ""
    for table in Model.metadata.sorted_tables:
        kept += repr([tuple(row) for row in db.session.execute(select(table))])
    assert "Why?" in kept
    for secret in (code, read_code(code), fields["command_id"]):
        assert str(secret) not in kept


@pytest.mark.parametrize("lang", ["ar", "en", "fr"])
def test_a_second_question_hears_kindly_that_the_first_is_on_its_way(
    app: Flask, world: World, lang: str
) -> None:
    hall = Hall(world)
    phone = world.phone(hall.session, locale=lang)
    send(app, phone, "questions.ask", **fields_of(hall))
    answer = send(app, phone, "questions.ask", **fields_of(hall))
    assert (answer["ok"], answer["code"]) == (False, "question_waiting")
    assert answer["message"]


@pytest.mark.parametrize(
    "fields",
    [
        {"text": ""},
        {"text": "   \n "},
        {"text": "x" * (WHOLE + 1)},
        {"lang": "de"},
        {"lang": ""},
        {"name_as": "real_name"},
        {"session": "nowhere"},
        {"session": ["a", "b"]},
        {"text": {"a": 1}, "session": None},
        {"command_id": "not-an-id"},
    ],
)
def test_what_cannot_be_read_is_refused_and_asks_nothing(
    app: Flask, world: World, fields: dict[str, Any]
) -> None:
    hall = Hall(world)
    answer = send(app, hall.phone, "questions.ask", **fields_of(hall, **fields))
    assert answer["code"] in ("bad_input", "not_found")
    assert db.session.scalar(select(func.count()).select_from(Question)) == 0


def test_the_keys_turn_by_message(app: Flask, world: World) -> None:
    hall = Hall(world)
    question = ask(hall.phone, hall.session)
    course = [
        (hall.adult, "questions.clear", {}, "cleared"),
        (hall.child, "questions.shortlist", {"epoch": 1, "revision": 1}, "shortlisted"),
        (hall.child, "questions.put_on_stage", {"epoch": 1, "revision": 1}, "on_stage"),
        (hall.child, "questions.answered", {"epoch": 1}, "answered"),
    ]
    unread = send(app, hall.child, "questions.put_on_stage", question=question, epoch=1)
    assert unread["code"] == "bad_input"
    for actor, name, more, state in course:
        answer = send(app, actor, name, question=question, command_id=str(uuid4()), **more)
        assert (answer["ok"], answer["state"]) == (True, state)
    assert send(app, hall.adult, "questions.support", question=question)["ok"]
    refused = send(app, hall.adult, "questions.clear", question=question)
    assert refused["state"] == {"question": question, "state": "answered"}


@pytest.mark.parametrize("reason", ["", "off_topic", "duplicate", None])
def test_an_adult_stops_for_two_reasons_and_no_other(
    app: Flask, world: World, reason: str | None
) -> None:
    hall = Hall(world)
    question = ask(hall.phone, hall.session)
    answer = send(app, hall.adult, "questions.stop", question=question, reason=reason)
    assert answer["code"] == "bad_input"
    assert question_now(question).state == "sent"
    for reason_code in ("personal_details", "unkind"):
        fields = {"question": hall.at("sent"), "reason": reason_code}
        assert send(app, hall.adult, "questions.stop", **fields)["state"] == "stopped"


def test_a_moderator_declines_with_one_of_the_kind_reasons(app: Flask, world: World) -> None:
    hall = Hall(world)
    fields = {"question": hall.at("cleared"), "epoch": 1}
    assert send(app, hall.child, "questions.decline", **fields)["code"] == "bad_input"
    fields["reason"] = "already_asked"
    assert send(app, hall.child, "questions.decline", **fields)["state"] == "declined"


def test_asking_on_a_plain_page_leads_to_a_receipt_with_the_way_to_help(
    app: Flask, world: World
) -> None:
    hall = Hall(world)
    browser = Browser(app, hall.phone)
    answer = browser.post(
        f"/sessions/{hall.session.slug}/ask", text="Why?", lang="en", name_as="none"
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert CODE.search(page)
    assert "/help" in page
    assert f"/sessions/{hall.session.slug}" in page
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_plain_page_loaded_again_shows_the_same_receipt_and_asks_nothing_new(
    app: Flask, world: World
) -> None:
    hall = Hall(world)
    browser = Browser(app, hall.phone)
    room = browser.get(f"/sessions/{hall.session.slug}").get_data(as_text=True)
    found = re.search(r'name="command_id" value="([^"]+)"', room)
    assert found
    fields = {"text": "Why?", "lang": "en", "name_as": "none", "command_id": found[1]}
    pages = [
        browser.post(f"/sessions/{hall.session.slug}/ask", **fields).get_data(as_text=True)
        for _ in range(2)
    ]
    assert CODE.findall(pages[0]) == CODE.findall(pages[1]) != []
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Question)) == 1


@pytest.mark.parametrize(("text", "status"), [("x" * (WHOLE + 1), 400), ("And this?", 409)])
def test_a_refused_question_comes_back_with_every_word(
    app: Flask, world: World, text: str, status: int
) -> None:
    hall = Hall(world)
    if status == 409:
        ask(hall.phone, hall.session)
    answer = Browser(app, hall.phone).post(
        f"/sessions/{hall.session.slug}/ask", text=text, lang="en", name_as="none"
    )
    assert answer.status_code == status
    page = answer.get_data(as_text=True)
    assert text in page
    assert "<textarea" in page


def test_me_too_on_a_plain_page_goes_back_to_the_room(app: Flask, world: World) -> None:
    hall = Hall(world)
    listed, hidden = hall.at("shortlisted"), hall.at("cleared")
    browser, address = Browser(app, hall.phone), f"/sessions/{hall.session.slug}/support"
    answer = browser.post(address, question=listed)
    assert (answer.status_code, answer.location) == (303, f"/sessions/{hall.session.slug}")
    assert browser.post(address, question=hidden).status_code == 404
    assert browser.post(address, question="x").status_code == 400
    assert topic(hall.session, "audience")["public"][0]["supporters"] == 1
