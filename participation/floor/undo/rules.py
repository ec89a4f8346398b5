"""How long the last act can be undone; pure."""

from __future__ import annotations

from datetime import datetime, timedelta

# product.md, "Moderator's seat": undo for 60 s of every reversible act.
UNDO_WITHIN = timedelta(seconds=60)


def may_undo(at: datetime, seen: int, version: int, now: datetime) -> bool:
    """Nothing has moved since, and the minute is not over."""
    return seen == version and now - at <= UNDO_WITHIN
