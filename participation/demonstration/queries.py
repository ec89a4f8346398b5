"""Reads of the demonstration: its secrets, its trial session, its pretend phones."""

from __future__ import annotations

from sqlalchemy import func, select

from participation.demonstration.content import TRIAL
from participation.demonstration.models import DemonstrationSecret
from participation.foundation import clock
from participation.foundation.extensions import db
from participation.foundation.refusals import NotFound
from participation.people.models import Badge, Device, Person, Presence
from participation.people.queries import HEARD_WITHIN
from participation.programme.models import ConferenceSession
from participation.programme.queries import is_demonstration


def trial() -> ConferenceSession:
    """The session of the story. Refusal: NotFound, in every database that is no demonstration."""
    session = (
        db.session.scalars(
            select(ConferenceSession).where(ConferenceSession.slug == TRIAL)
        ).one_or_none()
        if is_demonstration()
        else None
    )
    if session is None:
        raise NotFound
    return session


def secrets_of_people() -> dict[str, DemonstrationSecret]:
    """Every invented person's secret, by person id."""
    rows = db.session.scalars(select(DemonstrationSecret))
    return {row.person_id: row for row in rows}


def badge_of_slug(slug: str) -> Badge | None:
    """The badge in use of the person with this slug."""
    return db.session.scalars(
        select(Badge)
        .join(Person, Person.id == Badge.person_id)
        .where(Person.slug == slug, Badge.revoked_at.is_(None))
    ).first()


def pretend_present(session_id: str) -> int:
    """How many pretend phones were heard in the session within 45 s."""
    return db.session.execute(
        select(func.count())
        .select_from(Presence)
        .join(Device, Device.id == Presence.device_id)
        .where(
            Presence.session_id == session_id,
            Presence.heard_at > clock.now() - HEARD_WITHIN,
            Device.pretend,
            Device.ended_at.is_(None),
        )
    ).scalar_one()
