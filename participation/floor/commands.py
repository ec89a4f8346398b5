"""The writes of a session under way: doors, seat, states and the cursor."""

from __future__ import annotations

from participation.floor import queries, rules
from participation.floor.events import (
    DoorsOpened,
    FloorMoved,
    ItemReached,
    PaperPinned,
    QuietBegan,
    QuietEnded,
    SeatFreed,
    SeatTaken,
    SessionClosed,
    SessionClosing,
    SessionPaused,
    SessionReady,
    SessionResumed,
    SessionWentLive,
)
from participation.floor.models import Floor, ItemKind, ItemState, SessionState
from participation.floor.permissions import POLICIES
from participation.floor.readiness import missing_before_start
from participation.floor.refusals import (
    AdultsMissing,
    AlreadyMoved,
    NotAPaperItem,
    NothingNext,
    NotReady,
    NotYourSeat,
    PaperNotConfirmed,
    TrialAsksForNone,
)
from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import Audit, Reference, about, command, record
from participation.foundation.extensions import db
from participation.foundation.policies import require
from participation.foundation.refusals import BadInput, NotAllowed, NotFound, NotNow
from participation.papers.queries import confirmed_revision
from participation.people.consent.queries import takes_part_still
from participation.people.queries import require_confirmed
from participation.programme.models import ConferenceSession
from participation.safeguarding.adults.commands import (
    everybody_leaves,
    look_at_attendance,
    tell_safety_team,
)
from participation.safeguarding.adults.events import AdultsChanged
from participation.safeguarding.adults.models import NoticeKind
from participation.safeguarding.adults.queries import how_many_count, last_counted
from participation.safeguarding.adults.rules import Step, next_step

# product.md, "Adults in the room": how many are asked for where nobody said otherwise.
ADULTS_ASKED = 2


@command(audit=Audit.NONE)
def prepare_floor(actor: Actor, session_id: str) -> Reference:
    """The session has its floor, in state planned. The trial asks for no adults: one person plays
    everybody there. Every other session asks for two."""
    session = db.session.get(ConferenceSession, session_id)
    if session is None:
        raise NotFound
    asked = 0 if session.is_always_now else ADULTS_ASKED
    db.session.add(
        Floor(session_id=session_id, state=SessionState.PLANNED, version=1, adults_asked=asked)
    )
    return {"session": session_id}


@command()
def make_ready(actor: Actor, session_id: str) -> Reference:
    """The session is ready: the adults asked for are in the room. By a facilitator, whatever else
    the checklist warns of. Refusals: NotAllowed, NotNow, NotReady with what is missing.
    """
    floor = _floor(session_id)
    require(POLICIES["floor.make_ready"], actor, session_id, floor.state)
    if floor.state == SessionState.READY:
        return {"version": floor.version}
    _require_ready(floor, "make_ready")
    _move(floor, "make_ready")
    about("session", session_id, session_id)
    record(SessionReady(session_id))
    return {"version": floor.version}


@command()
def open_doors(actor: Actor, session_id: str) -> Reference:
    """The doors are open and questions may come. By a facilitator, or the system when it is time.

    Refusals: NotAllowed, NotNow with the present state.
    """
    floor = _floor(session_id)
    require(POLICIES["floor.open_doors"], actor, session_id, floor.state)
    if floor.state == SessionState.OPEN:
        return {"version": floor.version}
    _move(floor, "open_doors")
    floor.opened_at = clock.now()
    about("session", session_id, session_id)
    record(DoorsOpened(session_id))
    return {"version": floor.version}


@command()
def take_seat(actor: Actor, session_id: str) -> Reference:
    """The actor holds the moderator's seat with a new epoch; every older epoch is refused.

    The same child's badge takes her seat back on any tablet at once; somebody else's seat only
    when it has not been heard for 45 s. Refusals: NotAllowed, NotYourSeat.
    """
    # Before the floor, as who takes a yes back does: then neither waits for the other in a ring.
    if actor.person_id is not None and not takes_part_still(actor.person_id):
        raise NotAllowed
    floor = _floor(session_id)
    require(POLICIES["floor.take_seat"], actor, session_id, floor.state)
    now = clock.now()
    ago = (now - floor.seat_heard_at).total_seconds() if floor.seat_heard_at else None
    if actor.person_id is None or not rules.may_take_seat(
        floor.seat_person_id, actor.person_id, ago
    ):
        raise NotYourSeat
    floor.seat_person_id = actor.person_id
    floor.seat_device_id = actor.device_id
    floor.seat_epoch += 1
    floor.seat_heard_at = now
    about("seat", session_id, session_id)
    record(SeatTaken(session_id))
    return {"epoch": floor.seat_epoch, "version": floor.version}


@command(audit=Audit.NONE)
def hear_seat(actor: Actor, session_id: str, epoch: int) -> Reference:
    """The seat's holder was heard now. Refusals: NotYourSeat, SeatMoved."""
    floor = queries.require_seat(actor, session_id, epoch)
    floor.seat_heard_at = clock.now()
    return {"epoch": floor.seat_epoch}


@command()
def go_live(actor: Actor, session_id: str, version: int, epoch: int) -> Reference:
    """The session is live and its first item is current.

    Refusals: NotYourSeat, SeatMoved, NotNow, AlreadyMoved, NotReady with what is missing.
    """
    floor = _held(actor, "floor.go_live", session_id, epoch)
    if floor.state == SessionState.LIVE:
        return {"version": floor.version}
    _see(floor, version)
    _require_ready(floor, "go_live")
    _move(floor, "go_live")
    floor.live_at = clock.now()
    about("session", session_id, session_id)
    record(SessionWentLive(session_id))
    if queries.current_item(session_id) is None:
        _reach_next(session_id)
    return {"version": floor.version}


@command()
def pause(actor: Actor, session_id: str, version: int, epoch: int) -> Reference:
    """The session is paused; open polls are kept. Refusals as go_live."""
    floor = _held(actor, "floor.pause", session_id, epoch)
    if floor.state == SessionState.PAUSED:
        return {"version": floor.version}
    _see(floor, version)
    _move(floor, "pause")
    about("session", session_id, session_id)
    record(SessionPaused(session_id))
    return {"version": floor.version}


@command()
def resume(actor: Actor, session_id: str, version: int, epoch: int) -> Reference:
    """The session is live again, where it was.

    Refusals as go_live, and AdultsMissing: whatever it paused for, it goes on with the adults
    asked for, so that a pause is no way round quiet mode.
    """
    floor = _held(actor, "floor.resume", session_id, epoch)
    if floor.state == SessionState.LIVE:
        return {"version": floor.version}
    _see(floor, version)
    waited = floor.waits_for_adults
    _move(floor, "resume")
    missing = floor.adults_asked - how_many_count(session_id)
    if missing > 0:
        raise AdultsMissing(state={"state": SessionState.PAUSED, "missing": missing})
    if waited:
        counted = how_many_count(session_id)
        tell_safety_team(actor, session_id, NoticeKind.BACK, counted, floor.adults_asked)
    about("session", session_id, session_id)
    record(SessionResumed(session_id))
    return {"version": floor.version}


@command(
    clashes={"uq_run_sheet_item_current": AlreadyMoved, "run_sheet_item.session_id": AlreadyMoved}
)
def go_to_next_item(
    actor: Actor, session_id: str, from_item: str | None, version: int, epoch: int
) -> Reference:
    """The next planned item is current and the one left is done: once, however often pressed.

    Compare-and-swap: it names the item it leaves and the version it saw. Refusals: NotYourSeat,
    SeatMoved, NotNow, AlreadyMoved (with the present item and version), NothingNext.
    """
    floor = _held(actor, "floor.next", session_id, epoch)
    if floor.state not in rules.CURSOR_MOVES_IN:
        raise NotNow(state=floor.state)
    current = queries.current_item(session_id)
    here = current.id if current else None
    if not rules.same_cursor(here, floor.version, from_item, version):
        raise AlreadyMoved(state={"item": here, "version": floor.version})
    if queries.next_item(session_id, current) is None:
        raise NothingNext(state={"item": here, "version": floor.version})
    floor.version += 1
    if current is not None:
        current.state = ItemState.DONE
        current.ended_at = clock.now()
        db.session.flush()  # the index allows one current item, so the old one leaves first
    about("item", _reach_next(session_id), session_id)
    return {"version": floor.version}


@command()
def close_session(actor: Actor, session_id: str, version: int, epoch: int) -> Reference:
    """No new input comes in; what is open is counted, then the session is closed.

    Refusals as go_live.
    """
    floor = _held(actor, "floor.close", session_id, epoch)
    if floor.state in (SessionState.CLOSING, SessionState.CLOSED):
        return {"version": floor.version}
    _see(floor, version)
    _move(floor, "close")
    current = queries.current_item(session_id)
    if current is not None:
        current.state = ItemState.DONE
        current.ended_at = clock.now()
    about("session", session_id, session_id)
    record(SessionClosing(session_id))
    return {"version": floor.version}


@command()
def finish_closing(actor: Actor, session_id: str) -> Reference:
    """A session found closing is closed, and its seat is free."""
    floor = _floor(session_id)
    if floor.state != SessionState.CLOSING:
        return {"version": floor.version}
    _move(floor, "finish_closing")
    floor.closed_at = clock.now()
    floor.seat_person_id = None
    floor.seat_device_id = None
    about("session", session_id, session_id)
    record(SessionClosed(session_id))
    return {"version": floor.version}


@command()
def pin_paper(actor: Actor, item_id: str, paper_id: str) -> Reference:
    """The item shows this paper's confirmed revision when it is reached.

    Refusals: NotFound, NotAllowed, NotAPaperItem, PaperNotConfirmed.
    """
    item = queries.item_by_id(item_id)
    if item is None:
        raise NotFound
    floor = _floor(item.session_id)
    require(POLICIES["floor.pin_paper"], actor, item.session_id, floor.state)
    db.session.refresh(item)  # it may have been reached while we waited for the floor
    if item.kind != ItemKind.PAPER or item.state != ItemState.PLANNED:
        raise NotAPaperItem
    revision = confirmed_revision(paper_id)
    if revision is None or revision.paper.session_id != item.session_id:
        raise PaperNotConfirmed
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


@command(audit=Audit.NONE)
def free_seats(actor: Actor, person_id: str) -> Reference:
    """The person holds no moderator's seat any more; the sessions stay where they are."""
    for session_id in queries.sessions_led_by(person_id):
        floor = _floor(session_id)
        if floor.seat_person_id == person_id:
            floor.seat_person_id = None
            floor.seat_device_id = None
            record(SeatFreed(session_id))
    return {}


@command()
def ask_for_adults(actor: Actor, session_id: str, number: int) -> Reference:
    """So many adults are asked for in the room from now on; a live session looks at once whether
    they are there. Never none: that is the trial's alone, and the trial keeps it.

    Refusals: NotAllowed, ConfirmFirst, NotFound, NotNow once the session is over, BadInput for a
    number outside of 1 to 20, TrialAsksForNone.
    """
    floor = _floor(session_id)
    require(POLICIES["floor.ask_for_adults_page"], actor, session_id, floor.state)
    require_confirmed(actor)
    if not rules.may_be_asked_for(number):
        raise BadInput
    if floor.adults_asked == 0:
        raise TrialAsksForNone
    about("session", session_id, session_id, reason=f"{floor.adults_asked} → {number}")
    if floor.adults_asked != number:
        floor.adults_asked = number
        record(AdultsChanged(session_id))
    return {"session": session_id, "asked": number}


@command(audit=Audit.NONE)
def show_person_change(actor: Actor, person_id: str) -> Reference:
    """Every session with this person's name in its seat, or a paper of theirs, looks again; and
    those that go on now, where she may have come in a moment ago."""
    showing = {
        *queries.sessions_led_by(person_id),
        *queries.sessions_pinning_author(person_id),
        *queries.sessions_with_open_doors(),
    }
    for session_id in sorted(showing):
        record(FloorMoved(session_id))
    return {}


@command(audit=Audit.NONE)
def look_at_adults(actor: Actor, session_id: str) -> Reference:
    """A live session has as many adults as asked for; or it is quiet; or it has paused.

    Decided from rows alone, so that every process comes to the same, and twice is harmless.
    """
    floor = _floor(session_id)
    look_at_attendance(actor, session_id)
    if floor.state in rules.IS_OVER:
        everybody_leaves(actor, session_id)
    if floor.state != SessionState.LIVE:
        return {"state": floor.state}
    now = clock.now()
    counted = how_many_count(session_id)
    step = next_step(
        asked=floor.adults_asked,
        counted=counted,
        nobody_since=last_counted(session_id) or floor.live_at or now,
        quiet_since=floor.quiet_since,
        now=now,
    )
    if step == Step.PAUSE:
        pause_for_adults(actor, session_id, counted)
    elif step == Step.BEGIN_QUIET:
        floor.quiet_since = now
        tell_safety_team(actor, session_id, NoticeKind.QUIET, counted, floor.adults_asked)
        record(QuietBegan(session_id))
    elif step == Step.END_QUIET:
        floor.quiet_since = None
        tell_safety_team(actor, session_id, NoticeKind.BACK, counted, floor.adults_asked)
        record(QuietEnded(session_id))
    return {"state": floor.state}


@command()
def pause_for_adults(actor: Actor, session_id: str, counted: int) -> Reference:
    """The session has paused to a calm slide until the adults are back; open polls are kept."""
    floor = _floor(session_id)
    _move(floor, "pause")
    floor.waits_for_adults = True
    tell_safety_team(actor, session_id, NoticeKind.PAUSED, counted, floor.adults_asked)
    about("session", session_id, session_id, reason="adults")
    record(SessionPaused(session_id))
    return {"version": floor.version}


def _require_ready(floor: Floor, move: str) -> None:
    if rules.after(move, floor.state) is None:
        raise NotNow(state=floor.state)
    missing = missing_before_start(floor.session_id, floor.adults_asked)
    if missing:
        raise NotReady(state={"state": floor.state, "missing": missing})


def _floor(session_id: str) -> Floor:
    floor = queries.floor_of(session_id, for_update=True)
    if floor is None:
        raise NotFound
    return floor


def _held(actor: Actor, action: str, session_id: str, epoch: int) -> Floor:
    """The locked floor when the seat is the actor's and the phase allows it."""
    floor = _floor(session_id)
    require(POLICIES[action], actor, session_id, floor.state)
    return queries.require_seat(actor, session_id, epoch)


def _see(floor: Floor, version: int) -> None:
    if floor.version != version:
        raise AlreadyMoved(state={"state": floor.state, "version": floor.version})


def _move(floor: Floor, move: str) -> None:
    state = rules.after(move, floor.state)
    if state is None:
        raise NotNow(state=floor.state)
    floor.state = state
    floor.version += 1
    # Both hold in one state only; whichever way it is left, they end with it.
    floor.quiet_since = None
    floor.waits_for_adults = False


def _reach_next(session_id: str) -> str:
    """The next planned item is current. The caller has made sure that nothing else is."""
    done = [item for item in queries.items_of(session_id) if item.state == ItemState.DONE]
    reached = queries.next_item(session_id, done[-1] if done else None)
    if reached is None:
        raise NothingNext
    reached.state = ItemState.CURRENT
    reached.started_at = clock.now()
    record(ItemReached(session_id, reached.id))
    return reached.id
