"""What of an audit row each reader is shown: an allow-list, without any content."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from participation.foundation.audit import AuditRow, Part
from participation.foundation.extensions import db
from participation.people.audit import sentences
from participation.people.models import Person


def log_rows(rows: Sequence[AuditRow]) -> list[dict[str, Any]]:
    """Rows for organisers and the safety team. In the rest of the log a child's act says what and
    when, and neither who nor which: that would tell whose a paper or a question is, or who took a
    yes back. Two queries for all."""
    people = _people({row.who for row in rows} | {row.object_id for row in rows if row.object_id})
    return [_log_row(row, people) for row in rows]


def _log_row(row: AuditRow, people: dict[str, Person]) -> dict[str, Any]:
    by = people.get(row.who)
    hidden = row.part == Part.REST and by is not None and by.kind == "child"
    whom = people.get(row.object_id or "") if row.object_kind == "person" else None
    return {
        "id": row.id,
        "at": row.at,
        "by": by.shown_name if by is not None and not hidden else None,
        "by_child": hidden,
        "who": None if by is not None else row.who,
        "action": row.action,
        "done": sentences.done(row.action),
        "reads": row.reads,
        "about": sentences.ABOUT.get(row.object_kind or "", row.object_kind),
        "whom": whom.shown_name if whom is not None and not hidden else None,
        "reason": sentences.WHY.get(row.reason or "", row.reason) if not hidden else None,
    }


def own_rows(rows: Sequence[AuditRow]) -> list[dict[str, Any]]:
    """When somebody looked, at what (`paper`: at which of one's own) and in which role; why stays
    with those who decided it."""
    return [
        {
            "at": row.at,
            "done": sentences.done(row.action),
            "paper": row.object_id if row.object_kind == "paper" else None,
            "roles": row.roles.split(",") if row.roles else [],
        }
        for row in rows
    ]


def _people(ids: set[str]) -> dict[str, Person]:
    found = db.session.scalars(select(Person).where(Person.id.in_(sorted(ids))))
    return {person.id: person for person in found}
