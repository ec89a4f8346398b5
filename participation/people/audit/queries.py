"""Reads of the audit log, through authority: a part that is not one's own does not exist."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from participation.foundation.actors import Actor
from participation.foundation.audit import AuditRow, Part
from participation.foundation.extensions import db
from participation.programme.queries import event_zone, may_see, sessions

AT_ONCE = 100
OPENINGS = ("access.use_access", "opening.note_reading_draft", "opening.note_reading_author")


def parts_for(actor: Actor) -> list[str]:
    """The parts of the log that this actor reads."""
    parts = {Part.REST: actor.is_organiser, Part.SAFETY: actor.has("safeguarding")}
    return [str(part) for part, reads in parts.items() if reads]


def rows_for(
    actor: Actor, day: date | None, what: str | None, before: int | None
) -> Sequence[AuditRow]:
    """The newest rows that the actor may read, before the one with this number: a hundred. What is
    done in a closed meeting is its members' alone, for organisers too."""
    closed = [session.id for session in sessions() if not may_see(actor, session)]
    found = select(AuditRow).where(
        AuditRow.part.in_(parts_for(actor)),
        AuditRow.session_id.is_(None) | AuditRow.session_id.not_in(closed),
    )
    if day is not None:
        begins = datetime.combine(day, time(), ZoneInfo(event_zone()))
        found = found.where(AuditRow.at >= begins, AuditRow.at < begins + timedelta(days=1))
    if what:
        found = found.where(AuditRow.reads.is_(what == "read"))
    if before is not None:
        found = found.where(AuditRow.id < before)
    return db.session.scalars(found.order_by(AuditRow.id.desc()).limit(AT_ONCE)).all()


def readings_of(person_id: str) -> Sequence[AuditRow]:
    """Who looked at what is this person's. What the safety team does about a concern is not in
    it: that there is one is not told this way."""
    return db.session.scalars(
        select(AuditRow)
        .where(
            AuditRow.about_person == person_id,
            AuditRow.reads.is_(True),
            (AuditRow.part == Part.REST) | AuditRow.action.in_(OPENINGS),
        )
        .order_by(AuditRow.id.desc())
        .limit(AT_ONCE)
    ).all()
