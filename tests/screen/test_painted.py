"""What screens say they have drawn: every tablet knows whether the hall sees it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from participation.foundation import clock
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.commands import Audit, Reference, command
from participation.foundation.extensions import db
from participation.foundation.refusals import NotAllowed, NotFound
from participation.foundation.sockets import answer_to, known_messages
from participation.foundation.versions import versions_of
from participation.people.commands import pair_screen_device, put_end_to
from participation.people.models import Device
from participation.people.queries import actor_of_device
from participation.polls import commands as polls
from participation.programme.models import ConferenceSession
from participation.questions import commands as questions
from participation.screen import commands, rules
from participation.screen.payloads import screen_topic, wall_topic
from participation.watching import look_at_screens
from tests.questions.asking import Hall
from tests.world import World


@pytest.fixture
def hall(world: World) -> Hall:
    return Hall(world)


def screen_in(world: World, session: ConferenceSession) -> Actor:
    """A projector that belongs to the session's room."""
    device = db.session.get_one(Device, world.screen().device_id)
    pair_screen_device(SYSTEM, device.id, session.room_id)
    db.session.refresh(device)
    return actor_of_device(device, "en")


def picture(hall: Hall) -> str:
    db.session.rollback()
    db.session.expire_all()
    name: str = screen_topic(hall.session.id)["picture"]
    return name


def screens(hall: Hall) -> list[dict[str, Any]]:
    db.session.rollback()
    db.session.expire_all()
    told: list[dict[str, Any]] = wall_topic(hall.session.id, "")["screens"]
    return told


def told(hall: Hall) -> int:
    """How often the tablets were told something of their screens."""
    db.session.rollback()
    return versions_of([hall.session.id]).get((hall.session.id, "painted"), 0)


def later(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    moment = clock.now() + by
    monkeypatch.setattr(clock, "now", lambda: moment)


def test_tablets_know_of_each_screen_whether_it_shows_what_was_chosen(
    world: World, hall: Hall
) -> None:
    first, second = screen_in(world, hall.session), screen_in(world, hall.session)
    before = picture(hall)
    for screen in (first, second):
        commands.note_painted(screen, hall.session.id, before)
    assert [one["picture"] for one in screens(hall)] == [before, before]
    commands.show_on_wall(hall.adult, hall.session.id, "message", "ready", "listen", 0)
    now = picture(hall)
    assert now != before
    commands.note_painted(first, hall.session.id, now)
    assert sorted(one["picture"] == now for one in screens(hall)) == [False, True]


def test_a_picture_has_another_name_whenever_the_wall_looks_different(
    world: World, hall: Hall
) -> None:
    """And the same when it looks the same again: how many support or answer is no other picture."""
    names = [picture(hall)]
    question = hall.at("on_stage")
    names.append(picture(hall))
    questions.support_questions.one(questions.MeToo(hall.phone, question))
    assert picture(hall) == names[-1]
    questions.answered(hall.child, question, 1)
    assert picture(hall) == names[0]
    poll = world.poll(hall.session, state="open")
    names.append(picture(hall))
    polls.close_poll(hall.child, poll.id, 1)
    names.append(picture(hall))
    commands.blank_wall(hall.adult, hall.session.id, True)
    names.append(picture(hall))
    assert len(set(names)) == len(names)
    assert all(len(name) == 16 for name in names)


def test_only_a_screen_of_this_room_says_what_stands_on_its_wall(world: World, hall: Hall) -> None:
    elsewhere = screen_in(world, world.session())
    for actor in (elsewhere, world.screen(), hall.child, hall.adult, hall.phone):
        with pytest.raises(NotAllowed):
            commands.note_painted(actor, hall.session.id, "0" * 16)
    closed = world.session(kind="closed")
    with pytest.raises((NotAllowed, NotFound)):
        commands.note_painted(screen_in(world, closed), closed.id, "0" * 16)
    assert screens(hall) == []


def test_a_screen_that_is_not_heard_is_told_once_and_once_it_is_back(
    world: World, hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = screen_in(world, hall.session)
    commands.note_painted(screen, hall.session.id, picture(hall))
    first = told(hall)
    commands.note_painted(screen, hall.session.id, picture(hall))
    look_at_screens()
    assert told(hall) == first, "nothing was new"
    later(monkeypatch, rules.GONE_AFTER + timedelta(seconds=1))
    look_at_screens()
    look_at_screens()
    assert told(hall) == first + 1
    assert screens(hall)[0]["gone_since"] is not None
    commands.note_painted(screen, hall.session.id, picture(hall))
    assert told(hall) == first + 2
    assert screens(hall)[0]["gone_since"] is None


@command(audit=Audit.NONE)
def is_taken_out(actor: Actor, device_id: str) -> Reference:
    put_end_to(device_id)
    return {}


def test_a_screen_that_was_taken_home_is_counted_no_more(
    world: World, hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, ended = screen_in(world, hall.session), screen_in(world, hall.session)
    for screen in (home, ended):
        commands.note_painted(screen, hall.session.id, picture(hall))
    is_taken_out(SYSTEM, str(ended.device_id))
    assert len(screens(hall)) == 1
    later(monkeypatch, rules.COUNTED_FOR + timedelta(seconds=1))
    assert screens(hall) == []


def test_the_live_door_takes_the_name_of_a_picture(app: Flask, world: World, hall: Hall) -> None:
    screen = screen_in(world, hall.session)
    with app.test_request_context():
        known = known_messages()["screen.painted"]
        said = {"session": hall.session.slug, "picture": picture(hall)}
        assert answer_to(known, said, screen) == {"ok": True, "picture": said["picture"]}
        for odd in ("", "x", "0" * 17, None):
            answer = answer_to(known, {**said, "picture": odd}, screen)
            assert answer["code"] == "bad_input"
        assert answer_to(known, said, hall.adult)["code"] == "not_allowed"
