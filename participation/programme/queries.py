"""Reads of the programme."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.policies import require
from participation.foundation.refusals import NotFound
from participation.programme import rules
from participation.programme.models import (
    ConferenceEvent,
    ConferenceSession,
    Day,
    Organisation,
    Room,
    SessionKind,
)
from participation.programme.permissions import POLICIES


def the_event() -> ConferenceEvent | None:
    """The conference this database is for."""
    return db.session.scalars(select(ConferenceEvent).limit(1)).one_or_none()


def event_zone() -> str:
    event = the_event()
    return event.timezone if event else "UTC"


def last_day() -> date | None:
    """The last day of the event."""
    return db.session.scalar(select(func.max(Day.date)))


def is_over_for(span: timedelta) -> bool:
    """Whether the last day of the event is this long over, by the calendar of its place; never
    while there is no event."""
    today = clock.now().astimezone(ZoneInfo(event_zone())).date()
    return rules.is_over_for(last_day(), today, span)


def is_demonstration() -> bool:
    event = the_event()
    return bool(event and event.is_demonstration)


def days() -> Sequence[Day]:
    return db.session.scalars(select(Day).order_by(Day.number)).all()


def sessions() -> Sequence[ConferenceSession]:
    """Every session of the programme in order of time; the closed ones too."""
    return db.session.scalars(
        select(ConferenceSession).order_by(ConferenceSession.starts_at, ConferenceSession.slug)
    ).all()


def session_for(actor: Actor, slug: str) -> ConferenceSession:
    """The session with this slug, through authority: a closed meeting does not exist for anyone
    without a role in it, organisers too. Refusal: NotFound."""
    found = db.session.scalars(
        select(ConferenceSession).where(ConferenceSession.slug == slug)
    ).one_or_none()
    if found is None or not may_see(actor, found):
        raise NotFound
    return found


def session_to_run(actor: Actor, slug: str) -> ConferenceSession:
    """The session, for its facilitators and for organisers. Refusals: NotFound, NotAllowed."""
    found = session_for(actor, slug)
    require(POLICIES["programme.change_room_code"], actor, found.id)
    return found


def session_by_id(actor: Actor, session_id: str) -> ConferenceSession:
    """As session_for, by id. Refusal: NotFound."""
    found = db.session.get(ConferenceSession, session_id)
    if found is None or not may_see(actor, found):
        raise NotFound
    return found


def may_see(actor: Actor, session: ConferenceSession) -> bool:
    """Whether this session exists for the actor. A closed meeting does for its members alone: not
    for organisers, nor for the screen of its own room."""
    return sees_such(actor, session.kind, session.id)


def sees_such(actor: Actor, kind: str, session_id: str) -> bool:
    """As may_see, where the session itself was not loaded."""
    if kind != SessionKind.CLOSED or actor.kind == "system":
        return True
    return any(grant.session_id == session_id for grant in actor.grants)


def session_of_code(digits: str, is_under_way: Callable[[str], bool]) -> ConferenceSession | None:
    """The session that this room code opens now; never a closed meeting.

    `is_under_way` says of a session id whether its doors are open, whatever the hour.
    """
    found = db.session.scalars(
        select(ConferenceSession).where(ConferenceSession.room_code == digits)
    ).one_or_none()
    if found is None or found.kind == SessionKind.CLOSED:
        return None
    opens = rules.code_opens(
        found.starts_at,
        found.ends_at,
        clock.now(),
        always=found.is_always_now,
        under_way=is_under_way(found.id),
    )
    return found if opens else None


def room(room_id: str) -> Room | None:
    return db.session.get(Room, room_id)


def organisations() -> Sequence[Organisation]:
    return db.session.scalars(select(Organisation).order_by(Organisation.slug)).all()


def organisation(organisation_id: str) -> Organisation:
    """The organisation with this id. Refusal: NotFound."""
    found = db.session.get(Organisation, organisation_id)
    if found is None:
        raise NotFound
    return found


def day_of(session: ConferenceSession) -> Sequence[str]:
    """The ids of the sessions that the whole event may know of on the day of this one. The trial's
    day is the trial alone; a closed meeting is in nobody's day."""
    if session.is_always_now:
        return [session.id]
    return [
        one.id
        for one in sessions()
        if one.day_id == session.day_id and one.kind != SessionKind.CLOSED and not one.is_always_now
    ]
