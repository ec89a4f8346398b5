"""What the hall says of the pace: from three on, nobody's name, one signal of a kind for each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation.floor.pace import commands, rules
from participation.floor.pace.models import PaceSignal
from participation.floor.payloads import floor_topic
from participation.foundation import clock
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import NotAllowed, NotNow
from participation.foundation.versions import versions_of
from participation.programme.models import ConferenceSession
from tests.at_once import at_once
from tests.world import World

NOON = datetime(2026, 5, 18, 12, tzinfo=UTC)
WINDOW = timedelta(seconds=60)


def signals(who: Actor, session: ConferenceSession, signal: str = "slower") -> None:
    commands.signal_pace.one(commands.Signalling(who, session.slug, signal))


def told(session: ConferenceSession, audience: str = "moderator") -> list[str]:
    db.session.rollback()
    return [one["signal"] for one in floor_topic(session.id, audience)["pace"]]


def rows(session: ConferenceSession) -> int:
    db.session.rollback()
    counted = select(func.count()).select_from(PaceSignal)
    return int(db.session.scalar(counted.where(PaceSignal.session_id == session.id)) or 0)


@pytest.mark.parametrize(
    ("ages", "present", "shown"),
    [
        ((1, 2), 3, None),
        ((1, 2, 61), 3, None),
        ((1, 2, 3), 3, False),
        ((1, 2, 3, 4), 40, False),
        ((1, 2, 3, 4), 16, True),
    ],
)
def test_nothing_is_shown_under_three_in_the_window(
    ages: tuple[int, ...], present: int, shown: bool | None
) -> None:
    at = [NOON - timedelta(seconds=age) for age in ages]
    found = rules.shown("slower", at, present, NOON, WINDOW)
    assert (found.is_strong if found else None) == shown


def test_when_it_fades_is_told_in_steps() -> None:
    at = [NOON - timedelta(seconds=age) for age in (1, 2, 13)]
    found = rules.shown("lost", at, 9, NOON, WINDOW)
    assert found is not None
    assert found.until == NOON + timedelta(seconds=50)  # 47 s, rounded up


def test_from_three_phones_on_those_who_lead_and_interpret_see_it(world: World) -> None:
    session = world.session()
    phones = [world.phone(session) for _ in range(3)]
    for _ in range(5):
        signals(phones[0], session)
    signals(phones[1], session)
    signals(phones[1], session, "agree")
    assert told(session) == []
    signals(phones[2], session)
    for audience in ("moderator", "facilitator", "interpreter"):
        assert told(session, audience) == ["slower"]
    for audience in ("audience", "delegate", "screen"):
        assert "pace" not in floor_topic(session.id, audience)
    assert rows(session) == 4


def test_it_fades_by_itself_and_rows_say_nothing_of_who(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = world.session()
    phones = [world.phone(session) for _ in range(3)]
    for phone in phones:
        signals(phone, session)
    marks = set(db.session.scalars(select(PaceSignal.mark)))
    assert not any(str(phone.device_id) in mark for phone in phones for mark in marks)
    signals(phones[0], session, "agree")
    assert len(set(db.session.scalars(select(PaceSignal.mark)))) == 4  # another for each signal
    moment = clock.now() + timedelta(seconds=61)
    monkeypatch.setattr(clock, "now", lambda: moment)
    assert told(session) == []


def test_signals_go_with_their_session(world: World) -> None:
    session = world.session()
    for _ in range(3):
        signals(world.phone(session), session)
    commands.forget_pace(SYSTEM, session.id)
    assert rows(session) == 0
    assert told(session) == []


def test_only_what_is_shown_otherwise_is_told(world: World) -> None:
    session = world.session()
    phones = [world.phone(session) for _ in range(2)]
    for phone in phones:
        signals(phone, session)
    assert (session.id, "pace") not in versions_of([session.id])
    signals(world.phone(session), session)
    assert versions_of([session.id])[session.id, "pace"] == 1


def test_a_whole_hall_at_once_leaves_one_row_each(app: Flask, world: World) -> None:
    session = world.session()
    phones = [world.phone(session) for _ in range(12)]
    one = [commands.Signalling(phone, session.slug, "lost") for phone in phones for _ in (1, 2)]
    answers = at_once(app, [partial(commands.signal_pace.one, wish) for wish in one])
    assert all(isinstance(answer, dict) and answer["until"] for answer in answers)
    assert rows(session) == 12
    together = commands.signal_pace(one)
    assert all(isinstance(outcome, dict) and outcome["until"] for outcome in together)
    assert rows(session) == 12


def test_it_is_for_whoever_is_in_a_live_room(world: World) -> None:
    session, resting = world.session(), world.session(state="paused")
    with pytest.raises(NotAllowed):
        signals(world.phone(resting), session)
    with pytest.raises(NotNow):
        signals(world.phone(resting), resting)
