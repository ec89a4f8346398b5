"""Room codes open their room around its time; guessing gets slow, and nobody is turned away."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from flask import Flask

from participation.floor.models import Floor
from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.pacing import Pace, Paces
from participation.foundation.refusals import NotAllowed, NotFound
from participation.people import joining
from participation.people.joining import Door, door_of
from participation.people.refusals import OneMoment, RoomCodeUnknown
from participation.programme.commands import change_room_code
from participation.programme.models import ConferenceSession
from participation.screen.payloads import screen_topic
from tests.doors import Browser
from tests.world import World

NOBODY = Actor(kind="nobody")


def stopped() -> float:
    """A clock that stands still: nothing is given back while a test runs."""
    return 1000.0


def opens(world: World, session: ConferenceSession) -> bool:
    try:
        return Door(stopped).let_in(NOBODY, session.room_code, None, None).id == session.id
    except RoomCodeUnknown:
        return False


@pytest.mark.parametrize(
    ("starts_in", "opened"),
    [
        (timedelta(minutes=61), False),
        (timedelta(minutes=59), True),
        (timedelta(minutes=-90 - 29), True),
        (timedelta(minutes=-90 - 31), False),
    ],
)
def test_a_code_opens_its_room_from_an_hour_before_to_half_an_hour_after(
    world: World, starts_in: timedelta, opened: bool
) -> None:
    session = world.session(state="planned", starts_in=starts_in)
    assert opens(world, session) is opened


def test_a_session_that_lasts_longer_keeps_its_code(world: World) -> None:
    session = world.session(state="live", starts_in=timedelta(hours=-4))
    assert opens(world, session)
    assert db.session.get_one(Floor, session.id).state == "live"
    assert not opens(world, world.session(state="closed", starts_in=timedelta(hours=-8)))


def test_a_new_code_stops_the_old_one_and_nobody_who_is_in(app: Flask, world: World) -> None:
    session = world.session()
    old, phone = session.room_code, Browser(app)
    assert phone.get(f"/join/{old}").status_code == 303
    change_room_code(world.facilitator(session), session.id)
    db.session.rollback()
    new = db.session.get_one(ConferenceSession, session.id).room_code
    assert new != old
    assert screen_topic(session.id)["join"]["code"] == new
    assert Browser(app).get(f"/join/{old}").status_code == 404
    assert Browser(app).get(f"/join/{old}/qr.svg").status_code == 404
    assert Browser(app).get(f"/join/{new}").status_code == 303
    assert phone.get(f"/sessions/{session.slug}").status_code == 200


def test_a_code_is_changed_by_the_sessions_facilitators_and_organisers_alone(world: World) -> None:
    session, other = world.session(), world.session()
    for actor in (world.delegate(), world.phone(session), world.facilitator(other)):
        with pytest.raises(NotAllowed):
            change_room_code(actor, session.id)
    change_room_code(world.signed_in(world.person("organiser", kind="adult")), session.id)
    closed = world.session(kind="closed")
    with pytest.raises(NotFound):
        change_room_code(world.facilitator(session), closed.id)


def test_without_a_script_the_code_is_changed_on_a_page(app: Flask, world: World) -> None:
    session = world.session()
    adult, before = Browser(app, world.facilitator(session)), session.room_code
    assert session.room_code[:4] in adult.get(f"/sessions/{session.slug}/code").text
    assert adult.post(f"/sessions/{session.slug}/code").status_code == 303
    db.session.refresh(session)
    assert session.room_code != before
    assert Browser(app).get(f"/sessions/{session.slug}/code").status_code == 401


# -- guessing and crowds -----------------------------------------------------------------------


def unknown(door: Door, who: Actor, times: int) -> int:
    """How many of so many unknown codes were looked at."""
    looked_at = 0
    for n in range(times):
        try:
            door.let_in(who, f"{10**7 + n}", None, None)
        except RoomCodeUnknown:
            looked_at += 1
        except OneMoment:
            pass
    return looked_at


def test_unknown_codes_are_looked_at_slowly_once_there_are_many(world: World) -> None:
    world.session()
    assert unknown(Door(stopped), NOBODY, 1000) == joining.UNKNOWN_AT_ONCE


def test_a_device_that_guesses_slows_itself_and_nobody_else(world: World) -> None:
    session, door = world.session(), Door(stopped)
    guesser, other = world.phone(world.session()), world.phone(world.session())
    assert unknown(door, guesser, 50) == joining.GUESSES_OF_A_DEVICE
    for actor in (other, NOBODY):
        assert door.let_in(actor, session.room_code, None, None).id == session.id


def test_while_somebody_guesses_a_phone_gets_a_turn_and_the_qr_needs_none(world: World) -> None:
    session, door = world.session(), Door(stopped)
    unknown(door, NOBODY, 300)
    with pytest.raises(OneMoment) as moment:
        door.let_in(NOBODY, session.room_code, None, None)
    assert moment.value.wait_s > 0
    mark = door.mark_of(session.room_code)
    assert door.let_in(NOBODY, session.room_code, None, mark).id == session.id


def test_a_turn_is_good_from_its_moment_on_once_and_for_its_code_alone(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, door = world.session(), Door(stopped)
    unknown(door, NOBODY, 300)
    with pytest.raises(OneMoment) as moment:
        door.let_in(NOBODY, session.room_code, None, None)
    turn, early = moment.value.turn, time.time()
    with pytest.raises(OneMoment):
        door.let_in(NOBODY, session.room_code, turn, None)
    monkeypatch.setattr(time, "time", lambda: early + moment.value.wait_s + 1)
    with pytest.raises(OneMoment):
        door.let_in(NOBODY, world.session().room_code, turn, None)
    assert door.let_in(NOBODY, session.room_code, turn, None).id == session.id
    with pytest.raises(OneMoment):
        door.let_in(NOBODY, session.room_code, turn, None)


def test_a_full_hall_comes_in_at_once_and_a_flood_by_turns(world: World) -> None:
    session, other, door = world.session(), world.session(), Door(stopped)
    for _ in range(1000):
        door.let_in(NOBODY, session.room_code, None, None)
    numbers = []
    for _ in range(joining.NEWCOMERS_AT_ONCE):
        try:
            door.let_in(NOBODY, session.room_code, None, None)
        except OneMoment as moment:
            numbers.append(moment.values["n"])
    assert numbers == list(range(1, 1001))
    assert door.let_in(NOBODY, other.room_code, None, None).id == other.id


def test_who_waits_has_a_page_that_goes_on_by_itself(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, door = world.session(), door_of(app)
    unknown(door, NOBODY, 300)
    phone = Browser(app)
    answer = phone.get(f"/join/{session.room_code}?lang=ar")
    assert answer.status_code == 429
    seconds, _, way = answer.headers["Refresh"].partition("; url=")
    assert int(seconds) == int(answer.headers["Retry-After"]) >= 1
    assert 'dir="rtl"' in answer.text
    now = time.time() + int(seconds)
    monkeypatch.setattr(time, "time", lambda: now)
    assert phone.get(way).status_code == 303


def test_a_pace_lets_so_many_in_at_once_and_then_so_many_a_second() -> None:
    now = [100.0]
    pace = Pace(3, 2, lambda: now[0])
    assert [pace.take() for _ in range(5)] == pytest.approx([0, 0, 0, 0.5, 1.0])
    now[0] += 10
    assert pace.wait == 0
    assert [pace.take() for _ in range(4)] == pytest.approx([0, 0, 0, 0.5])


def test_paces_forget_those_used_longest_ago() -> None:
    paces = Paces(1, 1, at_most=2)
    first = paces.of("a")
    paces.of("b"), paces.of("a"), paces.of("c")
    assert paces.of("a") is first
