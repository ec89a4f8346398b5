"""Doors of the programme: the first page, the programme, and its forms for programs."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, current_app, jsonify, redirect, render_template, url_for
from flask_babel import gettext
from icalendar import Calendar
from icalendar import Event as CalendarEntry
from werkzeug.wrappers import Response as BaseResponse

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.languages import in_language
from participation.foundation.pages import local, present_actor
from participation.foundation.policies import interpreter
from participation.foundation.settings import settings
from participation.programme import commands, permissions, queries  # noqa: F401 - the table
from participation.programme.forms import CodeForm
from participation.programme.models import ConferenceSession

bp = Blueprint("programme", __name__)

Answer = str | BaseResponse


@bp.get("/")
def welcome() -> Answer:
    return first_page(current_app.config["JOIN_FORM"](formdata=None))


def first_page(form: Any, error: str | None = None) -> str:
    """The first page, with what was typed and why it did not open a room."""
    actor = present_actor()
    entries = [_entry(actor, session) for session in queries.sessions()]
    return render_template(
        "programme/welcome.html",
        event=queries.the_event(),
        form=form,
        error=error,
        sessions_now=[entry for entry in entries if entry["is_now"] and entry["title"]],
        my_sessions=[entry for entry in entries if entry["mine"]],
    )


@bp.get("/programme")
def programme_page() -> Answer:
    return render_template(
        "programme/programme.html", event=queries.the_event(), days=_days(present_actor())
    )


@bp.get("/sessions/<slug>/code")
def room_code_page(slug: str) -> Answer:
    session = queries.session_to_run(present_actor(), slug)
    opens = queries.session_of_code(session.room_code, current_app.config["UNDER_WAY"])
    return render_template("programme/room_code.html", session=session, opens=opens is not None)


@bp.post("/sessions/<slug>/code")
def room_code(slug: str) -> Answer:
    actor = present_actor()
    form = CodeForm.of_page()
    commands.change_room_code.once(form.once, actor, queries.session_to_run(actor, slug).id)
    return redirect(url_for("programme.room_code_page", slug=slug), 303)


@bp.get("/programme.json")
def programme_json() -> Answer:
    """The `schedule.json` form that conference tools read."""
    event, actor = queries.the_event(), present_actor()
    days = []
    for number, day in enumerate(queries.days(), start=1):
        rooms: dict[str, list[dict[str, Any]]] = {}
        for session in queries.sessions():
            if session.day_id == day.id:
                name = in_language(session.room.name, actor.locale)
                rooms.setdefault(name, []).append(_scheduled(actor, session))
        days.append({"index": number, "date": day.date.isoformat(), "rooms": rooms})
    title = in_language(event.title, actor.locale) if event else ""
    zone = event.timezone if event else "UTC"
    conference = {"title": title, "daysCount": len(days), "time_zone_name": zone, "days": days}
    return jsonify(schedule={"version": "1", "base_url": settings().url, "conference": conference})


@bp.get("/programme.ics")
def programme_ics() -> Answer:
    actor = present_actor()
    calendar = Calendar()
    calendar.add("prodid", "-//Sawt//programme//")
    calendar.add("version", "2.0")
    for session in queries.sessions():
        if session.is_always_now:
            continue
        told = _told(actor, session)
        entry = CalendarEntry()
        entry.add("uid", f"{told['slug']}@sawt")
        entry.add("dtstamp", clock.now())
        entry.add("dtstart", session.starts_at)
        entry.add("dtend", session.ends_at)
        entry.add("summary", told["title"])
        entry.add("location", in_language(session.room.name, actor.locale))
        entry.add("description", told["abstract"])
        calendar.add_component(entry)
    return Response(calendar.to_ical(), mimetype="text/calendar")


def _scheduled(actor: Actor, session: ConferenceSession) -> dict[str, Any]:
    minutes = int((session.ends_at - session.starts_at).total_seconds()) // 60
    return {
        **_told(actor, session),
        "date": local(session.starts_at).isoformat(),
        "start": local(session.starts_at).strftime("%H:%M"),
        "duration": f"{minutes // 60:02d}:{minutes % 60:02d}",
        "persons": [],
    }


def _told(actor: Actor, session: ConferenceSession) -> dict[str, str]:
    """What programs read of a session; of a closed meeting, that the room is in use then."""
    if not queries.may_see(actor, session):
        # Named by what everybody sees of it, so that a calendar can tell it from another.
        name = f"{session.room.slug}-{local(session.starts_at):%Y%m%d-%H%M}"
        title = gettext("Room in use")
        nothing = {"abstract": "", "type": "", "language": ""}
        return {"guid": name, "slug": name, "title": title, **nothing}
    return {
        "guid": session.id,
        "slug": session.slug,
        "title": in_language(session.title, actor.locale),
        "abstract": in_language(session.about, actor.locale),
        "type": session.kind,
        "language": session.languages[0] if session.languages else "",
    }


def _days(actor: Actor) -> list[dict[str, Any]]:
    """Days, each with its slots in order of time; parallel sessions share a slot."""
    entries = [_entry(actor, session) for session in queries.sessions()]
    days = []
    for day in queries.days():
        slots: dict[tuple[datetime, datetime], list[dict[str, Any]]] = {}
        for entry in entries:
            if entry["day_id"] == day.id and not entry["is_always_now"]:
                slots.setdefault((entry["starts_at"], entry["ends_at"]), []).append(entry)
        days.append(
            {
                "number": day.number,
                "date": datetime.combine(day.date, time(), tzinfo=ZoneInfo(queries.event_zone())),
                "slots": [
                    {"starts": starts, "ends": ends, "sessions": sessions}
                    for (starts, ends), sessions in sorted(slots.items(), key=lambda slot: slot[0])
                ],
            }
        )
    always = [entry for entry in entries if entry["is_always_now"]]
    if always and days:
        days[0]["always"] = always
    return days


def _entry(actor: Actor, session: ConferenceSession) -> dict[str, Any]:
    """One line of the programme. Of a closed meeting others see "room in use", nothing more."""
    seen = queries.may_see(actor, session)
    now = clock.now()
    grants = {grant.role for grant in actor.grants if grant.session_id == session.id}
    here = actor.kind == "person" or session.id in actor.joined
    interprets = seen and interpreter(actor, session.id)
    is_now = session.is_always_now or session.starts_at <= now < session.ends_at
    return {
        "day_id": session.day_id,
        "slug": session.slug if seen else None,
        "kind": session.kind,
        "title": session.title if seen else None,
        "about": session.about if seen else None,
        "room": session.room.name,
        "languages": session.languages if seen else [],
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "is_always_now": session.is_always_now,
        "is_now": is_now,
        "href": url_for("live.room_page", slug=session.slug) if seen and here else None,
        "moderate": url_for("live.moderate_page", slug=session.slug)
        if "moderator" in grants
        else None,
        "assist": url_for("live.assist_page", slug=session.slug)
        if seen and "facilitator" in grants
        else None,
        "interpret": url_for("live.interpret_page", slug=session.slug) if interprets else None,
        "code": url_for("programme.room_code_page", slug=session.slug)
        if seen and (actor.is_organiser or "facilitator" in grants)
        else None,
        # Who interprets the whole event goes where it is on now.
        "mine": bool(grants) or session.id in actor.joined or (interprets and is_now),
    }
