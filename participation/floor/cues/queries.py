"""Reads of the moderators' own words."""

from __future__ import annotations

from sqlalchemy import select

from participation.floor.cues.models import CueNote
from participation.floor.models import RunSheetItem
from participation.foundation.extensions import db


def own_notes(session_id: str, person_id: str) -> dict[str, CueNote]:
    """What this person wrote for herself on the cards of a session, by step."""
    found = db.session.scalars(
        select(CueNote)
        .join(RunSheetItem, RunSheetItem.id == CueNote.item_id)
        .where(RunSheetItem.session_id == session_id, CueNote.writer_id == person_id)
    )
    return {note.item_id: note for note in found}
