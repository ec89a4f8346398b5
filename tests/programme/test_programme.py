"""The programme as people read it, and as calendars and other programs do."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from icalendar import Calendar

from participation.foundation import clock
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.commands import Audit, Reference, command
from participation.foundation.extensions import db
from participation.programme.models import ConferenceEvent, ConferenceSession, Day
from tests.doors import Browser
from tests.world import World, keep

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=ZoneInfo("UTC"))
IN_USE = {"ar": "القاعة مشغولة", "en": "Room in use", "fr": "Salle occupée"}


@pytest.fixture(autouse=True)
def at_one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@command(audit=Audit.NONE)
def move_event(actor: Actor, zone: str) -> Reference:
    """The conference is in this zone."""
    db.session.query(ConferenceEvent).one().timezone = zone
    return {}


def page(app: Flask, actor: Actor | None = None, lang: str = "en") -> str:
    answer = Browser(app, actor).get(f"/programme?lang={lang}")
    assert answer.status_code == 200
    return answer.text


def scheduled(app: Flask, actor: Actor | None = None, lang: str = "en") -> list[dict[str, Any]]:
    """The entries of programme.json in their order, each with its room."""
    told = Browser(app, actor).get(f"/programme.json?lang={lang}").get_json()
    return [
        entry | {"room": room}
        for day in told["schedule"]["conference"]["days"]
        for room, entries in day["rooms"].items()
        for entry in entries
    ]


def calendar(app: Flask, actor: Actor | None = None, lang: str = "en") -> list[Any]:
    answer = Browser(app, actor).get(f"/programme.ics?lang={lang}")
    assert answer.mimetype == "text/calendar"
    return list(Calendar.from_ical(answer.get_data(as_text=True)).walk("VEVENT"))


# -- closed meetings ---------------------------------------------------------------------------


def a_closed_meeting(world: World) -> ConferenceSession:
    return world.session(kind="closed", state="planned", starts_in=timedelta(hours=2))


@pytest.mark.parametrize("lang", IN_USE)
def test_of_a_closed_meeting_others_see_a_room_in_use_and_nothing_more(
    app: Flask, world: World, lang: str
) -> None:
    closed = a_closed_meeting(world)
    other = world.session(kind="workshop", starts_in=timedelta(hours=2))
    screen = world.screen()
    others = [
        None,
        world.phone(other),
        world.delegate(),
        world.moderator(other),
        world.facilitator(),
        world.signed_in(world.person("safeguarding", kind="adult")),
        world.signed_in(world.person("organiser", kind="adult")),
        Actor(kind="screen", device_id=screen.device_id, room_id=closed.room_id),
    ]
    secret = [closed.slug, closed.id, closed.room_code, *closed.title.values(), "closed"]
    for actor in others:
        told = page(app, actor, lang)
        assert IN_USE[lang] in told
        (entry,) = [e for e in scheduled(app, actor, lang) if e["title"] == IN_USE[lang]]
        (event,) = [e for e in calendar(app, actor, lang) if str(e["summary"]) == IN_USE[lang]]
        assert entry["start"] == "14:30"
        assert event["dtstart"].dt == closed.starts_at
        assert not entry["abstract"]
        raw = told + str(entry) + event.to_ical().decode()
        assert [word for word in secret if word in raw] == []


def test_a_closed_meetings_address_does_not_exist_for_others(app: Flask, world: World) -> None:
    closed = a_closed_meeting(world)
    screen = world.screen()
    for actor in (
        None,
        world.facilitator(),
        world.signed_in(world.person("organiser", kind="adult")),
        Actor(kind="screen", device_id=screen.device_id, room_id=closed.room_id),
    ):
        for view in ("", "/moderate", "/assist"):
            answer = Browser(app, actor).get(f"/sessions/{closed.slug}{view}")
            never = Browser(app, actor).get(f"/sessions/never-was{view}")
            assert answer.status_code == never.status_code >= 400
            assert shown(answer.text).replace(closed.slug, "never-was") == shown(never.text)


def shown(page: str) -> str:
    """A page without what is another each time: its forms' tokens and its scripts' word."""
    return re.sub(r' (?:value|nonce)="[^"]*"', "", page)


def test_its_members_see_their_closed_meeting(app: Flask, world: World) -> None:
    closed = a_closed_meeting(world)
    member = world.facilitator(closed)
    told = page(app, member)
    assert closed.title["en"] in told
    assert f'href="/sessions/{closed.slug}"' in told
    assert IN_USE["en"] not in told
    assert [entry["slug"] for entry in scheduled(app, member)] == [closed.slug]
    assert [str(event["summary"]) for event in calendar(app, member)] == [closed.title["en"]]


# -- order, languages, times -------------------------------------------------------------------


def test_slots_are_in_order_of_time_and_parallel_sessions_share_one(
    app: Flask, world: World
) -> None:
    late = world.session(starts_in=timedelta(hours=5))
    early = world.session(starts_in=timedelta(hours=1))
    twin = world.session(starts_in=timedelta(hours=1))
    told = page(app)
    slots = re.findall(r'class="slot-time"><bdi>([^<]+)</bdi>', told)
    assert slots == ["13:30–15:00", "17:30–19:00"]
    places = [told.index(session.title["en"]) for session in (early, twin, late)]
    assert max(places[:2]) < told.index("17:30–19:00") < places[2]
    starts = [event["dtstart"].dt for event in calendar(app)]
    assert starts == sorted(starts)


def test_days_follow_each_other(app: Flask, world: World) -> None:
    world.session()
    event = db.session.query(ConferenceEvent).one()
    tomorrow = Day(event_id=event.id, number=2, date=(NOW + timedelta(days=1)).date())
    keep(SYSTEM, tomorrow)
    told = page(app)
    assert re.findall(r'id="day-\d">.*?(\d+ \w+)</h2>', told, re.S) == [
        "20 November",
        "21 November",
    ]
    days = Browser(app).get("/programme.json").get_json()["schedule"]["conference"]["days"]
    assert [(day["index"], day["date"]) for day in days] == [(1, "2026-11-20"), (2, "2026-11-21")]


@pytest.mark.parametrize("lang", ["ar", "en", "fr"])
def test_every_form_of_the_programme_speaks_the_language_asked_for(
    app: Flask, world: World, lang: str
) -> None:
    session = world.session()
    title, about, room = (
        words[lang] for words in (session.title, session.about, session.room.name)
    )
    told = page(app, lang=lang)
    assert f'lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}"' in told
    assert all(words in told for words in (title, about, room))
    (entry,) = scheduled(app, lang=lang)
    assert (entry["title"], entry["abstract"], entry["room"]) == (title, about, room)
    (event,) = calendar(app, lang=lang)
    assert [str(event[key]) for key in ("summary", "location", "description")] == [
        title,
        room,
        about,
    ]


@pytest.mark.parametrize(
    ("zone", "start", "offset"),
    [("Asia/Qatar", "12:30", "+03:00"), ("America/New_York", "04:30", "-05:00")],
)
def test_times_and_dates_are_those_of_the_events_own_place(
    app: Flask, world: World, zone: str, start: str, offset: str
) -> None:
    session = world.session()
    move_event(SYSTEM, zone)
    told = page(app)
    assert f"<bdi>{start}–" in told
    assert "20 November" in told
    (entry,) = scheduled(app)
    assert entry["start"] == start
    assert entry["date"] == f"2026-11-20T{start}:00{offset}"
    assert entry["duration"] == "01:30"
    (event,) = calendar(app)
    assert event["dtstart"].dt == session.starts_at
    assert event["dtend"].dt == session.ends_at


def test_arabic_pages_write_arabic_digits(app: Flask, world: World) -> None:
    world.session()
    assert "<bdi>١٢:٣٠–" in page(app, lang="ar")


def test_what_is_on_now_is_marked_and_links_only_those_who_are_in(app: Flask, world: World) -> None:
    now, later = world.session(), world.session(starts_in=timedelta(hours=3))
    told = page(app)
    assert told.count("badge-live") == 1
    assert f'href="/sessions/{now.slug}"' not in told
    phone = page(app, world.phone(now))
    assert f'href="/sessions/{now.slug}"' in phone
    assert f'href="/sessions/{later.slug}"' not in phone


def test_an_empty_programme_is_a_page_a_calendar_and_a_schedule(app: Flask) -> None:
    assert page(app)
    assert scheduled(app) == []
    assert calendar(app) == []
