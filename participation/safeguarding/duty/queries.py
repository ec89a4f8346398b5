"""Reads of duty: who is on, for what, and in which languages."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import or_, select

from participation.foundation.actors import Grant
from participation.foundation.extensions import db
from participation.people.queries import grants_of_each
from participation.safeguarding.duty.models import Duty, LanguageRead


@dataclass(frozen=True)
class OnDuty:
    """An adult on duty and the languages that she reads, in the order of the alphabet."""

    person_id: str
    languages: tuple[str, ...]


def languages_read(person_id: str | None) -> tuple[str, ...]:
    """The languages that this adult ticked."""
    return _languages([person_id] if person_id else []).get(person_id or "", ())


def is_on_duty(person_id: str | None, session_id: str | None = None) -> bool:
    """Whether she is on duty for this session or the whole event; without a session, for
    anything."""
    if person_id is None:
        return False
    duties = select(Duty.id).where(Duty.person_id == person_id, Duty.ended_at.is_(None))
    if session_id is not None:
        duties = duties.where(or_(Duty.session_id == session_id, Duty.session_id.is_(None)))
    return db.session.execute(duties.limit(1)).first() is not None


def on_duty_now(session_id: str | None = None) -> list[OnDuty]:
    """Everybody on duty for this session or the event (without a session: for anything) whose
    role still gives it, in the order in which they began."""
    duties = select(Duty.person_id, Duty.session_id).where(Duty.ended_at.is_(None))
    if session_id is not None:
        duties = duties.where(or_(Duty.session_id == session_id, Duty.session_id.is_(None)))
    found: dict[str, set[str | None]] = defaultdict(set)
    for person_id, of_session in db.session.execute(duties.order_by(Duty.began_at, Duty.id)):
        found[person_id].add(of_session)
    languages, grants = _languages(list(found)), grants_of_each(list(found))
    return [
        OnDuty(person_id, languages.get(person_id, ()))
        for person_id, sessions in found.items()
        if _may_clear(grants.get(person_id, frozenset()), {session_id} if session_id else sessions)
    ]


def present_duties(person_id: str) -> list[Duty]:
    """What she is on duty for."""
    return list(
        db.session.scalars(select(Duty).where(Duty.person_id == person_id, Duty.ended_at.is_(None)))
    )


def _may_clear(grants: frozenset[Grant], sessions: set[str | None]) -> bool:
    return Grant("safeguarding") in grants or any(
        Grant("facilitator", session_id) in grants for session_id in sessions
    )


def _languages(person_ids: list[str]) -> dict[str, tuple[str, ...]]:
    if not person_ids:
        return {}
    found: dict[str, list[str]] = defaultdict(list)
    for person_id, language in db.session.execute(
        select(LanguageRead.person_id, LanguageRead.language)
        .where(LanguageRead.person_id.in_(sorted(set(person_ids))))
        .order_by(LanguageRead.language)
    ):
        found[person_id].append(language)
    return {person_id: tuple(languages) for person_id, languages in found.items()}
