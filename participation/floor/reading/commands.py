"""The writes of a paper on stage: its leaves turned, and handed to its author."""

from __future__ import annotations

from sqlalchemy import update

from participation.floor import queries as floors
from participation.floor.models import ItemState, RunSheetItem
from participation.floor.reading import queries
from participation.floor.reading.events import LeafTurned, LeavesHanded
from participation.floor.reading.models import Reading
from participation.floor.reading.permissions import POLICIES
from participation.floor.reading.refusals import LeafTurnedAlready, NoSuchLeaf, NotInYourHand
from participation.floor.steps import locked_floor
from participation.foundation.actors import Actor
from participation.foundation.commands import Reference, about, command, record, rows_of
from participation.foundation.extensions import db
from participation.foundation.policies import MAY_LEAD, own_facilitator, require
from participation.foundation.refusals import NotFound
from participation.papers.queries import stage_text, writers_of
from participation.programme.queries import session_by_id


@command()
def turn_leaf(
    actor: Actor, item_id: str, from_leaf: int, leaf: int, epoch: int | None
) -> Reference:
    """Walls and phones show this leaf of the paper: once, however often and wherever pressed.

    Compare-and-swap: it names the leaf it leaves. By whoever is in the seat, a facilitator of the
    session, or while it is in her hand an author of that paper. Refusals: NotFound, NotAllowed,
    NotNow, NotYourSeat, SeatMoved, NotInYourHand; LeafTurnedAlready and NoSuchLeaf with where the
    paper is.
    """
    item, leaves = _on_stage(actor, "reading.turn", item_id)
    _require_turner(actor, item, epoch)
    present = _begun(item, leaves)
    about("item", item.id, item.session_id)
    if present == leaf:
        return {"leaf": leaf}
    if not 1 <= leaf <= leaves:
        raise NoSuchLeaf(state={"leaf": present, "leaves": leaves})
    turned = db.session.execute(
        update(Reading)
        .where(
            Reading.item_id == item.id,
            Reading.revision_id == item.revision_id,
            Reading.leaf == from_leaf,
        )
        .values(leaf=leaf)
    )
    if not rows_of(turned):
        raise LeafTurnedAlready(state={"leaf": present, "leaves": leaves})
    record(LeafTurned(item.session_id))
    return {"leaf": leaf}


@command()
def hand_leaves(actor: Actor, item_id: str, on: bool, epoch: int | None) -> Reference:
    """The paper's authors turn its leaves on their own devices while it is read, or not any more.
    Whoever leads the session can all the same.

    By whoever is in the seat, or a facilitator of the session. Refusals: NotFound, NotAllowed,
    NotNow, NotYourSeat, SeatMoved.
    """
    item, leaves = _on_stage(actor, "reading.hand", item_id)
    _require_lead(actor, item.session_id, epoch)
    _begun(item, leaves)
    handed = db.session.execute(
        update(Reading)
        .where(
            Reading.item_id == item.id,
            Reading.revision_id == item.revision_id,
            Reading.is_handed.is_not(on),
        )
        .values(is_handed=on)
    )
    about("item", item.id, item.session_id)
    if rows_of(handed):
        record(LeavesHanded(item.session_id))
    return {"item": item.id, "handed": on}


def _on_stage(actor: Actor, action: str, item_id: str) -> tuple[RunSheetItem, int]:
    """The item, its session's floor locked, and how many leaves its paper has, while the hall may
    read it."""
    item = floors.item_by_id(item_id)
    if item is None:
        raise NotFound
    session_by_id(actor, item.session_id)
    floor = locked_floor(item.session_id)
    require(POLICIES[action], actor, item.session_id, floor.state)
    db.session.refresh(item)  # it may have moved while we waited for the floor
    text = stage_text(item.revision_id) if item.revision_id else None
    if text is None or item.state not in floors.REACHED:
        raise NotFound
    return item, len(text.leaves)


def _require_lead(actor: Actor, session_id: str, epoch: int | None) -> None:
    if epoch is not None or not own_facilitator(actor, session_id):
        floors.require_seat(actor, session_id, epoch)


def _require_turner(actor: Actor, item: RunSheetItem, epoch: int | None) -> None:
    leads = any(holds(actor, item.session_id) for holds in MAY_LEAD)
    if epoch is not None or (leads and not _is_in_hand(actor, item)):
        _require_lead(actor, item.session_id, epoch)
    elif not _is_in_hand(actor, item):
        raise NotInYourHand


def _is_in_hand(actor: Actor, item: RunSheetItem) -> bool:
    reading = queries.reading_of(item, anew=True)
    if item.state != ItemState.CURRENT or item.revision_id is None:
        return False
    if reading is None or not reading.is_handed:
        return False
    return actor.person_id in writers_of(item.revision_id)


def _begun(item: RunSheetItem, leaves: int) -> int:
    """At which leaf the paper is; from now on there is a row that says so."""
    if leaves == 0:
        raise NoSuchLeaf(state={"leaf": 0, "leaves": 0})
    db.session.execute(
        db.insert(Reading)
        .values(item_id=item.id, revision_id=item.revision_id, leaf=1, leaves=leaves)
        .on_conflict_do_nothing()
    )
    reading = queries.reading_of(item, anew=True)
    return reading.leaf if reading else 1
