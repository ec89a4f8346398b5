"""The writes of the run sheet: the cursor, steps put aside and planned again, papers pinned."""

from __future__ import annotations

from collections.abc import Sequence

from participation.floor import queries, rules
from participation.floor.events import (
    FloorMoved,
    ItemReached,
    ItemsMoved,
    PaperPinned,
    StepUndone,
)
from participation.floor.models import Floor, ItemKind, ItemState, RunSheetItem
from participation.floor.permissions import POLICIES
from participation.floor.refusals import (
    AlreadyMoved,
    ItemElsewhere,
    NotAPaperItem,
    NothingNext,
    OtherPaperThere,
    PaperNotConfirmed,
)
from participation.floor.steps import held_floor, locked_floor, require_seen
from participation.floor.undo.acts import Back, note_act, undoable
from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import Audit, Reference, about, command, record
from participation.foundation.extensions import db
from participation.foundation.policies import require
from participation.foundation.refusals import NotFound, NotNow, Refusal
from participation.papers.queries import confirmed_revision

ONE_CURRENT: dict[str, type[Refusal]] = {
    "uq_run_sheet_item_current": AlreadyMoved,
    "run_sheet_item.session_id": AlreadyMoved,
}


@command(clashes=ONE_CURRENT)
def go_to_next_item(
    actor: Actor, session_id: str, from_item: str | None, version: int, epoch: int
) -> Reference:
    """The next planned item is current and the one left is done: once, however often pressed.

    Compare-and-swap: it names the item it leaves and the version it saw. Refusals: NotYourSeat,
    SeatMoved, NotNow, AlreadyMoved (with the present item and version), NothingNext.
    """
    floor = held_floor(actor, "floor.next", session_id, epoch)
    current = queries.current_item(session_id)
    here = current.id if current else None
    if not rules.same_cursor(here, floor.version, from_item, version):
        raise AlreadyMoved(state={"item": here, "version": floor.version})
    if queries.next_item(session_id, current) is None:
        raise NothingNext(state={"item": here, "version": floor.version})
    floor.version += 1
    before = _states([current])
    if current is not None:
        finish(current)
    reached = reach_next(session_id, current)
    about("item", reached, session_id)
    back: Back = {"items": {**before, reached: str(ItemState.PLANNED)}}
    note_act(session_id, "floor.next", reached, back, found=version)
    return {"version": floor.version}


@command(clashes=ONE_CURRENT)
def park_item(actor: Actor, item_id: str, version: int, epoch: int) -> Reference:
    """The step is kept for later; where it was current, the next one is.

    Refusals: NotFound, NotAllowed, NotYourSeat, SeatMoved, NotNow, AlreadyMoved, NothingNext,
    ItemElsewhere with the step's present state.
    """
    return _put_aside(actor, "park", item_id, version, epoch)


@command(clashes=ONE_CURRENT)
def skip_item(actor: Actor, item_id: str, version: int, epoch: int) -> Reference:
    """The step is left out; where it was current, the next one is. Refusals as park_item."""
    return _put_aside(actor, "skip", item_id, version, epoch)


@command()
def plan_item_again(actor: Actor, item_id: str, version: int, epoch: int) -> Reference:
    """A step that was kept for later or left out is planned again, and comes next where its place
    has passed. Refusals as park_item."""
    item, floor = _item(actor, "floor.plan_again", item_id, version, epoch)
    before = _states([item])
    _move_item(item, "plan_again")
    floor.version += 1
    order = [one.id for one in queries.items_of(item.session_id)]
    _bring_ahead(item)
    about("item", item.id, item.session_id)
    record(ItemsMoved(item.session_id))
    back: Back = {"items": before, "order": order}
    note_act(floor.session_id, "floor.plan_again", item.id, back, found=version)
    return {"version": floor.version}


@undoable("floor.next")
@undoable("floor.park")
@undoable("floor.skip")
@undoable("floor.plan_again")
def undo_step(actor: Actor, floor: Floor, back: Back) -> None:
    """Every step is in the state, and at the place, where it was; what had left the stage for the
    step that was reached may return."""
    states: dict[str, str] = back["items"]
    items = {item.id: item for item in queries.items_of(floor.session_id)}
    if "order" in back:
        _put_in_order([items[item_id] for item_id in back["order"] if item_id in items])
    # One item of a session is current: whatever stops being it leaves first.
    for item_id in sorted(states, key=lambda one: states[one] == ItemState.CURRENT):
        item = items[item_id]
        item.state, item.ended_at = states[item_id], None
        if item.state != ItemState.CURRENT:
            item.started_at = None
        db.session.flush()
    floor.version += 1
    polls, questions = back.get("polls", []), back.get("questions", [])
    record(StepUndone(floor.session_id, tuple(polls), tuple(questions)))


@command()
def pin_paper(actor: Actor, item_id: str, paper_id: str, holds: str | None = None) -> Reference:
    """The item shows this paper's confirmed revision when it is reached.

    `holds` is the revision that the item had when she looked, empty for none, where that is told.
    Refusals: NotFound, NotAllowed, NotAPaperItem, PaperNotConfirmed; OtherPaperThere where it has
    another one by now.
    """
    item = queries.item_by_id(item_id)
    if item is None:
        raise NotFound
    floor = locked_floor(item.session_id)
    require(POLICIES["floor.pin_paper"], actor, item.session_id, floor.state)
    db.session.refresh(item)  # it may have been reached while we waited for the floor
    if item.kind != ItemKind.PAPER or item.state != ItemState.PLANNED:
        raise NotAPaperItem
    revision = confirmed_revision(paper_id)
    if revision is None or revision.paper.session_id != item.session_id:
        raise PaperNotConfirmed
    if holds is not None and (item.revision_id or "") not in (holds, revision.id):
        raise OtherPaperThere
    item.revision_id = revision.id
    about("item", item.id, item.session_id)
    record(PaperPinned(item.session_id, item.id))
    return {"item": item.id}


@command(audit=Audit.NONE)
def show_paper_change(actor: Actor, paper_id: str) -> Reference:
    """Every session that pins a revision of this paper looks again: what is withdrawn is gone."""
    for session_id in queries.sessions_pinning(paper_id):
        record(FloorMoved(session_id))
    return {}


def finish(item: RunSheetItem) -> None:
    """The current step is done, and no other is current yet."""
    _move_item(item, "finish")
    item.ended_at = clock.now()
    db.session.flush()  # the index allows one current item, so the old one leaves first


def reach_next(session_id: str, after: RunSheetItem | None) -> str:
    """The next planned item is current. The caller has made sure that nothing else is."""
    reached = queries.next_item(session_id, after)
    if reached is None:
        raise NothingNext
    _move_item(reached, "reach")
    reached.started_at = clock.now()
    record(ItemReached(session_id, reached.id))
    return reached.id


def _put_aside(actor: Actor, step: str, item_id: str, version: int, epoch: int) -> Reference:
    item, floor = _item(actor, f"floor.{step}", item_id, version, epoch)
    was_current = item.state == ItemState.CURRENT
    if was_current and floor.state not in rules.CURSOR_MOVES_IN:
        raise NotNow(state=floor.state)
    if was_current and queries.next_item(item.session_id, item) is None:
        raise NothingNext(state={"item": item.id, "version": floor.version})
    before = _states([item])
    _move_item(item, step)
    floor.version += 1
    about("item", item.id, item.session_id)
    record(ItemsMoved(item.session_id))
    if was_current:
        item.ended_at = clock.now()
        db.session.flush()  # as in `finish`
        before[reach_next(item.session_id, item)] = str(ItemState.PLANNED)
    note_act(floor.session_id, f"floor.{step}", item.id, {"items": before}, found=version)
    return {"version": floor.version}


def _item(
    actor: Actor, action: str, item_id: str, version: int, epoch: int
) -> tuple[RunSheetItem, Floor]:
    """The step and its locked floor, for whoever holds the seat and saw the newest version."""
    item = queries.item_by_id(item_id)
    if item is None:
        raise NotFound
    floor = held_floor(actor, action, item.session_id, epoch)
    db.session.refresh(item)  # it may have moved while we waited for the floor
    require_seen(floor, version)
    return item, floor


def _move_item(item: RunSheetItem, step: str) -> None:
    state = rules.item_after(step, item.state)
    if state is None:
        raise ItemElsewhere(state={"item": item.id, "state": str(item.state)})
    item.state = state
    if state == ItemState.PLANNED:
        item.started_at = item.ended_at = None


def _bring_ahead(item: RunSheetItem) -> None:
    """The step comes next, where the cursor has already passed its place."""
    current = queries.current_item(item.session_id)
    if current is None or item.position > current.position:
        return
    order = [one for one in queries.items_of(item.session_id) if one.id != item.id]
    order.insert(order.index(current) + 1, item)
    _put_in_order(order)


def _put_in_order(items: Sequence[RunSheetItem]) -> None:
    """The steps stand in this order. Each place is one step's alone, so all step aside first."""
    for place, item in enumerate(items):
        item.position = -1 - place
    db.session.flush()
    for place, item in enumerate(items):
        item.position = place
    db.session.flush()


def _states(items: Sequence[RunSheetItem | None]) -> dict[str, str]:
    return {item.id: str(item.state) for item in items if item is not None}
