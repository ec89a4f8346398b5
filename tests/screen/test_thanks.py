"""A hall says thank you: the star ripples once for all of them, each is slowed for herself, and
nothing that is kept or told says who it was, or how many."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import CommandGuard
from participation.foundation.extensions import db
from participation.foundation.refusals import NotAllowed, NotFound, NotNow, NotSignedIn
from participation.live.audiences import TOPICS
from participation.live.snapshots import snapshot
from participation.programme.models import ConferenceSession
from participation.screen.thanks import commands, lately
from tests.world import World


class Time:
    """Seconds that pass when a test says so."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time(app: Flask) -> Time:
    """What the server remembers of the last seconds, by this time."""
    time = Time()
    app.extensions["participation.thanks"] = lately.Lately(time)
    return time


def thanks(who: Actor, session: ConferenceSession, command_id: str | None = None) -> float:
    """Said; in how many seconds it can be said again."""
    answer = commands.thank.one(commands.Thanking(who, session.slug, command_id))
    assert answer.keys() == {"until"}
    until = datetime.fromisoformat(answer["until"])
    return round((until - clock.now()).total_seconds())


def mark(session: ConferenceSession) -> str:
    db.session.rollback()
    told = snapshot(session.id, "screen")["thanks"]["data"]
    assert told.keys() == {"ripple"}
    return str(told["ripple"])


def test_the_star_ripples_once_for_all_who_thank_meanwhile(world: World, time: Time) -> None:
    session, other = world.session(), world.session()
    still, elsewhere = mark(session), mark(other)
    hall = [*(world.phone(session) for _ in range(8)), world.delegate()]
    commands.thank([commands.Thanking(one, session.slug) for one in hall[:5]])
    once = mark(session)
    assert once != still
    for one in hall[5:]:
        time.now += 0.9
        thanks(one, session)
    assert mark(session) == once
    time.now += 0.5
    thanks(world.phone(session), session)
    assert mark(session) not in (still, once)
    assert mark(other) == elsewhere


def test_who_taps_again_too_early_is_told_until_when(world: World, time: Time) -> None:
    session = world.session()
    phone, other = world.phone(session), world.phone(session)
    assert thanks(phone, session) == lately.EACH_S
    once = mark(session)
    time.now += 6
    assert thanks(phone, session) == lately.EACH_S - 6
    assert mark(session) == once
    assert thanks(other, session) == lately.EACH_S, "nobody is slowed by somebody else"
    time.now += 4
    twice = mark(session)
    assert twice != once
    assert thanks(phone, session) == lately.EACH_S
    assert mark(session) != twice


def test_a_press_that_is_sent_twice_ripples_once(world: World, time: Time) -> None:
    session = world.session()
    phone = world.phone(session)
    thanks(phone, session, "1e0c0f6e-0000-4000-8000-000000000001")
    once = mark(session)
    time.now += lately.EACH_S
    thanks(phone, session, "1e0c0f6e-0000-4000-8000-000000000001")
    assert mark(session) == once


def test_nothing_tells_who_it_was_or_how_many(world: World, time: Time) -> None:
    few, many = world.session(), world.session()
    hall = [world.phone(many) for _ in range(30)]
    alone = world.phone(few)
    thanks(alone, few)
    commands.thank([commands.Thanking(one, many.slug) for one in hall])
    told = [snapshot(session.id, "screen")["thanks"] for session in (few, many)]
    assert told[0]["version"] == told[1]["version"], "one and thirty look the same"
    assert all(len(one["data"]["ripple"]) == 16 for one in told)
    assert not any(str(one.device_id) in json.dumps(told) for one in (alone, *hall))
    # Nobody but a wall is told of it at all, and without a press's own id there is no row.
    assert {audience for audience, topics in TOPICS.items() if "thanks" in topics} == {"screen"}
    assert db.session.scalar(select(func.count()).select_from(CommandGuard)) == 0


def test_it_is_for_whoever_is_in_a_live_room(world: World, time: Time) -> None:
    session, resting = world.session(), world.session(state="paused")
    meeting = world.session(kind="closed")
    phone = world.phone(resting)
    for who, where, no in (
        (Actor(kind="nobody"), session, NotSignedIn),
        (phone, session, NotAllowed),
        (phone, resting, NotNow),
        (world.delegate(), meeting, NotFound),
        (world.screen(), session, NotSignedIn),
    ):
        still = mark(where)
        with pytest.raises(no):
            thanks(who, where)
        assert mark(where) == still
    session_now = world.session()
    assert thanks(world.phone(session_now), session_now) == lately.EACH_S
