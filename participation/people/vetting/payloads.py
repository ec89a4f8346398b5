"""What organisers are shown of the adults: two queries for all."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import select

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.people.models import Person, RoleGrant
from participation.people.vetting import queries, rules
from participation.people.vetting.models import Vetting
from participation.people.vetting.rules import Brought


def adults_list(actor: Actor) -> list[dict[str, Any]]:
    """Every adult with what is there and what is missing; who needs it and lacks it first."""
    roles: dict[str, set[str]] = defaultdict(set)
    for grant in db.session.scalars(select(RoleGrant).where(RoleGrant.ended_at.is_(None))):
        roles[grant.person_id].add(grant.role)
    today = queries.today()
    rows = db.session.execute(
        select(Person, Vetting)
        .outerjoin(Vetting, Vetting.person_id == Person.id)
        .where(Person.kind == "adult")
        .order_by(Person.slug)
    )
    adults = [
        _adult(row.Person, row.Vetting, sorted(roles[row.Person.id]), today)
        | {"is_oneself": row.Person.id == actor.person_id}
        for row in rows
    ]
    return sorted(adults, key=lambda adult: (not adult["waits"], not adult["needs"]))


def _adult(person: Person, row: Vetting | None, roles: list[str], today: Any) -> dict[str, Any]:
    brought = (
        Brought(row.reference, row.trained_on, row.signed_on, row.valid_until) if row else Brought()
    )
    missing = rules.missing(brought, today)
    needs = bool(rules.NEED_VETTING & set(roles))
    return {
        "id": person.id,
        "name": person.shown_name,
        "roles": roles,
        "reference": brought.reference or "",
        "trained_on": brought.trained_on,
        "signed_on": brought.signed_on,
        "valid_until": brought.valid_until,
        "missing": missing,
        "needs": needs,
        "waits": needs and bool(missing),
    }
