"""What those at the front are told of the last acts."""

from __future__ import annotations

from typing import Any

from participation.floor.models import Floor
from participation.floor.undo.queries import acts_of
from participation.floor.undo.rules import UNDO_WITHIN, undone_next
from participation.foundation import clock


def acts_told(floor: Floor) -> dict[str, Any]:
    """`last`, what was done last, and `undo`, what the way back leads to and until when; never by
    whom, and never to which text: one that is with the safety team since would still be named."""
    acts = acts_of(floor.session_id)
    last = acts[0] if acts else None
    undo = undone_next(acts, floor.version, clock.now())
    return {
        "last": last and {"act": last.name, "at": clock.iso(last.at)},
        "undo": undo
        and {"id": undo.id, "act": undo.name, "until": clock.iso(undo.at + UNDO_WITHIN)},
    }
