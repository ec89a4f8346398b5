"""Two adults at the same moment; an adult who comes back while the session pauses."""

from __future__ import annotations

from flask import Flask

from participation.floor.quiet.commands import look_at_adults
from participation.foundation.actors import SYSTEM
from participation.foundation.extensions import db
from participation.foundation.refusals import Refusal
from participation.safeguarding.adults import commands, queries
from tests.at_once import at_once
from tests.moving_clock import MovingClock
from tests.safeguarding.adults.conftest import Room
from tests.world import World


def test_two_adults_confirm_a_third_at_once_and_both_get_a_yes(app: Flask, room: Room) -> None:
    third = room.world.facilitator(room.session)
    commands.check_in(third, room.session.id)
    room.passes(room.lina, room.oak, seconds=91)
    db.session.rollback()
    who, session_id = str(third.person_id), room.session.id
    answers = at_once(
        app,
        [lambda: commands.confirm(room.lina, session_id, who)] * 4
        + [lambda: commands.confirm(room.oak, session_id, who)] * 4,
    )
    assert answers == [{"session": session_id}] * 8
    assert room.counted() == 3


def test_two_adults_confirm_each_other_at_once(app: Flask, room: Room) -> None:
    room.passes(seconds=91)
    session_id, lina, oak = room.session.id, room.lina, room.oak
    db.session.rollback()
    answers = at_once(
        app,
        [lambda: commands.confirm(lina, session_id, str(oak.person_id))] * 3
        + [lambda: commands.confirm(oak, session_id, str(lina.person_id))] * 3,
    )
    assert answers == [{"session": session_id}] * 6
    assert room.counted() == 2


def test_one_person_on_many_devices_is_in_one_room(app: Flask, world: World) -> None:
    sessions = [world.session(adults=1) for _ in range(4)]
    person = world.person(*[("facilitator", session) for session in sessions], kind="adult")
    devices = [world.signed_in(person) for _ in sessions]
    rooms = [session.id for session in sessions]
    db.session.rollback()
    answers = at_once(
        app,
        [
            lambda device=device, room=room: commands.check_in(device, room)
            for device, room in zip(devices, rooms, strict=True)
        ]
        * 2,
    )
    assert [answer for answer in answers if isinstance(answer, Refusal)] == []
    assert sum(len(queries.open_attendances(room)) for room in rooms) == 1


def test_adults_come_back_while_everybody_looks_and_it_ends_as_the_rows_say(
    app: Flask, world: World, moving: MovingClock
) -> None:
    for _ in range(5):
        they_come_back_at_once(app, Room(world, moving))


def they_come_back_at_once(app: Flask, room: Room) -> None:
    room.clock.passes(seconds=151)  # whoever looks now pauses it
    session_id, lina, oak = room.session.id, room.lina, room.oak
    db.session.rollback()
    answers = at_once(
        app,
        [
            lambda: commands.check_in(lina, session_id),
            lambda: look_at_adults(SYSTEM, session_id),
            lambda: commands.hear_adults(SYSTEM, session_id, [str(oak.person_id)]),
            lambda: look_at_adults(SYSTEM, session_id),
            lambda: commands.check_in(oak, session_id),
        ],
    )
    assert [answer for answer in answers if isinstance(answer, Refusal)] == []
    look_at_adults(SYSTEM, session_id)
    floor = room.floor()
    assert room.counted() == 2
    # Paused before they came, or live with both: never live and quiet with both in the room.
    assert (floor.state, floor.quiet_since, floor.waits_for_adults) in [
        ("live", None, False),
        ("paused", None, True),
    ]
