"""What is heavy asks once more who is there: the passphrase does, or else the password of the badge
(docs/decisions/concerns.md). What a child waits for, or can do no harm, never does."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask

from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.extensions import db
from participation.people.queries import require_confirmed
from participation.people.refusals import ConfirmFirst
from participation.safeguarding.concerns import commands, queries
from participation.safeguarding.posts.commands import appoint, keep_key, set_hours
from participation.safeguarding.posts.queries import hours
from tests.doors import Browser
from tests.passphrases import reader
from tests.safeguarding.concerns.team import WORDS, Team, tell
from tests.world import PIN, World

Shift = Callable[[float], None]
AN_HOUR = 3600


@pytest.fixture
def app(sqlite_app: Flask) -> Flask:
    """Who is asked again does not depend on the database."""
    return sqlite_app


def state_of(team: Team) -> str:
    db.session.rollback()
    db.session.expire_all()
    (course,) = queries.courses_for(team.lead)
    return str(course.state)


def test_an_hour_later_nobody_answers_signs_or_changes_the_phone_on_duty_unasked(
    app: Flask, team: Team, later: Shift
) -> None:
    concern, _ = tell()
    commands.answer(team.lead, concern, "We are with you.", "en")
    later(AN_HOUR)
    heavy: tuple[Callable[[Actor], object], ...] = (
        lambda actor: commands.answer(actor, concern, "Never mind.", "en"),
        lambda actor: commands.sign(actor, concern),
        lambda actor: set_hours(
            actor, reads_from="00:00", reads_until="24:00", duty_phone="+1 555 0100"
        ),
    )
    for act in heavy:
        with pytest.raises(ConfirmFirst):
            act(team.lead)
    assert state_of(team) == "answered"
    assert hours().duty_phone != "+1 555 0100"


def test_whoever_sits_at_a_new_leads_tablet_an_hour_later_chooses_no_passphrase_for_her(
    app: Flask, world: World, later: Shift
) -> None:
    world.event()
    lead = world.signed_in(world.person("safeguarding", kind="adult"))
    appoint(SYSTEM, lead.person_id or "", "lead")
    later(AN_HOUR)
    browser, phrase = Browser(app, lead), reader(0)[0]
    assert browser.get("/safety/post").status_code == 409
    asked = browser.post("/safety/post", new=phrase, again=phrase)
    assert asked.status_code == 409
    assert phrase not in asked.text
    with pytest.raises(ConfirmFirst):
        keep_key(lead, reader(0)[1])


def test_that_somebody_has_it_and_notes_are_one_tap_at_any_time(
    app: Flask, team: Team, later: Shift
) -> None:
    concern, _ = tell()
    later(AN_HOUR)
    lead = Browser(app, team.lead)
    assert lead.post(f"/safety/{concern}", then="acknowledge").status_code == 303
    assert lead.post(f"/safety/{concern}", then="note", text="At the desk.").status_code == 303
    assert state_of(team) == "taken"


def test_the_passphrase_is_the_asking(app: Flask, team: Team, later: Shift) -> None:
    concern, _ = tell()
    commands.answer(team.lead, concern, "We are with you.", "en")
    later(AN_HOUR)
    with pytest.raises(ConfirmFirst):
        require_confirmed(team.lead)
    lead = Browser(app, team.lead)
    opened = lead.post(f"/safety/{concern}/open", passphrase=team.lead_phrase)
    assert WORDS in opened.text
    key = re.search(r'name="page_key" value="([^"]+)"', opened.text)
    assert key
    file = lead.post(
        f"/safety/{concern}/export", file_passphrase="a file for the authority", page_key=key[1]
    )
    assert file.headers["Content-Disposition"].startswith("attachment")
    signed = lead.post(f"/safety/{concern}", then="sign", page_key=key[1])
    assert (signed.status_code, state_of(team)) == (200, "signed")


def test_a_wrong_passphrase_is_no_asking(app: Flask, team: Team, later: Shift) -> None:
    concern, _ = tell()
    later(AN_HOUR)
    wrong = Browser(app, team.lead).post(f"/safety/{concern}/open", passphrase="not this one")
    assert wrong.status_code == 403
    with pytest.raises(ConfirmFirst):
        require_confirmed(team.lead)


def test_a_signature_goes_on_once_the_password_was_typed(
    app: Flask, team: Team, later: Shift
) -> None:
    concern, _ = tell()
    commands.answer(team.lead, concern, "We are with you.", "en")
    later(AN_HOUR)
    deputy, address = Browser(app, team.deputy), f"/safety/{concern}"
    asked = deputy.post(address, then="sign")
    assert asked.status_code == 409
    assert state_of(team) == "answered"
    action = re.search(r'action="(/confirm[^"]+)"', asked.text)
    assert action
    way = action[1].replace("&amp;", "&")
    right = deputy.post(way, secret_again=PIN, then="sign")
    assert (right.status_code, right.headers["Location"]) == (307, address)
    assert deputy.post(address, then="sign").status_code == 303
    assert state_of(team) == "signed"


def test_a_passphrase_never_lies_in_the_source_of_a_page_that_waits(app: Flask, team: Team) -> None:
    concern, _ = tell()
    lead = Browser(app, team.lead)
    assert lead.post("/lock").status_code == 303
    for address, fields in (
        (f"/safety/{concern}/open", {"passphrase": team.lead_phrase}),
        ("/safety/post", {"old": team.lead_phrase, "new": "x y z x", "again": "x y z x"}),
    ):
        waiting = lead.post(address, **fields)
        assert waiting.status_code == 401
        assert team.lead_phrase not in waiting.text
        assert "x y z x" not in waiting.text
    lead.post("/confirm", secret_again=PIN)
    again = lead.post(f"/safety/{concern}/open", passphrase="")
    assert again.status_code == 400
    assert 'name="passphrase"' in again.text
