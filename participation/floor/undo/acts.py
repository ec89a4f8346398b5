"""Noting the last act of a session; each capability declares how its own acts are undone.

    @undoable("floor.next")
    def undo_next(actor: Actor, floor: Floor, back: Back) -> None: ...

    note_act(session_id, "floor.next", item.id, {"items": {...}})

One row for each session: what is done next, from the seat, takes the place of what was done before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from participation.floor.events import ActNoted
from participation.floor.models import Floor
from participation.floor.undo.models import FloorAct
from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import record
from participation.foundation.database import new_id
from participation.foundation.extensions import db

# Ids and states, no text.
Back = dict[str, Any]
WayBack = Callable[[Actor, Floor, Back], None]
_ways: dict[str, WayBack] = {}


def undoable(name: str) -> Callable[[WayBack], WayBack]:
    """Declare how the act of this name is undone, in the transaction of `floor.undo`. The floor is
    locked; whatever stands in the way is a refusal."""

    def register(way: WayBack) -> WayBack:
        if _ways.get(name, way) is not way:
            raise RuntimeError(f"two ways back are declared for {name}")
        _ways[name] = way
        return way

    return register


def way_back(name: str) -> WayBack | None:
    return _ways.get(name)


def note_act(
    session_id: str, name: str, subject_id: str | None = None, back: Back | None = None
) -> None:
    """This was done last, by whoever has locked the session's floor; without `back` it is final."""
    if back is not None and name not in _ways:
        raise RuntimeError(f"{name} says what brings it back, and nobody declared how")
    floor = db.session.get_one(Floor, session_id)
    act = db.session.get(FloorAct, session_id) or FloorAct(session_id=session_id)
    act.id, act.name, act.subject_id = new_id(), name, subject_id
    act.at, act.version, act.back = clock.now(), floor.version, back
    db.session.add(act)
    record(ActNoted(session_id))


def add_to_way_back(session_id: str, ids: Back) -> None:
    """What follows elsewhere from the act just noted returns with it; in the act's transaction."""
    act = db.session.get(FloorAct, session_id)
    if act is not None and act.back is not None:
        act.back = {**act.back, **ids}
