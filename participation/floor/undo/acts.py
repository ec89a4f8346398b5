"""Noting the acts of a session; each capability declares how its own acts are undone.

    @undoable("floor.next")
    def undo_next(actor: Actor, floor: Floor, back: Back) -> None: ...

    note_act(session_id, "floor.next", item.id, {"items": {...}})

The way back leads from act to act, the newest first. What is older than a minute is forgotten with
the next act, and so is everything that was done before the floor moved in another way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from participation.floor.events import ActNoted
from participation.floor.models import Floor
from participation.floor.undo.models import FloorAct
from participation.floor.undo.queries import acts_of
from participation.floor.undo.rules import is_too_old
from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import record
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
    session_id: str,
    name: str,
    subject_id: str | None = None,
    back: Back | None = None,
    *,
    found: int | None = None,
) -> None:
    """This was done, by whoever has locked the session's floor; without `back` it is final. An act
    that has moved the floor says in which version it `found` it."""
    if back is not None and name not in _ways:
        raise RuntimeError(f"{name} says what brings it back, and nobody declared how")
    floor = db.session.get_one(Floor, session_id)
    now = clock.now()
    acts = acts_of(session_id)
    goes_on = bool(acts) and acts[0].version == (floor.version if found is None else found)
    for act in acts:
        if not goes_on or is_too_old(act.at, now):
            db.session.delete(act)
    db.session.add(
        FloorAct(
            session_id=session_id,
            number=acts[0].number + 1 if acts else 1,
            name=name,
            subject_id=subject_id,
            at=now,
            version=floor.version,
            back=back,
        )
    )
    record(ActNoted(session_id))


def add_to_way_back(session_id: str, ids: Back) -> None:
    """What follows elsewhere from the act just noted returns with it; in the act's transaction."""
    newest = next(iter(acts_of(session_id)), None)
    if newest is not None and newest.back is not None:
        newest.back = {**newest.back, **ids}
