"""A child's badge on a device that is new here waits for an adult's nod; guessing slows itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from participation.foundation import clock
from participation.foundation.actors import NOBODY, Actor, load_actor
from participation.foundation.extensions import db
from participation.foundation.refusals import NotAllowed, NotSignedIn
from participation.foundation.versions import versions_of
from participation.people import commands, queries, rules, tokens
from participation.people.models import Badge, Device
from participation.people.refusals import SlowDown, WrongSecret
from participation.people.tablets.commands import nod
from participation.people.tablets.payloads import nods_topic
from participation.people.tablets.refusals import NobodyWaits
from tests.doors import Browser, send
from tests.world import PIN, World


def badge_of(person_id: str) -> Badge:
    badge = queries.badge_of_person(person_id)
    assert badge is not None
    return badge


def behind(device_id: str) -> Actor:
    """Who the cookie of this device is now."""
    db.session.rollback()
    return load_actor(tokens.sign("device", device_id), "en")


def waiting(world: World, tablet: str | None = None) -> str:
    """A child's device that waits for a nod."""
    child = world.person("delegate")
    told = commands.sign_in(NOBODY, badge_of(child), PIN, tablet or world.tablet(known=False))
    assert told["waits"]
    return str(told["device"])


def test_a_childs_badge_waits_on_a_new_tablet_and_an_adults_does_not(world: World) -> None:
    device = waiting(world)
    assert (behind(device).kind, behind(device).held) == ("nobody", "waiting")
    speaker = commands.sign_in(NOBODY, badge_of(world.person("speaker", kind="adult")), PIN)
    assert behind(speaker["device"]).kind == "person"


def test_a_nod_lets_the_child_go_on_and_the_tablet_is_known_for_every_child(world: World) -> None:
    tablet = world.tablet(known=False)
    device = waiting(world, tablet)
    nod(world.facilitator(world.session()), device, True)
    actor = behind(device)
    assert actor.is_delegate
    commands.hand_over(actor)
    other = commands.sign_in(NOBODY, badge_of(world.person("delegate")), PIN, tablet)
    assert not other["waits"]


def test_a_no_ends_it_and_the_tablet_stays_new(world: World) -> None:
    tablet = world.tablet(known=False)
    device = waiting(world, tablet)
    nod(world.facilitator(world.session()), device, False)
    assert behind(device).held is None
    assert db.session.get_one(Device, device).ended_at is not None
    waiting(world, tablet)


def test_two_adults_nod_once(world: World) -> None:
    device, session = waiting(world), world.session()
    nod(world.facilitator(session), device, True)
    with pytest.raises(NobodyWaits):
        nod(world.facilitator(session), device, False)
    assert behind(device).is_delegate


@pytest.mark.parametrize("role", ["delegate", "speaker", "interpreter", "accompanying"])
def test_only_those_who_keep_the_door_nod(world: World, role: str) -> None:
    device = waiting(world)
    for actor in (world.signed_in(world.person(role)), world.phone(world.session()), NOBODY):
        with pytest.raises((NotAllowed, NotSignedIn)):
            nod(actor, device, True)
        assert behind(device).held == "waiting"


def test_nobody_waits_for_ever(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    device, adult = waiting(world), world.facilitator(world.session())
    later = clock.now() + rules.NOD_WAITS_FOR
    monkeypatch.setattr(clock, "now", lambda: later)
    assert behind(device).held is None
    assert nods_topic() == {"waiting": []}
    with pytest.raises(NobodyWaits):
        nod(adult, device, True)


def test_where_an_adult_of_the_door_signs_in_the_tablet_is_known(world: World) -> None:
    tablet = world.tablet(known=False)
    commands.sign_in(NOBODY, badge_of(world.person("speaker", kind="adult")), PIN, tablet)
    waiting(world, tablet)
    commands.sign_in(NOBODY, badge_of(world.person("facilitator", kind="adult")), PIN, tablet)
    child = commands.sign_in(NOBODY, badge_of(world.person("delegate")), PIN, tablet)
    assert not child["waits"]


def test_facilitators_are_told_who_waits_by_shown_name_and_number_alone(world: World) -> None:
    sessions = [world.session(), world.session()]
    before = versions_of([session.id for session in sessions])
    device = waiting(world)
    after = versions_of([session.id for session in sessions])
    for session in sessions:
        assert after[session.id, "nods"] > before.get((session.id, "nods"), 0)
    (told,) = nods_topic()["waiting"]
    assert told.keys() == {"device", "name", "number", "since"}
    assert told["device"] == device


# -- the doors ---------------------------------------------------------------------------------


def test_the_tablet_goes_on_by_itself_after_the_nod(app: Flask, world: World) -> None:
    session = world.session()
    badge, adult = badge_of(world.person("delegate")), world.facilitator(session)
    browser = Browser(app)
    answer = browser.post("/badge", number=badge.number, secret=PIN)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/badge/waiting")
    assert browser.get("/papers").status_code == 401
    assert browser.json("/badge/waiting") == {"waits": True, "signed_in": False}
    assert badge.number in Browser(app, adult).get("/nods").text
    db.session.rollback()
    (told,) = nods_topic()["waiting"]
    assert send(app, adult, "tablets.nod", device=told["device"], yes=True)["ok"]
    assert browser.json("/badge/waiting") == {"waits": False, "signed_in": True}
    assert browser.get("/papers").status_code == 200
    browser.post("/hand-over")
    again = browser.post("/badge", number=badge.number, secret=PIN)
    assert again.headers["Location"] == "/"


def test_a_shown_link_opens_nothing_in_an_event_that_is_real(app: Flask, world: World) -> None:
    world.event()
    badge = badge_of(world.person("delegate"))
    link = f"/badge/{tokens.sign('shown-badge', badge.id)}"
    assert Browser(app).post(link, secret=PIN).status_code == 404


def test_a_shown_link_of_a_demonstration_goes_straight_in(app: Flask, world: World) -> None:
    world.event(demonstration=True)
    badge = badge_of(world.person("delegate"))
    browser = Browser(app)
    card = browser.post(f"/badge/{tokens.sign('badge', badge.id)}", secret=PIN)
    assert card.headers["Location"] == "/badge/waiting"
    shown = browser.post(f"/badge/{tokens.sign('shown-badge', badge.id)}", secret=PIN)
    assert shown.headers["Location"] == "/"
    assert browser.get("/papers").status_code == 200


def test_the_adult_of_a_demonstration_can_be_played_and_of_no_other_event(
    app: Flask, world: World
) -> None:
    world.event()
    badge = badge_of(world.person("delegate"))
    browser = Browser(app)
    browser.post("/badge", number=badge.number, secret=PIN)
    assert browser.post("/try/nod").status_code == 404
    assert browser.json("/badge/waiting") == {"waits": True, "signed_in": False}


# -- guessing ----------------------------------------------------------------------------------


def guess(badge: Badge, tablet: str | None, times: int) -> None:
    for _ in range(times):
        with pytest.raises(WrongSecret):
            commands.sign_in(NOBODY, badge, "0000", tablet)


def test_a_stranger_who_guesses_never_slows_the_owner_on_her_own_tablet(world: World) -> None:
    badge, own = badge_of(world.person("delegate")), world.tablet()
    commands.sign_in(NOBODY, badge, PIN, own)
    guess(badge, None, rules.FREE_TRIES)
    with pytest.raises(SlowDown):
        commands.sign_in(NOBODY, badge, PIN)
    assert commands.sign_in(NOBODY, badge, PIN, own)["device"]


def test_wrong_tries_on_her_own_tablet_slow_that_tablet_alone(world: World) -> None:
    badge, own, other = badge_of(world.person("delegate")), world.tablet(), world.tablet()
    for tablet in (own, other):
        commands.sign_in(NOBODY, badge, PIN, tablet)
    guess(badge, own, rules.FREE_TRIES)
    with pytest.raises(SlowDown):
        commands.sign_in(NOBODY, badge, PIN, own)
    assert commands.sign_in(NOBODY, badge, PIN, other)["device"]


def test_a_tablet_that_guesses_at_one_badge_after_the_other_is_slowed(world: World) -> None:
    tablet = world.tablet()
    badges = [badge_of(world.person("delegate")) for _ in range(rules.FREE_TRIES + 1)]
    for badge in badges[:-1]:
        guess(badge, tablet, 1)
    with pytest.raises(SlowDown):
        commands.sign_in(NOBODY, badges[-1], "0000", tablet)
    assert commands.sign_in(NOBODY, badges[-1], PIN)["device"]


def test_waiting_opens_the_way_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    badge, own = badge_of(world.person("delegate")), world.tablet()
    commands.sign_in(NOBODY, badge, PIN, own)
    guess(badge, own, rules.FREE_TRIES)
    later = clock.now() + timedelta(seconds=rules.LONGEST_WAIT_S)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert commands.sign_in(NOBODY, badge, PIN, own)["device"]


# -- a new PIN ---------------------------------------------------------------------------------


def test_a_child_types_a_new_pin_on_the_adults_tablet_and_the_old_one_is_gone(
    app: Flask, world: World
) -> None:
    adult = world.facilitator(world.session())
    person = world.person("delegate")
    badge, old = badge_of(person), world.signed_in(person)
    browser = Browser(app, adult)
    asked = browser.post("/new-pin", number=badge.number)
    assert (asked.status_code, 'name="pin_again"' in asked.text) == (200, True)
    for pin, again in (("1357", "1358"), ("135", "135"), ("abcd", "abcd")):
        assert (
            browser.post("/new-pin", number=badge.number, pin=pin, pin_again=again).status_code
            == 422
        )
    done = browser.post("/new-pin", number=badge.number, pin="١٣٥٧", pin_again="1357")
    assert done.status_code == 200
    assert behind(str(old.device_id)).kind == "nobody"
    badge = badge_of(person)
    with pytest.raises(WrongSecret):
        commands.sign_in(NOBODY, badge, PIN)
    assert commands.sign_in(NOBODY, badge, "1357", world.tablet())["device"]


def test_a_new_pin_is_for_children_and_by_adults_who_typed_their_own_secret_lately(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    adult = world.facilitator(world.session())
    number = badge_of(world.person("delegate")).number
    grown_up = badge_of(world.person("speaker", kind="adult")).number
    pins = {"pin": "1357", "pin_again": "1357"}
    assert Browser(app, adult).post("/new-pin", number=grown_up, **pins).status_code == 409
    assert Browser(app, world.delegate()).post("/new-pin", number=number, **pins).status_code == 403
    assert Browser(app).post("/new-pin", number=number, **pins).status_code == 401
    later = clock.now() + rules.CONFIRMED_FOR
    monkeypatch.setattr(clock, "now", lambda: later)
    assert Browser(app, adult).post("/new-pin", number=number, **pins).status_code == 409
    assert commands.sign_in(NOBODY, badge_of(world.person("delegate")), PIN)["device"]
