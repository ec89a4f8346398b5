"""The key under which a badge's unsent words lie sealed: hers alone, on her pages alone."""

from __future__ import annotations

import base64
import json
import re
from typing import Any

import pytest
from flask import Flask

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.people.commands import hand_over
from participation.people.consent.commands import turn_dial
from participation.people.consent.rules import Dial
from participation.people.models import Person
from participation.people.tablets.commands import lock_device
from participation.programme.models import ConferenceSession
from tests.doors import Browser
from tests.world import World


def me_on_the_page(app: Flask, actor: Actor, session: ConferenceSession) -> dict[str, Any]:
    page = Browser(app, actor).get(f"/sessions/{session.slug}").text
    found = re.search(r'<script type="application/json" id="page">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    told: dict[str, Any] = json.loads(found[1])["me"]
    return told


@pytest.fixture
def session(world: World) -> ConferenceSession:
    return world.session()


def test_a_badge_has_the_same_key_on_every_tablet_and_at_every_sign_in(
    app: Flask, world: World, session: ConferenceSession
) -> None:
    person = world.person("delegate")
    first, second = (me_on_the_page(app, world.signed_in(person), session) for _ in range(2))
    assert first["seal"] == second["seal"]
    assert len(base64.b64decode(first["seal"])) == 32
    assert first["owner"] == second["owner"]
    assert first["sitting"] != second["sitting"]


def test_no_two_badges_have_the_same_key(
    app: Flask, world: World, session: ConferenceSession
) -> None:
    seals = {me_on_the_page(app, world.delegate(), session)["seal"] for _ in range(3)}
    assert len(seals) == 3


def test_a_phone_has_no_key(app: Flask, world: World, session: ConferenceSession) -> None:
    told = me_on_the_page(app, world.phone(session), session)
    assert "seal" not in told
    assert "called" not in told


def test_a_locked_or_handed_over_tablet_is_given_no_key(
    app: Flask, world: World, session: ConferenceSession
) -> None:
    for leave in (lock_device, hand_over):
        child = world.delegate()
        seal = me_on_the_page(app, child, session)["seal"]
        leave(child)
        browser = Browser(app, child)
        for address in (f"/sessions/{session.slug}", "/locked", "/badge", "/papers", "/"):
            assert seal not in browser.get(address).text, (leave, address)


def test_the_tablet_calls_her_by_the_name_she_shows_and_by_none_where_she_shows_none(
    app: Flask, world: World, session: ConferenceSession
) -> None:
    child = world.delegate()
    shown = me_on_the_page(app, child, session)["called"]
    assert shown == _person(child).shown_name
    turn_dial(child, Dial.NOTHING)
    assert me_on_the_page(app, child, session)["called"] is None


def _person(actor: Actor) -> Person:
    return db.session.get_one(Person, actor.person_id)
