"""Whose time is over."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, select

from participation.foundation.extensions import db
from participation.foundation.inventory import BATCH
from participation.people.erasing.stays import stays
from participation.people.models import Device, Person


def children_to_erase() -> Sequence[Person]:
    """Children of whom something is left and whom nothing keeps here, so many as one transaction
    takes, locked for it."""
    return db.session.scalars(
        select(Person)
        .where(
            Person.kind == "child",
            Person.erased_at.is_(None),
            *(Person.id.not_in(stay) for stay in stays()),
        )
        .order_by(Person.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    ).all()


def devices_of(people: Sequence[str]) -> Sequence[str]:
    """Every browser that one of these was signed in on, also where that has ended."""
    return db.session.scalars(select(Device.id).where(Device.person_id.in_(people))).all()


def erased_holders() -> Select[str]:
    """The ids of children of whom nothing is left."""
    return select(Person.id).where(Person.erased_at.is_not(None))
