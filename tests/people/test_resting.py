"""A page left alone rests, and a heavy act asks once more who is there; nothing typed is lost."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask

from participation.foundation import clock
from participation.foundation.actors import Actor, load_actor
from participation.foundation.extensions import db
from participation.foundation.refusals import NotSignedIn
from participation.people import commands, tokens
from participation.people.models import Device
from participation.people.queries import badge_of_person, require_confirmed
from participation.people.refusals import ConfirmFirst, SlowDown, WrongSecret
from participation.people.rules import FREE_TRIES
from participation.people.tablets.commands import confirm_secret, lock_device
from participation.people.tablets.rules import rests_after
from tests.doors import Browser, send
from tests.world import PIN, World

LATER = timedelta(minutes=10)


def again(actor: Actor) -> Actor:
    """Whoever this browser's cookie is now."""
    db.session.rollback()  # what another request wrote is read anew
    return load_actor(tokens.sign("device", str(actor.device_id)), "en")


def pass_time(monkeypatch: pytest.MonkeyPatch, span: timedelta) -> None:
    then = clock.now() + span
    monkeypatch.setattr(clock, "now", lambda: then)


def card_of(actor: Actor) -> str:
    badge = badge_of_person(str(actor.person_id))
    assert badge is not None
    return badge.id


def organiser(world: World) -> Actor:
    return world.signed_in(world.person("organiser", kind="adult"))


def test_a_heavy_act_asks_for_a_secret_typed_within_ten_minutes(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    adult, child = organiser(world), world.delegate()
    require_confirmed(adult)
    pass_time(monkeypatch, LATER)
    for act in (
        lambda: commands.withdraw_role(adult, child.person_id or "", "delegate"),
        lambda: commands.give_role(adult, child.person_id or "", "interpreter"),
        lambda: commands.end_device(adult, child.device_id or ""),
    ):
        with pytest.raises(ConfirmFirst):
            act()
    confirm_secret(adult, PIN)
    commands.end_device(adult, child.device_id or "")


def test_ones_own_device_is_signed_out_without_being_asked(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = world.delegate()
    pass_time(monkeypatch, LATER)
    commands.end_device(child, child.device_id or "")
    assert again(child).kind == "nobody"


def test_a_wrong_secret_confirms_nothing_and_is_counted(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    adult = organiser(world)
    pass_time(monkeypatch, LATER)
    for _ in range(FREE_TRIES):
        with pytest.raises(WrongSecret):
            confirm_secret(adult, "0000")
    with pytest.raises(SlowDown):
        confirm_secret(adult, PIN)
    with pytest.raises(ConfirmFirst):
        require_confirmed(adult)


def test_a_phone_has_no_secret_to_confirm(world: World) -> None:
    with pytest.raises(NotSignedIn):
        confirm_secret(world.phone(), PIN)


def test_a_locked_device_is_nobody_until_its_secret_is_typed(world: World) -> None:
    adult = organiser(world)
    lock_device(adult)
    locked = again(adult)
    assert (locked.kind, locked.held, locked.grants) == ("nobody", "locked", frozenset())
    with pytest.raises(WrongSecret):
        confirm_secret(locked, "0000")
    confirm_secret(locked, PIN)
    assert again(adult).is_organiser


def test_after_ten_minutes_a_locked_device_opens_by_its_secret_no_more(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    adult = organiser(world)
    lock_device(adult)
    pass_time(monkeypatch, LATER)
    left = again(adult)
    assert (left.kind, left.held) == ("nobody", None)
    with pytest.raises(NotSignedIn):
        confirm_secret(left, PIN)


def test_an_adults_page_rests_after_a_minute_and_a_phones_never(world: World) -> None:
    assert rests_after(organiser(world)) == 60
    assert rests_after(world.delegate()) > 60
    assert rests_after(world.phone()) == 0


# -- the doors ---------------------------------------------------------------------------------


def test_every_page_of_a_locked_device_is_its_lock(app: Flask, world: World) -> None:
    session = world.session()
    adult = world.facilitator(session)
    browser = Browser(app, adult)
    address = f"/sessions/{session.slug}/assist"
    assert browser.get(address).status_code == 200
    assert browser.post("/lock").status_code == 303
    for path in (address, "/", "/programme", "/curate", "/devices", "/programme.json"):
        answer = browser.get(path)
        assert answer.status_code == 401, path
        assert session.title["en"] not in answer.text, path
    assert browser.get("/help").status_code == 200
    assert send(app, again(adult), "questions.ask", session=session.slug)["code"] == "locked"
    opened = browser.post(f"/confirm?then={address}", secret_again=PIN)
    assert (opened.status_code, opened.headers["Location"]) == (303, address)
    assert browser.get(address).status_code == 200


def test_what_was_pressed_is_done_once_the_secret_is_typed(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    adult, child = organiser(world), world.delegate()
    browser = Browser(app, adult)
    pass_time(monkeypatch, LATER)
    typed = {"person": str(child.person_id), "role": "delegate", "session": ""}
    asked = browser.post("/organise/roles/withdraw", **typed)
    assert asked.status_code == 409
    action = re.search(r'action="(/confirm[^"]+)"', asked.text)
    assert action is not None
    for name, value in typed.items():
        assert f'name="{name}" value="{value}"' in asked.text
    again_wrong = browser.post(action[1].replace("&amp;", "&"), secret_again="0000", **typed)
    assert again_wrong.status_code == 403
    assert f'value="{child.person_id}"' in again_wrong.text
    right = browser.post(action[1].replace("&amp;", "&"), secret_again=PIN, **typed)
    assert (right.status_code, right.headers["Location"]) == (307, "/organise/roles/withdraw")
    assert browser.post("/organise/roles/withdraw", **typed).status_code == 303
    assert not again(child).is_delegate


def test_a_card_is_printed_by_somebody_who_typed_the_secret_lately(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    adult = organiser(world)
    badge = Browser(app, adult)
    card = f"/organise/cards/{card_of(adult)}"
    assert badge.get(card).status_code == 200
    pass_time(monkeypatch, LATER)
    for path in (card, f"{card}/qr.svg"):
        assert badge.get(path).status_code == 409, path


@pytest.mark.parametrize(
    "then", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "x"]
)
def test_the_way_on_never_leads_to_another_site(app: Flask, world: World, then: str) -> None:
    browser = Browser(app, organiser(world))
    answer = browser.post(f"/confirm?then={then}", secret_again=PIN)
    assert answer.headers["Location"].startswith("/")
    assert "//" not in answer.headers["Location"].replace("\\", "/")


def test_locking_twice_is_locking_once(world: World) -> None:
    adult = organiser(world)
    first = lock_device(adult)["device"]
    since = db.session.get_one(Device, first).locked_at
    lock_device(adult)
    assert db.session.get_one(Device, first).locked_at == since is not None
