"""Reads of the whisper line."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select

from participation.floor.whisper.models import Whisper
from participation.floor.whisper.rules import SHOWN
from participation.foundation.extensions import db
from participation.foundation.inventory import BATCH


def some_lines() -> Sequence[str]:
    """The ids of lines that are left, so many as one transaction takes."""
    return db.session.scalars(select(Whisper.id).order_by(Whisper.id).limit(BATCH)).all()


def own_lines(person_id: str) -> Sequence[Whisper]:
    """All that was said with this person in the seat, and all that she said, the oldest first."""
    return db.session.scalars(
        select(Whisper)
        .where(or_(Whisper.moderator_id == person_id, Whisper.writer_id == person_id))
        .order_by(Whisper.said_at, Whisper.id)
    ).all()


def newest_lines(session_id: str, moderator_id: str | None = None) -> Sequence[Whisper]:
    """What was said last, the oldest first; only with this person in the seat where one is named.
    Of two people in the seat one after the other, nobody reads what was said with the other."""
    wanted = [Whisper.session_id == session_id]
    if moderator_id is not None:
        wanted.append(Whisper.moderator_id == moderator_id)
    newest = (
        select(Whisper)
        .where(*wanted)
        .order_by(Whisper.said_at.desc(), Whisper.id.desc())
        .limit(SHOWN)
    )
    return db.session.scalars(newest).all()[::-1]
