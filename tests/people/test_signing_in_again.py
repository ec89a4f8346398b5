"""A page whose sign-in was lost asks for it in the page: the same door, answered as JSON."""

from __future__ import annotations

from flask import Flask

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.frames import owner_of
from participation.people import rules
from participation.people.queries import badge_of_person, devices_of_person
from participation.people.tablets.commands import nod
from tests.doors import Browser
from tests.world import PIN, World


def number_of(person_id: str) -> str:
    badge = badge_of_person(person_id)
    assert badge is not None
    return str(badge.number)


def test_the_door_tells_a_page_whose_it_is_and_where_anybody_else_goes(
    app: Flask, world: World
) -> None:
    child, other = world.person("delegate"), world.person("delegate")
    told = Browser(app).ask("/badge", number=number_of(child), secret=PIN)
    assert told["ok"]
    own = owner_of(Actor(kind="person", person_id=child))
    assert told["owner"] == own
    assert set(told) == {"ok", "waits", "owner", "then"}
    assert child not in str(told)
    another = Browser(app).ask("/badge", number=number_of(other), secret=PIN)
    assert another["owner"] != own
    assert another["then"].startswith("/")


def test_wrong_tries_slow_the_badge_there_as_at_the_door(app: Flask, world: World) -> None:
    child = world.person("delegate")
    browser = Browser(app)
    for _ in range(rules.FREE_TRIES):
        no = browser.ask("/badge", number=number_of(child), secret="0000")
        assert (no["ok"], no["code"]) == (False, "wrong_secret")
        assert no["message"]
    assert browser.ask("/badge", number=number_of(child), secret=PIN)["code"] == "slow_down"


def test_a_page_on_a_new_device_waits_for_the_nod_and_hears_a_no(app: Flask, world: World) -> None:
    browser, facilitator = Browser(app), world.facilitator(world.session())
    for says in (False, True):
        child = world.person("delegate")
        told = browser.ask("/badge", number=number_of(child), secret=PIN)
        assert told["waits"]
        assert browser.json("/badge/waiting") == {"waits": True, "signed_in": False}
        nod(facilitator, waiting_of(child), says)
        assert browser.json("/badge/waiting") == {"waits": False, "signed_in": says}


def waiting_of(person_id: str) -> str:
    db.session.rollback()
    (device,) = devices_of_person(person_id)
    return str(device.id)
