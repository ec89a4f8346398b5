"""What of the hall's signals is shown, and how long; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

# product.md, "Pace signals": nothing under three.
FROM = 3
# From this part of the room on it is a strong wish.
STRONG_PART = 4
# The end of a colour is told in steps, so that nobody can tell when one phone pressed.
STEP_S = 10


@dataclass(frozen=True)
class Shown:
    """A signal that enough people gave, until when it is shown, and whether many did."""

    signal: str
    until: datetime
    is_strong: bool


def shown(
    signal: str, at: Sequence[datetime], present: int, now: datetime, window: timedelta
) -> Shown | None:
    """What the moderator sees of one signal; None under three in the window. It fades when the
    third newest is too old, unless somebody signals again."""
    newest = sorted((moment for moment in at if moment > now - window), reverse=True)
    if len(newest) < FROM:
        return None
    ends = newest[FROM - 1] + window
    step = -(-ends.timestamp() // STEP_S) * STEP_S
    strong = len(newest) * STRONG_PART >= present and len(newest) > FROM
    return Shown(signal, datetime.fromtimestamp(step, ends.tzinfo), strong)
