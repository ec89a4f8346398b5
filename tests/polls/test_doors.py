"""The two doors of a vote: a live message, and a plain page without JavaScript."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from participation.foundation.extensions import db
from participation.polls import commands
from participation.polls.models import Voter
from tests.doors import Browser, send
from tests.world import World


@pytest.fixture
def app(sqlite_app: Flask) -> Flask:
    """Doors and sentences don't depend on the database; what does is tested beside the races."""
    return sqlite_app


def test_a_vote_by_message_is_counted(app: Flask, world: World) -> None:
    session = world.session()
    poll, phone = world.poll(session, state="open"), world.phone(session)
    vote = {"poll": poll.id, "choice": [poll.options[0].id], "n": 1, "command_id": str(uuid4())}
    assert send(app, phone, "polls.cast", **vote) == {"ok": True, "receipt": "counted"}
    assert send(app, phone, "polls.cast", **vote) == {"ok": True, "receipt": "counted"}


@pytest.mark.parametrize("lang", ["ar", "en", "fr"])
def test_a_late_vote_hears_the_same_no_in_its_own_language(
    app: Flask, world: World, lang: str
) -> None:
    session = world.session()
    poll, phone = world.poll(session, state="revealed"), world.phone(session, locale=lang)
    answer = send(app, phone, "polls.cast", poll=poll.id, choice=[poll.options[0].id], n=1)
    assert (answer["ok"], answer["code"], answer["state"]) == (False, "poll_closed", "revealed")
    assert answer["message"]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"poll": "x", "choice": ["y"], "n": 1},
        {"poll": "0" * 32, "choice": {"a": 1}, "n": "many"},
        {"poll": "0" * 32, "choice": ["y"], "n": 10**12},
        {"poll": "0" * 32, "choice": ["y"], "n": -1},
        {"poll": None, "choice": None, "n": None},
        {"poll": "0" * 32, "choice": ["y\x00"], "n": 1},
    ],
)
def test_what_cannot_be_read_is_refused_and_never_a_fault(
    app: Flask, world: World, fields: dict[str, Any]
) -> None:
    answer = send(app, world.phone(world.session()), "polls.cast", **fields)
    assert answer["code"] in ("bad_input", "not_found")


def test_the_moderators_messages_answer_with_a_version_that_rises(app: Flask, world: World) -> None:
    session = world.session()
    child, poll = world.moderator(session), world.poll(session)
    versions = []
    for name in ("polls.open", "polls.close", "polls.reveal", "polls.ask_again", "polls.void"):
        answer = send(app, child, name, poll=poll.id, epoch=1, command_id=str(uuid4()))
        assert answer["ok"], answer
        versions.append(answer["version"])
        if name == "polls.ask_again":
            poll.id = answer["poll"]
    assert versions == sorted(set(versions))
    fields = {"session": session.slug, "instant": "faces", "epoch": 1}
    assert send(app, child, "polls.open_instant", **fields)["ok"]
    fields["instant"] = "ranking"
    assert send(app, child, "polls.open_instant", **fields)["code"] == "bad_input"


def test_a_vote_on_a_plain_page_goes_back_to_the_room_and_can_be_changed(
    app: Flask, world: World
) -> None:
    session = world.session()
    poll, phone = world.poll(session, state="open"), world.phone(session)
    browser, address = Browser(app, phone), f"/sessions/{session.slug}/vote"
    for place in (0, 2):
        answer = browser.post(address, poll=poll.id, choice=poll.options[place].id)
        assert (answer.status_code, answer.location) == (303, f"/sessions/{session.slug}")
    db.session.rollback()
    kept = db.session.scalars(select(Voter)).one()
    assert (kept.choice, kept.n) == ([poll.options[2].id], 2)


def test_a_late_vote_on_a_plain_page_reads_a_kind_sentence(app: Flask, world: World) -> None:
    session = world.session()
    child, poll, phone = world.moderator(session), world.poll(session), world.phone(session)
    commands.open_poll(child, poll.id, 1)
    commands.close_poll(child, poll.id, 1)
    fields = {"poll": poll.id, "choice": poll.options[0].id}
    answer = Browser(app, phone).post(f"/sessions/{session.slug}/vote", **fields)
    assert answer.status_code == 409
    assert "Time to answer is over" in answer.get_data(as_text=True)


def test_a_plain_vote_without_a_choice_or_without_joining_is_refused(
    app: Flask, world: World
) -> None:
    session = world.session()
    poll = world.poll(session, state="open")
    address = f"/sessions/{session.slug}/vote"
    assert Browser(app, world.phone(session)).post(address, poll=poll.id).status_code == 400
    fields = {"poll": poll.id, "choice": poll.options[0].id}
    assert Browser(app).post(address, **fields).status_code == 401
    assert Browser(app, world.phone()).post(address, **fields).status_code == 403
    db.session.rollback()
    assert db.session.scalars(select(Voter)).all() == []
