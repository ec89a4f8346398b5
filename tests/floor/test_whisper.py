"""The quiet line: between whoever is in the seat and the adults, and nobody else's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation.floor.refusals import NotYourSeat, SeatMoved
from participation.floor.seat.commands import offer_seat, take_seat
from participation.floor.whisper.commands import say
from participation.floor.whisper.models import Whisper
from participation.floor.whisper.refusals import NobodyLeads
from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import BadInput, NotAllowed, NotFound, NotNow
from participation.foundation.taming import WHOLE
from participation.live.audiences import TOPICS, may_follow
from participation.live.snapshots import topic_state
from participation.programme.models import ConferenceSession
from tests.doors import Browser
from tests.world import World

OWN = "My mother has not come yet."


def read(session: ConferenceSession, actor: Actor, audience: str) -> list[dict[str, Any]]:
    """What this person is told of the line, where she may follow at all."""
    db.session.rollback()
    assert may_follow(actor, audience, session.id)
    told: list[dict[str, Any]] = topic_state(session.id, "whisper", audience, actor.holder)["data"]
    return told


def said(lines: list[dict[str, Any]]) -> list[str]:
    return [(one["words"] or {}).get("en") or one["text"]["text"] for one in lines]


def test_a_child_and_the_adults_of_her_session_speak_and_the_safety_team_reads(
    world: World,
) -> None:
    session = world.session()
    child, adult = world.moderator(session), world.facilitator(session)
    say(child, session.id, 1, "lost-thread")
    say(child, session.id, 1, None, OWN, "en")
    say(adult, session.id, 1, "coming")
    say(adult, session.id, 1, None, "She is on her way, call 5555 0199.", "en")
    own = read(session, child, "moderator")
    assert said(own) == [
        "I lost the thread.",
        OWN,
        "I am coming to you.",
        "She is on her way, call 5555 0199.",
    ]
    assert [one["side"] for one in own] == ["seat", "seat", "adults", "adults"]
    for reader in (adult, world.facilitator(session), world.safety()):
        lines = read(session, reader, "facilitator")
        assert said(lines) == said(own)
        assert [one["mark"] for one in lines[-1]["marks"]] == ["contact"]
    assert all(one["marks"] == [] for one in own)  # marks help an adult's eye, no child is sent any


def test_no_other_child_reads_a_word_of_it_also_not_in_the_same_seat_later(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = world.session()
    first, adult = world.moderator(session), world.facilitator(session)
    second = world.moderator(session, seated=False)
    say(first, session.id, 1, None, OWN, "en")
    assert read(session, second, "moderator") == []
    moment = clock.now() + timedelta(seconds=60)
    monkeypatch.setattr(clock, "now", lambda: moment)
    epoch = take_seat(second, session.id)["epoch"]
    say(adult, session.id, epoch, "slow-down")
    assert said(read(session, second, "moderator")) == ["Slow down, we have time."]
    assert said(read(session, first, "moderator")) == [OWN]
    assert len(read(session, adult, "facilitator")) == 2


def test_what_was_meant_for_one_child_never_reaches_the_next_one(world: World) -> None:
    session = world.session()
    child, adult = world.moderator(session), world.facilitator(session)
    take_seat(child, session.id)
    with pytest.raises(SeatMoved) as refused:
        say(adult, session.id, 1, None, "Your shirt is inside out.", "en")
    assert refused.value.state == {"epoch": 2}
    with pytest.raises(SeatMoved):
        say(child, session.id, 1, "come")
    assert db.session.scalar(select(func.count()).select_from(Whisper)) == 0


def test_only_the_seat_and_the_adults_of_this_session_speak_on_it(world: World) -> None:
    session, other = world.session(), world.session()
    with pytest.raises(NobodyLeads):
        say(world.facilitator(session), session.id, 0, "coming")
    child = world.moderator(session)
    with pytest.raises(NotYourSeat):
        say(world.moderator(session, seated=False), session.id, 1, "come")
    for stranger in (
        world.delegate(),
        world.moderator(other),
        world.facilitator(),
        world.facilitator(other),
        world.safety(),
    ):
        with pytest.raises(NotAllowed):
            say(stranger, session.id, 1, "coming")
    wrong = (("coming", ""), ("come", OWN), (None, ""), (None, "x" * (WHOLE + 1)), ("no-such", ""))
    for sentence, text in wrong:
        with pytest.raises((NotFound, BadInput)):
            say(child, session.id, 1, sentence, text, "en")
    closed = world.session(state="closed")
    with pytest.raises(NotNow):
        say(world.facilitator(closed), closed.id, 0, "coming")


def test_the_line_is_told_to_the_tablets_alone_and_once(world: World) -> None:
    assert {audience for audience, topics in TOPICS.items() if "whisper" in topics} == {
        "moderator",
        "facilitator",
    }
    session = world.session()
    child, once = world.moderator(session), str(uuid4())
    first = say.once(once, child, session.id, 1, "come")
    assert say.once(once, child, session.id, 1, "come") == first
    assert len(read(session, child, "moderator")) == 1
    offer_seat(child, session.id, 1)  # an offer moves nobody, and hides nothing
    assert len(read(session, child, "moderator")) == 1


def test_a_child_reads_on_her_own_page_all_that_was_said_with_her_and_nobody_else_s(
    app: Flask, world: World
) -> None:
    session = world.session()
    child, adult = world.moderator(session), world.facilitator(session)
    say(child, session.id, 1, "lost-thread")
    say(adult, session.id, 1, None, "Your mother is on her way.", "en")
    page = Browser(app, child).get("/about-me").get_data(as_text=True)
    assert "I lost the thread." in page
    assert "Your mother is on her way." in page
    next_session = world.session()
    other = world.moderator(next_session)
    stranger = world.facilitator(next_session)
    for one in (other, stranger, world.delegate()):
        page = Browser(app, one).get("/about-me").get_data(as_text=True)
        assert "What was said quietly" not in page
        assert "on her way" not in page
