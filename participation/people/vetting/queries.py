"""Reads of vetting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select

from participation.foundation import clock
from participation.foundation.extensions import db
from participation.people.models import RoleGrant
from participation.people.vetting import rules
from participation.people.vetting.models import Vetting
from participation.people.vetting.rules import Brought


def today() -> date:
    return clock.now().date()


def brought_by(person_id: str) -> Brought:
    """What this adult has brought so far; nothing where no row is."""
    row = db.session.get(Vetting, person_id)
    if row is None:
        return Brought()
    return Brought(row.reference, row.trained_on, row.signed_on, row.valid_until)


def is_vetted(person_id: Any) -> ColumnElement[bool]:
    """Whether all three are there and hold today, as a condition on a column of person ids.
    It says in SQL what `rules.missing` says, and a test holds the two together."""
    day = today()
    return exists(
        select(Vetting.person_id).where(
            Vetting.person_id == person_id,
            Vetting.reference.is_not(None),
            Vetting.trained_on <= day,
            Vetting.signed_on <= day,
            or_(Vetting.valid_until.is_(None), Vetting.valid_until >= day),
        )
    )


def gives_something() -> ColumnElement[bool]:
    """Whether a grant is one that counts: it has not ended, and its holder may hold it."""
    return and_(
        RoleGrant.ended_at.is_(None),
        or_(RoleGrant.role.not_in(rules.NEED_VETTING), is_vetted(RoleGrant.person_id)),
    )


def has_lapsed() -> bool:
    """Whether somebody's last day is over without her open pages knowing it; for a look each
    second, which locks nothing."""
    told = exists().where(Vetting.valid_until < today(), Vetting.lapse_told.is_(False))
    return bool(db.session.scalar(select(told)))


def lapsed() -> Sequence[Vetting]:
    """Whose last day is over without their open pages knowing it."""
    return db.session.scalars(
        select(Vetting)
        .where(Vetting.valid_until < today(), Vetting.lapse_told.is_(False))
        .order_by(Vetting.person_id)
        .with_for_update()
    ).all()
