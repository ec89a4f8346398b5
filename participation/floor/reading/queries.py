"""Reads of a paper on stage: its leaf, and in whose hand it is."""

from __future__ import annotations

from collections.abc import Collection

from participation.floor.models import RunSheetItem
from participation.floor.queries import current_item, state_of
from participation.floor.reading.models import Reading
from participation.foundation.extensions import db
from participation.foundation.policies import LIVE
from participation.papers.queries import stage_text, writers_of


def reading_of(item: RunSheetItem, *, anew: bool = False) -> Reading | None:
    """How far the paper is that this item pins; None where nobody has turned a leaf yet. `anew`
    reads what this transaction has just written."""
    if item.revision_id is None:
        return None
    return db.session.get(Reading, (item.id, item.revision_id), populate_existing=anew)


def leaf_of(item: RunSheetItem) -> int:
    """At which leaf the paper is that this item pins."""
    reading = reading_of(item)
    return reading.leaf if reading else 1


def in_hand(session_id: str) -> tuple[str, Collection[str]] | None:
    """The item whose paper is read now by one of its authors, and who they are; else None."""
    item = current_item(session_id)
    if item is None or item.revision_id is None or state_of(session_id) not in LIVE:
        return None
    reading = reading_of(item)
    if reading is None or not reading.is_handed or stage_text(item.revision_id) is None:
        return None
    return item.id, writers_of(item.revision_id)
