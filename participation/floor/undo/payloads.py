"""What those at the front are told of the last act."""

from __future__ import annotations

from typing import Any

from participation.floor.models import Floor
from participation.floor.undo.models import FloorAct
from participation.floor.undo.rules import UNDO_WITHIN
from participation.foundation import clock
from participation.foundation.extensions import db


def last_act(floor: Floor) -> dict[str, Any] | None:
    """What was done last and until when it can be undone; never by whom, and never to which text:
    one that is with the safety team since would still be named."""
    act = db.session.get(FloorAct, floor.session_id)
    if act is None:
        return None
    is_last = act.back is not None and act.version == floor.version
    until = act.at + UNDO_WITHIN if is_last else None
    return {
        "id": act.id,
        "act": act.name,
        "at": clock.iso(act.at),
        "undo_until": clock.iso(until),
    }
