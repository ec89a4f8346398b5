"""Reads of who came with whom."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.people.accompanying.models import Accompanied
from participation.people.models import Person, RoleGrant


def own_children(actor: Actor) -> Sequence[Person]:
    """The children who came with this adult, while the role lasts."""
    if not actor.has("accompanying"):
        return []
    return db.session.scalars(
        select(Person)
        .join(Accompanied, Accompanied.child_id == Person.id)
        .where(Accompanied.adult_id == actor.person_id, Accompanied.ended_at.is_(None))
        .order_by(Person.slug)
    ).all()


def adults_of(child_id: str) -> Sequence[Person]:
    """The adults named for this child."""
    return db.session.scalars(
        select(Person)
        .join(Accompanied, Accompanied.adult_id == Person.id)
        .where(Accompanied.child_id == child_id, Accompanied.ended_at.is_(None))
        .order_by(Person.slug)
    ).all()


def link(child_id: str, adult_id: str) -> Accompanied | None:
    """The link between these two that is in force."""
    return db.session.scalars(
        select(Accompanied).where(
            Accompanied.child_id == child_id,
            Accompanied.adult_id == adult_id,
            Accompanied.ended_at.is_(None),
        )
    ).one_or_none()


def accompanying_adults() -> Sequence[Person]:
    """Everybody who holds the role of accompanying adult."""
    return db.session.scalars(
        select(Person)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(
            RoleGrant.role == "accompanying",
            RoleGrant.session_id.is_(None),
            RoleGrant.ended_at.is_(None),
        )
        .order_by(Person.slug)
    ).all()
