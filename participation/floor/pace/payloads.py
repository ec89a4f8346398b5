"""What is told of the pace, and to whom."""

from __future__ import annotations

from typing import Any

from participation.floor.pace.queries import shown_now
from participation.foundation import clock

# access.yaml, "pace signals": read from three.
READS_PACE = frozenset({"moderator", "facilitator", "interpreter"})


def pace_of(session_id: str, audience: str) -> dict[str, Any]:
    """Of topic `floor`, for those who go at the hall's pace: the signals that at least three gave;
    never who, never how many."""
    if audience not in READS_PACE:
        return {}
    return {
        "pace": [
            {"signal": one.signal, "until": clock.iso(one.until), "strong": one.is_strong}
            for one in shown_now(session_id)
        ]
    }
