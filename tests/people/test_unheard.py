"""A tablet that nobody uses is locked by the server too, also when its page never said so."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from participation.floor.models import Floor
from participation.foundation import clock
from participation.foundation.actors import SYSTEM, Actor, load_actor
from participation.foundation.commands import Audit, Reference, command
from participation.foundation.extensions import db
from participation.people import tokens
from participation.people.commands import begin_badge_device, note_heard
from participation.people.heard import Heard, heard_by
from participation.people.models import Device
from participation.people.queries import badge_of_person
from participation.people.tablets.commands import confirm_secret
from tests.doors import Browser, send
from tests.world import PIN, World

MINUTE, A_MOMENT = timedelta(minutes=1), timedelta(seconds=20)
ADULTS_MAY_BE_SILENT = 2 * MINUTE
CHILDREN_MAY_BE_SILENT = 16 * MINUTE


def again(actor: Actor) -> Actor:
    """Whoever this browser's cookie is now."""
    db.session.rollback()
    return load_actor(tokens.sign("device", str(actor.device_id)), "en")


def silent_for(monkeypatch: pytest.MonkeyPatch, span: timedelta) -> None:
    then = clock.now() + span
    monkeypatch.setattr(clock, "now", lambda: then)


def heard(actor: Actor) -> Actor:
    note_heard(SYSTEM, [str(actor.device_id)])
    return actor


@command(audit=Audit.NONE)
def close(actor: Actor, session_id: str) -> Reference:
    """The session is over; who held the seat still stands there."""
    db.session.get_one(Floor, session_id).state = "closed"
    return {}


def test_an_adults_silent_tablet_is_locked_and_opens_by_the_password(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    adult = heard(world.signed_in(world.person("organiser", kind="adult")))
    silent_for(monkeypatch, ADULTS_MAY_BE_SILENT - A_MOMENT)
    assert again(adult).is_organiser
    silent_for(monkeypatch, 2 * A_MOMENT)
    locked = again(adult)
    assert (locked.kind, locked.held, locked.grants) == ("nobody", "locked", frozenset())
    confirm_secret(locked, PIN)
    assert again(adult).is_organiser


def test_ten_minutes_later_an_adults_is_signed_out_and_a_childs_still_opens_by_her_pin(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    adult = heard(world.signed_in(world.person("organiser", kind="adult")))
    child = heard(world.delegate())
    silent_for(monkeypatch, CHILDREN_MAY_BE_SILENT - A_MOMENT)
    assert (again(adult).kind, again(adult).held) == ("nobody", None)
    assert again(child).is_delegate
    silent_for(monkeypatch, timedelta(days=1))
    assert again(child).held == "locked"
    confirm_secret(again(child), PIN)
    assert again(child).is_delegate


def test_the_tablet_with_the_seat_of_a_session_under_way_stays_awake(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = world.session(state="live")
    moderator = heard(world.moderator(session))
    silent_for(monkeypatch, timedelta(hours=1))
    assert again(moderator).has("moderator", session.id)
    close(SYSTEM, session.id)
    assert again(moderator).held == "locked"


def test_every_door_of_a_silent_tablet_is_its_lock(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = world.session()
    adult = heard(world.facilitator(session))
    silent_for(monkeypatch, ADULTS_MAY_BE_SILENT + timedelta(seconds=1))
    browser = Browser(app, adult)
    for address in (f"/sessions/{session.slug}/assist", "/curate", "/devices"):
        assert browser.get(address).status_code == 401, address
    assert browser.json("/locked") == {"locked": True}
    answer = send(app, again(adult), "questions.clear", question="any", reason="")
    assert answer["code"] == "locked"
    assert browser.get("/curate").status_code == 401  # asking is not being used


def test_a_request_is_heard_without_a_write_of_its_own(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    adult = heard(world.signed_in(world.person("organiser", kind="adult")))
    browser = Browser(app, adult)
    written: list[Any] = []
    engine = db.engine
    event.listen(
        engine, "before_cursor_execute", lambda *told: written.append(told[2].split()[0].upper())
    )
    for _ in range(3):
        assert browser.json("/locked") == {"locked": False}
    assert set(written) <= {"SELECT", "BEGIN", "ROLLBACK"}
    assert heard_by(app).take() == [adult.device_id]
    # By this server it was heard just now, whatever the database knew last.
    silent_for(monkeypatch, timedelta(hours=1))
    assert again(adult).is_organiser


def test_help_is_no_sign_that_somebody_uses_the_tablet(app: Flask, world: World) -> None:
    adult = world.signed_in(world.person("organiser", kind="adult"))
    Browser(app, adult).get("/help")
    assert heard_by(app).take() == []


def test_signing_in_is_being_heard(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    person = world.person("delegate")
    badge = badge_of_person(person)
    assert badge is not None
    begun = begin_badge_device(SYSTEM, badge.id)
    assert db.session.get_one(Device, begun["device"]).heard_at is not None


def test_a_server_remembers_for_as_long_as_it_is_asked_about() -> None:
    now = [0.0]
    known = Heard(lambda: now[0])
    known.note(["one"])
    now[0] = 120.0
    assert known.was_heard_within("one", ADULTS_MAY_BE_SILENT)
    now[0] = 121.0
    assert not known.was_heard_within("one", ADULTS_MAY_BE_SILENT)
    assert not known.was_heard_within("other", ADULTS_MAY_BE_SILENT)
    assert known.take() == ["one"]
    assert known.take() == []
