"""How many adults a session asks for: changed by those who are not counted, and never to none."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select, update

from participation.floor.models import Floor
from participation.floor.payloads import adults_topic
from participation.floor.quiet import commands as quiet
from participation.floor.refusals import TrialAsksForNone
from participation.foundation.actors import Actor
from participation.foundation.audit import AuditRow
from participation.foundation.extensions import db
from participation.foundation.refusals import BadInput, NotAllowed, NotNow
from participation.people.models import Device
from participation.people.refusals import ConfirmFirst
from participation.programme.models import SessionKind
from tests.doors import Browser
from tests.safeguarding.adults.conftest import Room
from tests.world import World


@pytest.fixture
def organiser(world: World) -> Actor:
    return world.signed_in(world.person("organiser", kind="adult"))


def asked(session_id: str) -> int:
    db.session.rollback()
    return db.session.get_one(Floor, session_id, populate_existing=True).adults_asked


def test_a_session_that_asks_for_more_is_quiet_until_they_are_there(
    room: Room, organiser: Actor
) -> None:
    quiet.ask_for_adults(organiser, room.session.id, 3)
    assert (asked(room.session.id), room.is_quiet) == (3, True)
    assert adults_topic(room.session.id, "moderator")["missing"] == 1
    quiet.ask_for_adults(organiser, room.session.id, 2)
    assert not room.is_quiet


def test_the_safety_team_changes_it_too_and_nobody_who_is_counted_does(
    room: Room, world: World
) -> None:
    lead = world.signed_in(world.person("safeguarding", kind="adult"))
    quiet.ask_for_adults(lead, room.session.id, 4)
    for actor in (room.lina, room.oak, world.moderator(room.session), world.delegate()):
        with pytest.raises(NotAllowed):
            quiet.ask_for_adults(actor, room.session.id, 1)
    assert asked(room.session.id) == 4


@pytest.mark.parametrize("number", [0, -1, 21])
def test_it_is_never_none_and_never_out_of_reason(
    room: Room, organiser: Actor, number: int
) -> None:
    with pytest.raises(BadInput):
        quiet.ask_for_adults(organiser, room.session.id, number)
    assert asked(room.session.id) == 2


def test_the_trial_asks_for_none_and_what_is_over_is_left_alone(
    world: World, organiser: Actor
) -> None:
    with pytest.raises(TrialAsksForNone):
        quiet.ask_for_adults(organiser, world.session(adults=0).id, 2)
    with pytest.raises(NotNow):
        quiet.ask_for_adults(organiser, world.session(state="closed", adults=2).id, 1)


def test_the_secret_is_asked_for_again_before_it(room: Room, organiser: Actor) -> None:
    db.session.execute(
        update(Device).where(Device.id == organiser.device_id).values(confirmed_at=None)
    )
    db.session.commit()
    with pytest.raises(ConfirmFirst):
        quiet.ask_for_adults(organiser, room.session.id, 1)


def test_it_is_written_down_with_both_numbers(room: Room, organiser: Actor) -> None:
    quiet.ask_for_adults(organiser, room.session.id, 5)
    row = db.session.scalars(
        select(AuditRow).where(AuditRow.action == "quiet.ask_for_adults")
    ).one()
    assert (row.who, row.session_id, row.reason) == (
        organiser.person_id, room.session.id, "2 → 5",
    )  # fmt: skip


def test_the_page_changes_it_and_knows_no_closed_meeting(
    app: Flask, world: World, organiser: Actor
) -> None:
    open_, closed = world.session(adults=2), world.session(adults=2, kind=SessionKind.CLOSED)
    browser = Browser(app, organiser)
    assert browser.post("/organise/sessions", session=open_.slug, adults="6").status_code == 303
    assert asked(open_.id) == 6
    page = browser.get("/organise/sessions?lang=en").text
    assert '<option value="6" selected>' in page
    assert closed.slug not in page
    assert browser.post("/organise/sessions", session=closed.slug, adults="1").status_code == 404
    refused = browser.post("/organise/sessions", session=open_.slug, adults="0")
    assert refused.status_code == 400
    assert Browser(app, world.facilitator(open_)).get("/organise/sessions").status_code == 403
