"""What each audience is sent of a session under way."""

from __future__ import annotations

from typing import Any

from participation.floor import queries
from participation.floor.models import RunSheetItem
from participation.foundation import clock
from participation.foundation.languages import user_text
from participation.papers.queries import stage_titles
from participation.people.queries import shown_names

# access.yaml, "cue cards": moderator, facilitator and interpreter of the session read them.
READS_CUES = frozenset({"moderator", "facilitator", "interpreter"})


def floor_topic(session_id: str, audience: str) -> dict[str, Any]:
    """Topic `floor`: state, version, run sheet, cursor and seat; cue cards where they belong."""
    floor = queries.floor_of(session_id)
    items = queries.items_of(session_id)
    titles = stage_titles([item.revision_id for item in items if item.revision_id])
    current = next((item.id for item in items if item.state == "current"), None)
    holder = floor.seat_person_id if floor else None
    names = shown_names([holder]) if holder else {}
    return {
        "state": floor.state if floor else "planned",
        "version": floor.version if floor else 0,
        "item": current,
        "items": [_item(item, titles, audience) for item in items],
        "seat": {
            "held": holder is not None,
            "name": names.get(holder) if holder else None,
            "epoch": floor.seat_epoch if floor else 0,
        },
        "turn": None,
        "queue": [],
    }


def _item(item: RunSheetItem, titles: dict[str, tuple[str, str]], audience: str) -> dict[str, Any]:
    title = titles.get(item.revision_id or "")
    # A pinned paper is the room's to see only once its item is reached: the second key.
    seen = audience in READS_CUES or item.state in ("current", "done")
    return {
        "id": item.id,
        "kind": item.kind,
        "title": item.title,
        "state": item.state,
        "minutes": item.minutes,
        "started_at": clock.iso(item.started_at),
        "ended_at": clock.iso(item.ended_at),
        "paper": {"title": user_text(*title)} if title and seen else None,
        "cue": item.cue if audience in READS_CUES else None,
    }
