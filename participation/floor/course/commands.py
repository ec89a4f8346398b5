"""The writes of a session's states: ready, doors, live, paused, closed, open again."""

from __future__ import annotations

from participation.floor import queries, rules
from participation.floor.events import (
    DoorsOpened,
    SessionCancelled,
    SessionClosed,
    SessionClosing,
    SessionPaused,
    SessionPublished,
    SessionReady,
    SessionReopened,
    SessionResumed,
    SessionWentLive,
)
from participation.floor.models import Floor, ItemState, SessionState
from participation.floor.permissions import POLICIES
from participation.floor.readiness import missing_before_start
from participation.floor.refusals import AdultsMissing, NotReady, TooLateToReopen
from participation.floor.run_sheet.commands import finish, reach_next
from participation.floor.seat.commands import leave
from participation.floor.steps import held_floor, locked_floor, move, require_seen
from participation.floor.undo.acts import Back, note_act, undoable
from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import Audit, Reference, about, command, record
from participation.foundation.extensions import db
from participation.foundation.policies import require
from participation.foundation.refusals import NotFound, NotNow
from participation.programme.models import ConferenceSession
from participation.safeguarding.adults.commands import tell_safety_team
from participation.safeguarding.adults.models import NoticeKind
from participation.safeguarding.adults.queries import how_many_count

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
    floor = locked_floor(session_id)
    require(POLICIES["floor.make_ready"], actor, session_id, floor.state)
    if floor.state == SessionState.READY:
        return {"version": floor.version}
    _require_ready(floor, "make_ready")
    move(floor, "make_ready")
    about("session", session_id, session_id)
    record(SessionReady(session_id))
    return {"version": floor.version}


@command()
def open_doors(actor: Actor, session_id: str) -> Reference:
    """The doors are open and questions may come. By a facilitator, or the system when it is time.

    Refusals: NotAllowed, NotNow with the present state.
    """
    floor = locked_floor(session_id)
    require(POLICIES["floor.open_doors"], actor, session_id, floor.state)
    if floor.state == SessionState.OPEN:
        return {"version": floor.version}
    move(floor, "open_doors")
    floor.opened_at = clock.now()
    about("session", session_id, session_id)
    record(DoorsOpened(session_id))
    return {"version": floor.version}


@command()
def go_live(actor: Actor, session_id: str, version: int, epoch: int) -> Reference:
    """The session is live and its first item is current.

    Refusals: NotYourSeat, SeatMoved, NotNow, AlreadyMoved, NotReady with what is missing.
    """
    floor = held_floor(actor, "floor.go_live", session_id, epoch)
    if floor.state == SessionState.LIVE:
        return {"version": floor.version}
    require_seen(floor, version)
    _require_ready(floor, "go_live")
    move(floor, "go_live")
    floor.live_at = clock.now()
    about("session", session_id, session_id)
    record(SessionWentLive(session_id))
    if queries.current_item(session_id) is None:
        reach_next(session_id, None)
    note_act(floor.session_id, "floor.go_live", found=version)
    return {"version": floor.version}


@command()
def pause(actor: Actor, session_id: str, version: int, epoch: int) -> Reference:
    """The session is paused; open polls are kept. Refusals as go_live."""
    floor = held_floor(actor, "floor.pause", session_id, epoch)
    if floor.state == SessionState.PAUSED:
        return {"version": floor.version}
    require_seen(floor, version)
    move(floor, "pause")
    about("session", session_id, session_id)
    record(SessionPaused(session_id))
    note_act(floor.session_id, "floor.pause", back={}, found=version)
    return {"version": floor.version}


@command()
def resume(actor: Actor, session_id: str, version: int, epoch: int) -> Reference:
    """The session is live again, where it was.

    Refusals as go_live, and AdultsMissing: whatever it paused for, it goes on with the adults
    asked for, so that a pause is no way round quiet mode.
    """
    floor = held_floor(actor, "floor.resume", session_id, epoch)
    if floor.state == SessionState.LIVE:
        return {"version": floor.version}
    require_seen(floor, version)
    _go_on(actor, floor)
    about("session", session_id, session_id)
    note_act(floor.session_id, "floor.resume", found=version)
    return {"version": floor.version}


@command()
def close_session(actor: Actor, session_id: str, version: int, epoch: int) -> Reference:
    """No new input comes in; what is open is counted, then the session is closed.

    Refusals as go_live.
    """
    floor = held_floor(actor, "floor.close", session_id, epoch)
    if floor.state in (SessionState.CLOSING, SessionState.CLOSED):
        return {"version": floor.version}
    require_seen(floor, version)
    move(floor, "close")
    current = queries.current_item(session_id)
    if current is not None:
        finish(current)
    about("session", session_id, session_id)
    record(SessionClosing(session_id))
    note_act(floor.session_id, "floor.close", found=version)
    return {"version": floor.version}


@command()
def finish_closing(actor: Actor, session_id: str) -> Reference:
    """A session found closing is closed, and its seat is free."""
    floor = locked_floor(session_id)
    if floor.state != SessionState.CLOSING:
        return {"version": floor.version}
    move(floor, "finish_closing")
    floor.closed_at = clock.now()
    leave(floor)
    about("session", session_id, session_id)
    record(SessionClosed(session_id))
    return {"version": floor.version}


@command()
def reopen(actor: Actor, session_id: str) -> Reference:
    """A session that closed within the last 30 minutes is paused, at the step where it ended; it
    goes on once its adults are back and a moderator has taken the seat.

    By a lead facilitator: one of the event who is named for this session. What was counted stays
    counted. Refusals: NotFound, NotAllowed, NotNow with the present state, TooLateToReopen.
    """
    floor = locked_floor(session_id)
    require(POLICIES["floor.reopen"], actor, session_id, floor.state)
    until = rules.reopen_until(floor.state, floor.closed_at)
    if until is not None and clock.now() > until:
        raise TooLateToReopen(state=floor.state)
    move(floor, "reopen")
    floor.closed_at = None
    last = queries.last_done(session_id)
    if last is not None:
        last.state, last.ended_at = ItemState.CURRENT, None
    about("session", session_id, session_id)
    record(SessionReopened(session_id))
    note_act(floor.session_id, "floor.reopen")
    return {"version": floor.version}


@command()
def publish_session(actor: Actor, session_id: str) -> Reference:
    """The session is done with: everybody has an answer or a promise, and it is not opened again.

    By a lead facilitator of it. Refusals: NotFound, NotAllowed, NotNow with the present state;
    whatever still waits in it.
    """
    floor = locked_floor(session_id)
    require(POLICIES["floor.publish"], actor, session_id, floor.state)
    if floor.state == SessionState.PUBLISHED:
        return {"version": floor.version}
    move(floor, "publish")
    about("session", session_id, session_id)
    record(SessionPublished(session_id))
    return {"version": floor.version}


@command()
def cancel_session(actor: Actor, session_id: str) -> Reference:
    """The session does not take place; nobody comes in any more.

    By a facilitator of it or an organiser, before it is live. Refusals: NotFound, NotAllowed,
    NotNow with the present state.
    """
    floor = locked_floor(session_id)
    require(POLICIES["floor.cancel"], actor, session_id, floor.state)
    if floor.state == SessionState.CANCELLED:
        return {"version": floor.version}
    move(floor, "cancel")
    leave(floor)
    about("session", session_id, session_id)
    record(SessionCancelled(session_id))
    return {"version": floor.version}


@undoable("floor.pause")
def undo_pause(actor: Actor, floor: Floor, back: Back) -> None:
    """It is live again. Refusal: AdultsMissing."""
    _go_on(actor, floor)


def _go_on(actor: Actor, floor: Floor) -> None:
    waited = floor.waits_for_adults
    move(floor, "resume")
    counted = how_many_count(floor.session_id)
    missing = floor.adults_asked - counted
    if missing > 0:
        raise AdultsMissing(state={"state": SessionState.PAUSED, "missing": missing})
    if waited:
        tell_safety_team(actor, floor.session_id, NoticeKind.BACK, counted, floor.adults_asked)
    record(SessionResumed(floor.session_id))


def _require_ready(floor: Floor, step: str) -> None:
    if rules.after(step, floor.state) is None:
        raise NotNow(state=floor.state)
    missing = missing_before_start(floor.session_id, floor.adults_asked)
    if missing:
        raise NotReady(state={"state": floor.state, "missing": missing})
