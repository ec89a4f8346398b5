"""The demonstration as it stands in the database, and as `demo` shows it."""

from __future__ import annotations

import json
import re
import secrets
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import func, select

from participation.demonstration import content
from participation.floor.models import RunSheetItem
from participation.foundation import clock
from participation.foundation.actors import NOBODY
from participation.foundation.database import Model
from participation.foundation.extensions import db
from participation.papers.models import Paper
from participation.people.commands import sign_in
from participation.people.models import Person
from participation.people.queries import badge_of_token
from participation.people.secret_words import new_passphrase, new_password, new_pin
from participation.polls.models import Poll, PollKind
from participation.programme.models import ConferenceSession
from participation.programme.queries import the_event
from participation.safeguarding.models import Helpline, SafePerson
from participation.safeguarding.payloads import help_page


def told(app: Flask) -> dict[str, Any]:
    done = app.test_cli_runner().invoke(args=["demo", "--json"])
    assert done.exit_code == 0, done.output
    answer: dict[str, Any] = json.loads(done.output)
    return answer


def counts(app: Flask) -> dict[str, int]:
    with app.app_context():
        return {
            name: db.session.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in Model.metadata.tables.items()
        }


def test_demo_json_has_the_shape_that_is_promised(demonstration: Flask) -> None:
    demo = told(demonstration)
    assert demo.keys() == {"url", "event", "sessions", "people", "screen", "try"}
    assert urlsplit(demo["url"]).hostname == "127.0.0.1"
    assert demo["screen"] == f"{demo['url']}/screen"
    assert demo["try"] == f"{demo['url']}/try"
    assert demo["event"]["title"].keys() == {"ar", "en", "fr"}
    for session in demo["sessions"]:
        assert session.keys() == {"slug", "kind", "title", "state", "room_code"}
        assert re.fullmatch(r"\d{8}", session["room_code"])
    for person in demo["people"]:
        assert {"name", "roles", "sign_in", "secret"} <= person.keys()
        assert person["sign_in"].startswith(f"{demo['url']}/badge/")
        assert ("passphrase" in person) == ("safeguarding" in person["roles"])


def test_every_session_has_its_people_in_demo_json(demonstration: Flask) -> None:
    demo = told(demonstration)
    roles = {role for person in demo["people"] for role in person["roles"]}
    assert {"delegate", "facilitator", "organiser", "safeguarding", "interpreter"} <= roles
    for session in demo["sessions"]:
        assert f"moderator:{session['slug']}" in roles
        assert f"facilitator:{session['slug']}" in roles
    assert {session["kind"] for session in demo["sessions"]} == {"plenary", "workshop", "closed"}
    assert sum(session["kind"] == "plenary" for session in demo["sessions"]) == 3 + 1
    assert {s["slug"]: s["state"] for s in demo["sessions"]}["trial"] == "open"


def test_the_secret_shown_opens_the_badge_shown(demonstration: Flask) -> None:
    person = secrets.choice(told(demonstration)["people"])
    with demonstration.app_context():
        badge = badge_of_token(person["sign_in"].rpartition("/")[2])
        assert sign_in(NOBODY, badge, person["secret"])["device"]


def test_children_have_pins_and_adults_words(demonstration: Flask) -> None:
    for person in told(demonstration)["people"]:
        shape = r"\d{4}" if "delegate" in person["roles"] else r"[a-z]{4}(-[a-z]{4}){2}"
        assert re.fullmatch(shape, person["secret"])


def test_building_again_changes_nothing(demonstration: Flask) -> None:
    first, before = told(demonstration), counts(demonstration)
    assert told(demonstration) == first
    assert counts(demonstration) == before


def test_today_is_the_first_day_in_the_events_own_zone(demonstration: Flask) -> None:
    with demonstration.app_context():
        event = the_event()
        assert event is not None
        zone = ZoneInfo(event.timezone)
        assert event.starts_on - clock.now().astimezone(zone).date() <= timedelta(0)
        first = db.session.scalars(
            select(ConferenceSession).where(ConferenceSession.slug == "session-1")
        ).one()
        assert first.starts_at.astimezone(zone).strftime("%H:%M") == "09:00"
        assert first.starts_at.astimezone(zone).date() == event.starts_on


def test_papers_stand_where_their_course_says(demonstration: Flask) -> None:
    with demonstration.app_context():
        stands = {
            (paper.draft_title, paper.state, paper.confirmed_revision_id is not None)
            for paper in db.session.scalars(select(Paper))
        }
    assert stands == {
        (paper["title"], paper["state"], paper["state"] == "confirmed")
        for paper in content.entries("papers")
    }


def test_items_pin_what_their_author_said_yes_to(demonstration: Flask) -> None:
    pins = sum(
        "paper" in item for session in content.conference()["sessions"] for item in session["items"]
    )
    with demonstration.app_context():
        pinned = db.session.scalars(
            select(RunSheetItem.revision_id).where(RunSheetItem.revision_id.is_not(None))
        ).all()
        confirmed = db.session.scalars(
            select(Paper.confirmed_revision_id).where(Paper.state == "confirmed")
        ).all()
    assert len(pinned) == pins
    assert set(pinned) == set(confirmed)


def test_polls_are_ready_at_their_items(demonstration: Flask) -> None:
    with demonstration.app_context():
        polls = db.session.scalars(select(Poll)).all()
        assert {poll.state for poll in polls} == {"ready"}
        places = db.session.scalars(select(RunSheetItem.id).where(RunSheetItem.kind == "poll"))
        assert set(places) == {poll.item_id for poll in polls if poll.item_id}
        assert all(len(poll.options) >= 2 for poll in polls if poll.kind != PollKind.WORDS)


def test_helplines_are_unconfirmed_and_no_other_than_the_known(demonstration: Flask) -> None:
    with demonstration.app_context():
        lines = db.session.scalars(select(Helpline)).all()
        assert all(line.verified_on is None for line in lines)
        assert {(line.country, line.number) for line in lines} == {
            ("QA", "919"), ("KW", "147"), ("BH", "998"), ("SA", "116111"), ("OM", "1100"),
            ("JO", "110"), ("EG", "16000"), ("EU", "116 111"), ("IN", "1098"),
        }  # fmt: skip
        assert {line.country: line.name["en"] for line in lines}["QA"] == "Aman’s helpline, Qatar"
        person = db.session.scalars(select(SafePerson)).one()
        assert (person.emergency_number, person.emergency_verified_on) == ("999", None)
        shown = help_page("en")["helplines"]
        assert len(shown) == 10  # the nine, and the emergency number
        assert all(line["to_confirm"] for line in shown)


def test_nobody_has_a_secret_in_a_database_of_their_own(app: Flask) -> None:
    assert db.session.scalars(select(Person)).all() == []
    done = app.test_cli_runner().invoke(args=["doctor"])
    assert "demonstration" not in done.output.replace("For a demonstration", "")


def test_pins_are_four_digits_that_are_not_in_a_row() -> None:
    for pin in [new_pin() for _ in range(2000)]:
        assert re.fullmatch(r"\d{4}", pin)
        assert pin not in "0123456789 9876543210"
        assert len(set(pin)) > 1


def test_passwords_can_be_read_aloud() -> None:
    assert re.fullmatch(r"[a-z]{4}-[a-z]{4}-[a-z]{4}", new_password(tokens=3))
    assert len(new_passphrase().split()) == 6
    assert len({new_password(tokens=3) for _ in range(50)}) == 50
