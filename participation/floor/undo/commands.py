"""The write that goes one act back in a session."""

from __future__ import annotations

from participation.floor.events import ActNoted
from participation.floor.steps import held_floor
from participation.floor.undo.acts import way_back
from participation.floor.undo.queries import acts_of
from participation.floor.undo.refusals import NothingToUndo
from participation.floor.undo.rules import undone_next
from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import Audit, Reference, about, command, record
from participation.foundation.extensions import db
from participation.foundation.refusals import Refusal


@command()
def undo(actor: Actor, session_id: str, act_id: str, epoch: int) -> Reference:
    """This act is undone, once: everything is as it was before it, and the one before is next.

    Compare-and-swap: it names the act that it undoes, which is the newest that has a way back.
    Refusals: NotFound, NotAllowed, NotNow, NotYourSeat, SeatMoved; NothingToUndo after a minute,
    after another act, and for what is final; whatever stands in the way of this very act, which
    then says so (`in_the_way`).
    """
    floor = held_floor(actor, "floor.undo", session_id, epoch)
    act = undone_next(acts_of(session_id), floor.version, clock.now())
    way = way_back(act.name) if act is not None and act.id == act_id else None
    if act is None or way is None:
        raise NothingToUndo(state={"state": floor.state, "version": floor.version})
    back = dict(act.back or {})
    about("act", act.subject_id or session_id, session_id)
    db.session.delete(act)
    db.session.flush()
    record(ActNoted(session_id))
    try:
        way(actor, floor, back)
    except Refusal as refusal:
        refusal.in_the_way = True
        raise
    for newest in acts_of(session_id)[:1]:
        newest.version = floor.version  # nothing but the way back has moved: it goes on from here
    return {"epoch": floor.seat_epoch, "version": floor.version}


@command(audit=Audit.NONE)
def pass_over(actor: Actor, session_id: str, act_id: str, epoch: int) -> Reference:
    """Something stands in the way of this act: it stays as it is, and the way back leads past it to
    the one before. Nothing happens for an act that is not next.

    Refusals: NotFound, NotAllowed, NotNow, NotYourSeat, SeatMoved.
    """
    floor = held_floor(actor, "floor.undo", session_id, epoch)
    act = undone_next(acts_of(session_id), floor.version, clock.now())
    if act is not None and act.id == act_id:
        act.is_stuck = True
        record(ActNoted(session_id))
    return {"epoch": floor.seat_epoch, "version": floor.version}
