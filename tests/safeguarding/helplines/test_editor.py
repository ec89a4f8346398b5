"""Helplines are data: their keepers say who checked what and when; children see the right one."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from participation.floor.payloads import adults_topic
from participation.foundation import clock
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.extensions import db
from participation.foundation.languages import Words
from participation.foundation.refusals import NotAllowed, NotFound
from participation.foundation.versions import versions_of
from participation.safeguarding.helplines import commands, rules
from participation.safeguarding.helplines.commands import Check, Line, Person
from participation.safeguarding.helplines.payloads import one_line
from participation.safeguarding.helplines.refusals import (
    CheckedLater,
    LineThere,
    NameMissing,
    NeverChecked,
    NumberUnlikely,
)
from participation.safeguarding.models import Helpline
from participation.safeguarding.payloads import help_page
from participation.safeguarding.queries import help_line
from participation.screen.payloads import screen_topic
from tests.doors import Browser
from tests.moving_clock import MovingClock
from tests.world import ZONE, World, keep, words

TODAY = date(2026, 5, 18)


@pytest.fixture
def organiser(world: World) -> Actor:
    return world.signed_in(world.person("organiser", kind="adult"))


@pytest.fixture
def lead(world: World) -> Actor:
    return world.signed_in(world.person("safeguarding", kind="adult"))


def told(number: str = "919", country: str = "QA", name: Words | None = None) -> Line:
    return Line(country, number, name or words("A line"), "its own page")


def shown() -> list[tuple[str, str, bool]]:
    db.session.rollback()
    db.session.expire_all()
    lines = help_page("en")["helplines"]
    return [(each["where"], each["number"], each["to_confirm"]) for each in lines]


def add(actor: Actor, number: str = "919", country: str = "QA") -> str:
    return str(commands.add_helpline(actor, told(number, country))["line"])


def asked(days_ago: int) -> Check:
    return Check("Ms. Oasis", clock.now().date() - timedelta(days=days_ago), "by telephone")


@pytest.mark.parametrize(
    ("number", "country", "fits"),
    [
        ("919", "QA", True),
        ("116 111", "EU", True),
        ("16000", "EG", True),
        ("0800 1111", "GB", True),
        ("+974 5512 3456", "QA", True),
        ("5512 3456", "QA", True),
        ("5512 3456 7890 12", "QA", False),
        ("12", "QA", False),
        ("call us", "QA", False),
        ("", "QA", False),
    ],
)
def test_short_codes_are_taken_and_longer_numbers_as_they_are_there(
    number: str, country: str, fits: bool
) -> None:
    assert rules.can_be_dialled(number, country) is fits


@pytest.mark.parametrize(
    ("verified", "confirmed", "in_use", "standing"),
    [
        (None, None, True, "to_confirm"),
        (0, None, True, "shown"),
        (90, None, True, "shown"),
        (91, None, True, "hidden"),
        (91, 90, True, "shown"),
        (200, 91, True, "hidden"),
        (10, 95, True, "shown"),
        (0, 0, False, "taken_out"),
    ],
)
def test_a_line_is_hidden_90_days_after_its_check_unless_the_safety_team_confirmed(
    verified: int | None, confirmed: int | None, in_use: bool, standing: str
) -> None:
    days = [None if ago is None else TODAY - timedelta(days=ago) for ago in (verified, confirmed)]
    assert rules.standing(days[0], days[1], in_use, TODAY) == standing


def test_a_line_goes_from_added_to_checked_to_hidden_to_confirmed(
    world: World, organiser: Actor, lead: Actor
) -> None:
    world.event()
    line = add(organiser)
    assert shown() == [("home", "919", True)]
    commands.verify_helpline(organiser, line, asked(0))
    assert shown() == [("home", "919", False)]
    commands.verify_helpline(organiser, line, asked(91))
    assert shown() == []
    with pytest.raises(NotAllowed):
        commands.confirm_helpline(organiser, line)
    commands.confirm_helpline(lead, line)
    assert shown() == [("home", "919", False)]
    kept = one_line(line, "en")
    assert (kept["verified_by"], kept["source"]) == ("Ms. Oasis", "by telephone")
    assert kept["confirmed_on"] == clock.now().astimezone(ZoneInfo(ZONE)).date()
    assert kept["confirmed_by"] is not None


def test_another_number_has_not_been_checked_by_anyone(world: World, organiser: Actor) -> None:
    world.event()
    line = add(organiser)
    commands.verify_helpline(organiser, line, asked(0))
    commands.change_helpline(organiser, line, told(name=words("Another name")))
    assert shown() == [("home", "919", False)]
    commands.change_helpline(organiser, line, told("920"))
    assert shown() == [("home", "920", True)]


def test_a_line_that_was_taken_out_is_not_shown_and_can_come_back(
    world: World, organiser: Actor
) -> None:
    world.event()
    line = add(organiser)
    commands.take_out_helpline(organiser, line)
    assert shown() == []
    commands.put_back_helpline(organiser, line)
    assert shown() == [("home", "919", True)]


def test_what_can_not_be_right_is_said_kindly(world: World, organiser: Actor, lead: Actor) -> None:
    world.event()
    line = add(organiser)
    with pytest.raises(LineThere):
        add(organiser)
    with pytest.raises(NumberUnlikely):
        add(organiser, number="12")
    with pytest.raises(NameMissing):
        commands.add_helpline(organiser, told("920", name={"ar": "خط", "en": "Line", "fr": ""}))
    with pytest.raises(CheckedLater):
        commands.verify_helpline(organiser, line, asked(-2))
    with pytest.raises(NeverChecked):
        commands.confirm_helpline(lead, line)


def test_nobody_but_organisers_and_the_safety_team_keeps_help(world: World) -> None:
    session = world.session()
    keep(SYSTEM, line := Helpline(country="QA", number="919", name=words("A"), source="x"))
    person = Person(words("Ms. Oasis"), words("Here"), "QA", "999")
    for actor in (world.delegate(), world.facilitator(session), world.phone(session)):
        for write in (
            lambda actor=actor: add(actor, number="920"),
            lambda actor=actor: commands.change_helpline(actor, line.id, told()),
            lambda actor=actor: commands.verify_helpline(actor, line.id, asked(0)),
            lambda actor=actor: commands.confirm_helpline(actor, line.id),
            lambda actor=actor: commands.take_out_helpline(actor, line.id),
            lambda actor=actor: commands.put_back_helpline(actor, line.id),
            lambda actor=actor: commands.set_safe_person(actor, person),
            lambda actor=actor: commands.place_room(actor, session.room_id, "JO"),
        ):
            with pytest.raises(NotAllowed):
                write()


def test_the_line_is_the_one_for_where_the_child_is(
    app: Flask, world: World, organiser: Actor, lead: Actor
) -> None:
    """Decision 12: in a room in another country its line comes first, and a number for danger
    that does not work there is not shown."""
    session = world.session()
    commands.set_safe_person(lead, Person(words("Ms. Oasis"), words("Desk"), "QA", "999"))
    add(organiser)
    add(organiser, number="110", country="JO")
    db.session.rollback()
    assert [each[:2] for each in shown()] == [
        ("here", "919"),
        ("emergency", "999"),
        ("home", "110"),
    ]
    commands.place_room(organiser, session.room_id, "JO")
    browser = Browser(app)
    there = browser.get(f"/help?in={session.slug}").text
    assert there.index("110") < there.index("919")
    assert "999" not in there
    line = help_line(session.slug)
    assert line is not None
    assert line["number"] == "110"
    here = browser.get("/help").text
    assert here.index("919") < here.index("999") < here.index("110")
    nowhere = browser.get("/help?in=nowhere").text
    assert nowhere.index("919") < nowhere.index("999") < nowhere.index("110")


def version_now(session_id: str) -> int:
    return dict(versions_of([session_id]))[session_id, "screen"]


def test_each_rooms_wall_shows_its_own_number_and_hears_of_another(
    world: World, organiser: Actor
) -> None:
    here, there = world.session(), world.session()
    for session, country in ((here, None), (there, "JO")):
        commands.place_room(organiser, session.room_id, country)
    db.session.rollback()
    before = [version_now(session.id) for session in (here, there)]
    commands.set_safe_person(organiser, Person(words("Ms. Oasis"), words("Desk"), "QA", "999"))
    add(organiser)
    add(organiser, number="110", country="JO")
    db.session.rollback()
    foot = [screen_topic(session.id)["help"] for session in (here, there)]
    assert [told["number"] for told in foot] == ["919", "110"]
    assert foot[0]["place"] == words("Desk")
    after = [version_now(session.id) for session in (here, there)]
    assert all(now > then for now, then in zip(after, before, strict=True))


def test_a_number_is_never_one_of_another_country(world: World, organiser: Actor) -> None:
    session = world.session()
    commands.set_safe_person(organiser, Person(words("Ms. Oasis"), words("Desk"), "QA", "999"))
    commands.place_room(organiser, session.room_id, "JO")
    db.session.rollback()
    assert screen_topic(session.id)["help"]["number"] == ""


def test_the_page_of_a_session_leads_to_the_help_of_its_place(app: Flask, world: World) -> None:
    session = world.session()
    page = Browser(app, world.phone(session)).get(f"/sessions/{session.slug}").text
    assert f'href="/help?in={session.slug}"' in page


@pytest.mark.parametrize("lang", ["ar", "en", "fr"])
def test_the_editor_works_without_javascript_in_every_language(
    app: Flask, world: World, lead: Actor, lang: str
) -> None:
    world.room()
    browser = Browser(app, lead)
    assert browser.get(f"/organise/helplines?lang={lang}").status_code == 200
    fields = {"name_ar": "خط", "name_en": "Line", "name_fr": "Ligne", "source": "its page"}
    unlikely = browser.post("/organise/helplines/new", country="QA", number="١٢", **fields)
    assert unlikely.status_code == 422
    assert 'value="12"' in unlikely.text, "what was typed is still there"
    added = browser.post("/organise/helplines/new", country="QA", number="٩١٩", **fields)
    assert added.status_code == 303
    address = added.headers["Location"]
    assert "919" in browser.get(f"{address}?lang={lang}").text
    today = clock.now().date().isoformat()
    check = {"verified_by": "Ms. Oasis", "checked_how": "called them"}
    nothing = browser.post(address, then="verify", verified_on="soon", **check)
    assert nothing.status_code == 400
    assert browser.post(address, then="verify", verified_on=today, **check).status_code == 303
    assert browser.post(address, then="confirm").status_code == 303
    assert shown() == [("home", "919", False)]
    assert browser.post(address, then="take_out").status_code == 303
    assert shown() == []
    person = {f"{field}_{each}": "x" for field in ("name", "place") for each in ("ar", "en", "fr")}
    wrong = browser.post("/organise/helplines/safe-person", country="QA", **person)
    assert wrong.status_code == 400
    kept = browser.post(
        "/organise/helplines/safe-person", country="QA", emergency_number="٩٩٩", **person
    )
    assert kept.status_code == 303
    assert shown() == [("emergency", "999", True)]


def test_the_emergency_number_is_marked_until_checked_and_never_hidden(
    app: Flask, world: World, organiser: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = MovingClock(monkeypatch)
    session = world.session(state="planned")
    named = Person(words("Ms. Oasis"), words("Desk"), "QA", "999")
    with pytest.raises(NotFound):  # nobody is named, so there is no number to check
        commands.verify_emergency(organiser, Check("Ms. Oasis", clock.now().date(), "called"))
    commands.set_safe_person(organiser, named)

    def is_marked() -> bool:
        (told,) = shown()
        assert told[:2] == ("emergency", "999")
        page = Browser(app).get("/help?lang=en").text
        assert ("To be confirmed" in page) is told[2]
        checklist = adults_topic(session.id, "facilitator")["checklist"]
        assert ({"what": "emergency"} in checklist["warns"]) is told[2]
        return told[2]

    assert is_marked()
    browser = Browser(app, organiser)
    day = clock.now().date()
    check = {"verified_by": "Ms. Oasis", "verified_on": str(day), "checked_how": "called them"}
    later = check | {"verified_on": str(day + timedelta(days=2))}
    address = "/organise/helplines/emergency"
    assert browser.post(address, **later).status_code == 422
    assert is_marked()
    before = versions_of([session.id])
    assert browser.post(address, **check).status_code == 303
    assert not is_marked()
    assert versions_of([session.id])[session.id, "adults"] > before[session.id, "adults"]
    commands.set_safe_person(organiser, named)  # the same number once more
    assert not is_marked()
    moment.passes(days=90)
    assert not is_marked()
    moment.passes(days=1)
    assert is_marked()
    again = world.signed_in(world.person("organiser", kind="adult"))
    commands.verify_emergency(again, Check("Ms. Oasis", clock.now().date(), "called"))
    assert not is_marked()
    commands.set_safe_person(again, Person(named.name, named.place, "QA", "112"))
    assert shown() == [("emergency", "112", True)]  # nobody has asked about this one
    assert Browser(app, world.facilitator()).post(address, **check).status_code == 403
