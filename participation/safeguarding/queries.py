"""Reads of the way to help: who is in the building, and which line is where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from participation.foundation import clock
from participation.foundation.extensions import db
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
        for line in db.session.scalars(select(Helpline).order_by(Helpline.country, Helpline.number))
        if rules.is_shown(line.verified_on, today)
    ]


def help_line() -> dict[str, Any] | None:
    """What stands at the foot of every wall: name, place and the number for where we are."""
    person = safe_person()
    if person is None:
        return None
    here = next((line for line in helplines() if line.country == person.country), None)
    return {
        "name": person.name,
        "place": person.place,
        "number": here.number if here else person.emergency_number,
    }
