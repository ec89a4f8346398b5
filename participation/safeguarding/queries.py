"""Reads of the way to help: who is in the building, and which line is where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from participation.foundation import clock
from participation.foundation.extensions import db
from participation.programme.models import ConferenceSession, Room
from participation.safeguarding import rules
from participation.safeguarding.models import Helpline, SafePerson


def safe_person() -> SafePerson | None:
    """The person in the building whom anybody may talk to."""
    return db.session.scalars(select(SafePerson).order_by(SafePerson.id).limit(1)).one_or_none()


def helplines() -> Sequence[Helpline]:
    """Every line that may be shown today."""
    today = clock.now().date()
    return [
        line
        for line in db.session.scalars(
            select(Helpline)
            .where(Helpline.in_use.is_(True))
            .order_by(Helpline.country, Helpline.number)
        )
        if rules.is_shown(line.verified_on, line.confirmed_on, today)
    ]


def country_of(slug: str | None) -> str | None:
    """The country of the room in which this session is, where it is another than the conference's.
    Of a session that is not there as of one whose room is in the house: nothing."""
    return db.session.scalars(
        select(Room.country)
        .join(ConferenceSession, ConferenceSession.room_id == Room.id)
        .where(ConferenceSession.slug == slug)
    ).one_or_none()


def is_emergency_to_confirm() -> bool:
    """Whether the help page shows an emergency number that nobody has checked lately."""
    person = safe_person()
    return person is not None and rules.is_emergency_to_confirm(
        person.emergency_verified_on, clock.now().date()
    )


def help_line(slug: str | None = None) -> dict[str, Any] | None:
    """What stands at the foot of every wall: name, place and the number for where we are."""
    person = safe_person()
    if person is None:
        return None
    place = country_of(slug) or person.country
    here = next((line for line in helplines() if line.country == place), None)
    return {
        "name": person.name,
        "place": person.place,
        "number": here.number if here else _emergency_of(person, place),
    }


def _emergency_of(person: SafePerson, place: str) -> str:
    """The number for danger, which holds in the conference's own country alone."""
    return person.emergency_number if place == person.country else ""
