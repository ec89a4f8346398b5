"""Reads of the desk, for one adult: only on duty, only in the languages she reads."""

from __future__ import annotations

from participation.safeguarding.clearing.kinds import Waiting, known_kinds
from participation.safeguarding.duty.queries import is_on_duty, languages_read
from participation.safeguarding.duty.refusals import LanguageNotRead, NotOnDuty


def waiting_at(session_id: str) -> list[Waiting]:
    """Everything that waits at this session's desk, who has waited longest first."""
    found = [one for kind in known_kinds().values() for one in kind.waiting(session_id)]
    return sorted(found, key=lambda one: (one.since, one.id))


def languages_given(person_id: str | None, session_id: str) -> tuple[str, ...]:
    """The languages in which she is given texts now: none while she is off duty."""
    return languages_read(person_id) if is_on_duty(person_id, session_id) else ()


def require_first_key(person_id: str, session_id: str | None, language: str) -> None:
    """Return quietly when she may read and decide this text now; on duty for anything where it
    hangs on no session.

    Refusals: NotOnDuty, LanguageNotRead.
    """
    if not is_on_duty(person_id, session_id):
        raise NotOnDuty
    if language not in languages_read(person_id):
        raise LanguageNotRead
