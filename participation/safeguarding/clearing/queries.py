"""Reads of the desk, for one adult: only on duty, only in the languages she reads."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from participation.foundation import clock
from participation.foundation.extensions import db
from participation.safeguarding.clearing.kinds import Waiting, known_kinds
from participation.safeguarding.clearing.models import Claim
from participation.safeguarding.clearing.refusals import OwnWords, WithColleague
from participation.safeguarding.duty.queries import is_on_duty, languages_read
from participation.safeguarding.duty.refusals import LanguageNotRead, NotOnDuty

Key = tuple[str, str]


def waiting_at(session_id: str) -> list[Waiting]:
    """Everything that waits at this session's desk: marked ones first, then who waits longest."""
    found = [one for kind in known_kinds().values() for one in kind.waiting(session_id)]
    return sorted(found, key=lambda one: (one.urgency, one.since, one.id))


def waiting_for(person_id: str, session_id: str) -> list[Waiting]:
    """What of it this adult may read now."""
    return readable(waiting_at(session_id), person_id, session_id)


def readable(waiting: Sequence[Waiting], person_id: str, session_id: str) -> list[Waiting]:
    """Of these what is in the languages she is given, and not her own words."""
    given = languages_given(person_id, session_id)
    return [one for one in waiting if one.language in given and one.writer != person_id]


def languages_given(person_id: str | None, session_id: str) -> tuple[str, ...]:
    """The languages in which she is given texts now: none while she is off duty."""
    return languages_read(person_id) if is_on_duty(person_id, session_id) else ()


def hands_on(texts: Sequence[Key]) -> dict[Key, str]:
    """In whose hand each of these texts is now; those in nobody's are not in it."""
    if not texts:
        return {}
    rows = db.session.execute(
        select(Claim.kind, Claim.object_id, Claim.person_id).where(
            Claim.object_id.in_(sorted({object_id for _, object_id in texts})),
            Claim.until > clock.now(),
        )
    )
    return {(row.kind, row.object_id): row.person_id for row in rows}


def with_others(person_id: str | None, kind: str, ids: Sequence[str]) -> set[str]:
    """Which of these texts a colleague has in hand."""
    hands = hands_on([(kind, object_id) for object_id in ids])
    return {object_id for (_, object_id), holder in hands.items() if holder != person_id}


def require_first_key(
    person_id: str,
    kind: str,
    object_id: str,
    session_id: str | None,
    language: str,
    writer: str | None = None,
) -> None:
    """Return quietly when she may read and decide this text now; on duty for anything where it
    hangs on no session. `writer` is as in `Waiting`.

    Refusals: OwnWords, NotOnDuty, LanguageNotRead, WithColleague.
    """
    if writer == person_id:
        raise OwnWords
    require_first_keys(person_id, kind, [(object_id, language)], session_id)


def require_first_keys(
    person_id: str, kind: str, texts: Sequence[tuple[str, str]], session_id: str | None
) -> None:
    """The same for several: each an id and a language."""
    if not is_on_duty(person_id, session_id):
        raise NotOnDuty
    if not {language for _, language in texts} <= set(languages_read(person_id)):
        raise LanguageNotRead
    if with_others(person_id, kind, [object_id for object_id, _ in texts]):
        raise WithColleague
