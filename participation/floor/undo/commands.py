"""The write that undoes the last act of a session."""

from __future__ import annotations

from participation.floor.events import ActNoted
from participation.floor.steps import held_floor
from participation.floor.undo.acts import way_back
from participation.floor.undo.models import FloorAct
from participation.floor.undo.refusals import NothingToUndo
from participation.floor.undo.rules import may_undo
from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import Reference, about, command, record
from participation.foundation.extensions import db


@command()
def undo(actor: Actor, session_id: str, act_id: str, epoch: int) -> Reference:
    """The last act is undone, once: everything is as it was before it.

    Compare-and-swap: it names the act that it undoes. Refusals: NotFound, NotAllowed, NotNow,
    NotYourSeat, SeatMoved; NothingToUndo after a minute, after another act, and for what is final;
    whatever stands in the way of this very act.
    """
    floor = held_floor(actor, "floor.undo", session_id, epoch)
    act = db.session.get(FloorAct, session_id, populate_existing=True)
    here = {"state": floor.state, "version": floor.version}
    if act is None or act.id != act_id or act.back is None:
        raise NothingToUndo(state=here)
    way = way_back(act.name)
    if way is None or not may_undo(act.at, act.version, floor.version, clock.now()):
        raise NothingToUndo(state=here)
    back = dict(act.back)
    about("act", act.subject_id or session_id, session_id)
    db.session.delete(act)
    db.session.flush()  # a way back may note an act of its own
    record(ActNoted(session_id))
    way(actor, floor, back)
    return {"epoch": floor.seat_epoch, "version": floor.version}
