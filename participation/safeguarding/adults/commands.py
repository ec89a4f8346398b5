"""The writes of the adults in the room: they come, are heard, are confirmed, leave."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import Audit, Reference, about, command, record
from participation.foundation.extensions import db
from participation.foundation.policies import require
from participation.foundation.refusals import NotFound, NotSignedIn
from participation.people.models import Person
from participation.safeguarding.adults import queries, rules
from participation.safeguarding.adults.events import (
    AdultCheckedIn,
    AdultCheckedOut,
    AdultConfirmed,
    AdultsChanged,
    SafetyTeamTold,
)
from participation.safeguarding.adults.models import AdultsNotice, Attendance, NoticeKind
from participation.safeguarding.adults.permissions import POLICIES
from participation.safeguarding.adults.refusals import HasLeft, NotInTheRoom, NotYourself
from participation.safeguarding.adults.rules import AdultState
from participation.safeguarding.posts.queries import present_posts


@command()
def check_in(actor: Actor, session_id: str) -> Reference:
    """The actor is in this session's room, and in no other. Pressing again says "still here".

    Refusals: NotAllowed; RoomIsOver, from the session itself.
    """
    require(POLICIES["adults.check_in"], actor, session_id)
    person_id = _locked(actor)
    here = queries.open_attendance_of(person_id)
    if here is not None and here.session_id != session_id:
        _leave(here)
        here = None
    if here is None:
        here = Attendance(session_id=session_id, person_id=person_id, checked_in_at=clock.now())
        db.session.add(here)
    here.device_id = actor.device_id
    here.heard_at = clock.now()
    here.is_locked = False
    here.state = AdultState.HERE
    db.session.flush()
    about("attendance", here.id, session_id)
    record(AdultCheckedIn(session_id, person_id))
    return {"session": session_id}


@command()
def check_out(actor: Actor, session_id: str) -> Reference:
    """The actor has left this session's room; twice is harmless. Refusal: NotAllowed."""
    require(POLICIES["adults.check_out"], actor, session_id)
    here = queries.open_attendance_of(_locked(actor))
    if here is not None and here.session_id == session_id:
        about("attendance", here.id, session_id)
        _leave(here)
    return {"session": session_id}


@command(audit=Audit.NONE)
def lock(actor: Actor, session_id: str, on: bool) -> Reference:
    """The actor's device goes to sleep (she counts for longer without being heard), or wakes.

    Refusal: NotAllowed.
    """
    require(POLICIES["adults.lock"], actor, session_id)
    here = queries.open_attendance_of(_locked(actor))
    if here is not None and here.session_id == session_id:
        _sleep(here, on)
    return {"session": session_id}


@command(audit=Audit.NONE)
def count_as_locked(actor: Actor) -> Reference:
    """The actor's tablet rests until her secret is typed: unheard, and she still counts."""
    here = queries.open_attendance_of(_locked(actor))
    if here is not None:
        _sleep(here, True)
    return {}


@command()
def confirm(actor: Actor, session_id: str, person_id: str) -> Reference:
    """Another adult of the room has said that she is here: she counts for some minutes.

    Whoever says it is heard by that. Two who say it at once both get a yes. Refusals: NotAllowed,
    NotYourself, NotInTheRoom, HasLeft.
    """
    require(POLICIES["adults.confirm"], actor, session_id)
    if person_id == actor.person_id:
        raise NotYourself
    # Both rows at once and in a fixed order: two who confirm each other wait for nobody.
    stays = {stay.person_id: stay for stay in queries.open_attendances(session_id, for_update=True)}
    own, here = stays.get(actor.person_id or ""), stays.get(person_id)
    if own is None:
        raise NotInTheRoom
    if here is None:
        raise HasLeft
    own.heard_at = clock.now()  # whoever presses is heard
    _tell_state(own)
    here.confirmed_at = clock.now()
    here.confirmed_by = actor.person_id
    here.state = AdultState.HERE
    about("attendance", here.id, session_id)
    record(AdultConfirmed(session_id, person_id))
    return {"session": session_id}


@command(audit=Audit.NONE)
def hear_adults(actor: Actor, session_id: str, person_ids: Iterable[str]) -> Reference:
    """Those of these people who have checked in here were heard now."""
    heard, now = set(person_ids), clock.now()
    for here in queries.open_attendances(session_id, for_update=True):
        if here.person_id in heard:
            here.heard_at = now
            _tell_state(here)
    return {"session": session_id}


@command(audit=Audit.NONE)
def look_at_attendance(actor: Actor, session_id: str) -> Reference:
    """Whoever turned amber, or has gone, since the last look is told as that."""
    for here in queries.open_attendances(session_id, for_update=True):
        _tell_state(here)
    return {"session": session_id}


@command(audit=Audit.NONE)
def everybody_leaves(actor: Actor, session_id: str) -> Reference:
    """The session is over: nobody is in its room any more."""
    for here in queries.open_attendances(session_id, for_update=True):
        _leave(here)
    short = next((one for one in queries.rooms_short() if one.session_id == session_id), None)
    if short is not None:
        tell_safety_team(actor, session_id, NoticeKind.BACK, 0, short.asked)
    return {"session": session_id}


@command(audit=Audit.NONE)
def tell_safety_team(
    actor: Actor, session_id: str, kind: NoticeKind, counted: int, asked: int
) -> Reference:
    """The safety team finds a notice of this room on its desk."""
    db.session.add(
        AdultsNotice(session_id=session_id, kind=kind, at=clock.now(), counted=counted, asked=asked)
    )
    record(SafetyTeamTold(tuple(post.person_id for post in present_posts().values())))
    return {"session": session_id}


def _locked(actor: Actor) -> str:
    """The actor's id, her own stays locked: she may press on two devices at once."""
    if actor.person_id is None:
        raise NotSignedIn
    wanted = select(Person.id).where(Person.id == actor.person_id)
    if db.session.scalar(wanted.with_for_update(key_share=True)) is None:
        raise NotFound
    return actor.person_id


def _sleep(here: Attendance, on: bool) -> None:
    here.heard_at = clock.now()
    here.is_locked = on
    _tell_state(here)


def _leave(here: Attendance) -> None:
    here.checked_out_at = clock.now()
    db.session.flush()  # the index allows one open stay, so the old one ends first
    record(AdultCheckedOut(here.session_id, here.person_id))


def _tell_state(here: Attendance) -> None:
    state = rules.state_at(here.signs, clock.now())
    if here.state != state:
        here.state = state
        record(AdultsChanged(here.session_id))
