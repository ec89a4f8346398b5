"""Badges, devices and roles: who is who, and for how long."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from participation.foundation import clock
from participation.foundation.actors import NOBODY, SYSTEM, load_actor
from participation.foundation.extensions import db
from participation.foundation.pages import TABLET_COOKIE
from participation.foundation.refusals import NotAllowed, NotFound
from participation.people import commands, queries, rules, tokens
from participation.people.models import Badge
from participation.people.refusals import SlowDown, WrongSecret
from tests.world import PIN, World


def badge_of(person_id: str) -> Badge:
    badge = queries.badge_of_person(person_id)
    assert badge is not None
    return badge


def test_the_right_pin_begins_a_device_of_this_person(world: World) -> None:
    person = world.person("delegate")
    device = commands.sign_in(NOBODY, badge_of(person), PIN, world.tablet())["device"]
    actor = load_actor(tokens.sign("device", device), "ar")
    assert (actor.person_id, actor.locale) == (person, "ar")
    assert actor.is_delegate


def test_wrong_tries_slow_this_badge_and_no_other(world: World) -> None:
    slow, other = world.person(), world.person()
    for _ in range(rules.FREE_TRIES):
        with pytest.raises(WrongSecret):
            commands.sign_in(NOBODY, badge_of(slow), "0000")
    with pytest.raises(SlowDown):
        commands.sign_in(NOBODY, badge_of(slow), PIN)
    assert commands.sign_in(NOBODY, badge_of(other), PIN)["device"]


def test_waiting_is_enough_to_try_again_and_the_right_pin_forgets_the_wrong_ones(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = world.person()
    for _ in range(rules.FREE_TRIES):
        with pytest.raises(WrongSecret):
            commands.sign_in(NOBODY, badge_of(person), "0000")
    later = clock.now() + timedelta(seconds=10)
    monkeypatch.setattr(clock, "now", lambda: later)
    commands.sign_in(NOBODY, badge_of(person), PIN)
    assert badge_of(person).wrong_tries == 0


@pytest.mark.parametrize(("tries", "seconds"), [(0, 0), (2, 0), (3, 5), (4, 10), (60, 30)])
def test_each_further_try_waits_longer_up_to_half_a_minute(tries: int, seconds: int) -> None:
    assert rules.wait_after(tries) == seconds


def test_a_cookie_replayed_after_hand_over_is_nobody(world: World) -> None:
    actor = world.signed_in(world.person("delegate"))
    token = tokens.sign("device", actor.device_id or "")
    commands.hand_over(actor)
    assert load_actor(token, "en").kind == "nobody"


def test_a_cookie_nobody_signed_is_nobody(world: World) -> None:
    actor = world.phone()
    token = tokens.sign("device", actor.device_id or "")
    for forged in (
        token + "x",
        token[:-2],
        actor.device_id,
        "",
        "." * 500,
        tokens.sign("badge", actor.device_id or ""),
    ):
        assert load_actor(forged, "en").kind == "nobody"


def test_a_device_is_ended_by_its_owner_or_an_organiser_alone(world: World) -> None:
    mine = world.signed_in(world.person())
    stranger = world.signed_in(world.person("facilitator", kind="adult"))
    with pytest.raises(NotFound):
        commands.end_device(stranger, mine.device_id or "")
    organiser = world.signed_in(world.person("organiser", kind="adult"))
    commands.end_device(organiser, mine.device_id or "")
    assert queries.devices_of_person(mine.person_id or "") == []


def test_a_withdrawn_role_is_gone_from_the_next_actor(world: World) -> None:
    session = world.session()
    person = world.person("delegate", ("moderator", session))
    actor = world.signed_in(person)
    assert actor.has("moderator", session.id)
    with pytest.raises(NotAllowed):
        commands.withdraw_role(actor, person, "moderator", session.id)
    commands.withdraw_role(SYSTEM, person, "moderator", session.id)
    again = load_actor(tokens.sign("device", actor.device_id or ""), "en")
    assert not again.has("moderator", session.id)
    assert again.is_delegate


def test_joining_twice_is_joining_once(world: World) -> None:
    session = world.session()
    phone = world.phone(session)
    again = commands.join_session(phone, session.id)
    assert again["device"] == phone.device_id
    assert world.phone(session).device_id != phone.device_id


def test_a_person_counts_as_present_once_on_however_many_tablets(world: World) -> None:
    session = world.session()
    phone = world.phone(session)
    person = world.person("delegate")
    tablets = [world.signed_in(person) for _ in range(2)]
    heard = [(actor.device_id or "", actor.holder or "") for actor in [phone, *tablets]]
    commands.hear_devices(SYSTEM, session.id, heard)
    assert queries.present_count(session.id) == 2


def test_who_was_not_heard_for_45_seconds_is_not_present(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = world.session()
    phone = world.phone(session)
    commands.hear_devices(SYSTEM, session.id, [(phone.device_id or "", phone.holder or "")])
    later = clock.now() + timedelta(seconds=46)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert queries.present_count(session.id) == 0


# -- the doors ---------------------------------------------------------------------------------


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False
    return app.test_client()


def test_a_card_signs_in_with_its_qr_and_the_pin_in_arabic_digits(
    world: World, browser: FlaskClient
) -> None:
    world.event()
    badge = badge_of(world.person("delegate"))
    answer = browser.post(f"/badge/{tokens.sign('badge', badge.id)}", data={"secret": "٢٤٦٨"})
    assert answer.status_code == 303
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert "SameSite=Lax" in answer.headers["Set-Cookie"]


def test_a_card_signs_in_with_its_typed_number(world: World, browser: FlaskClient) -> None:
    world.event()
    badge = badge_of(world.person("delegate"))
    answer = browser.post("/badge", data={"number": badge.number, "secret": PIN})
    assert answer.status_code == 303


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"number": "1"},
        {"number": "999999", "secret": "1234"},
        {"number": "x" * 9000, "secret": "\x00"},
    ],
)
def test_a_wrong_badge_form_comes_back_with_a_sentence(
    world: World, browser: FlaskClient, data: dict[str, str]
) -> None:
    world.event()
    answer = browser.post("/badge?lang=ar", data=data)
    assert 400 <= answer.status_code < 500
    assert 'dir="rtl"' in answer.text


def test_a_post_without_its_csrf_token_is_refused_kindly(app: Flask, world: World) -> None:
    world.event()
    answer = app.test_client().post("/badge", data={"number": "123456", "secret": PIN})
    assert answer.status_code == 400
    assert "Traceback" not in answer.text


def test_a_room_code_is_read_in_any_scripts_digits(world: World, browser: FlaskClient) -> None:
    session = world.session()
    arabic = session.room_code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    answer = browser.post("/join", data={"code": f"{arabic[:4]} {arabic[4:]}"})
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(f"/sessions/{session.slug}")
    assert browser.get(f"/sessions/{session.slug}").status_code == 200


@pytest.mark.parametrize("code", ["", "1234567", "99999999", "abc", "1" * 500])
def test_an_unknown_room_code_gets_a_sentence(
    world: World, browser: FlaskClient, code: str
) -> None:
    world.session()
    assert 400 <= browser.post("/join", data={"code": code}).status_code < 500


def test_a_closed_meetings_code_opens_nothing(world: World, browser: FlaskClient) -> None:
    session = world.session(kind="closed")
    assert browser.get(f"/join/{session.room_code}").status_code == 404


def test_devices_can_be_signed_out_from_the_page(world: World, browser: FlaskClient) -> None:
    world.event()
    person = world.person("delegate")
    badge = badge_of(person)
    browser.set_cookie(TABLET_COOKIE, tokens.sign("tablet", world.tablet()))
    browser.post(f"/badge/{tokens.sign('badge', badge.id)}", data={"secret": PIN})
    other = world.signed_in(person)
    assert browser.get("/devices").status_code == 200
    assert browser.post("/devices/end", data={"device": other.device_id}).status_code == 303
    ended = db.session.scalars(select(Badge)).all()
    assert ended
    assert load_actor(tokens.sign("device", other.device_id or ""), "en").kind == "nobody"


def test_an_organiser_prints_a_card_whose_code_signs_in(world: World, browser: FlaskClient) -> None:
    world.event()
    badge = badge_of(world.person("delegate"))
    organiser = badge_of(world.person("organiser", kind="adult"))
    assert browser.get(f"/organise/cards/{badge.id}").status_code == 401
    browser.post(f"/badge/{tokens.sign('badge', organiser.id)}", data={"secret": PIN})
    page = browser.get(f"/organise/cards/{badge.id}")
    assert badge.number in page.text
    assert browser.get(f"/organise/cards/{badge.id}/qr.svg").mimetype == "image/svg+xml"
    assert browser.get(f"/organise/cards/{'0' * 32}").status_code == 404
