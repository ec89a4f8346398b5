"""A live session has its adults, or is quiet, or pauses."""

from __future__ import annotations

from participation.floor import rules
from participation.floor.events import QuietBegan, QuietEnded, SessionPaused
from participation.floor.models import SessionState
from participation.floor.permissions import POLICIES
from participation.floor.refusals import TrialAsksForNone
from participation.floor.steps import locked_floor, move
from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import Audit, Reference, about, command, record
from participation.foundation.policies import require
from participation.foundation.refusals import BadInput
from participation.people.queries import require_confirmed
from participation.safeguarding.adults.commands import (
    everybody_leaves,
    look_at_attendance,
    tell_safety_team,
)
from participation.safeguarding.adults.events import AdultsChanged
from participation.safeguarding.adults.models import NoticeKind
from participation.safeguarding.adults.queries import how_many_count, last_counted
from participation.safeguarding.adults.rules import Step, next_step


@command(audit=Audit.NONE)
def look_at_adults(actor: Actor, session_id: str) -> Reference:
    """A live session has as many adults as asked for; or it is quiet; or it has paused.

    Decided from rows alone, so that every process comes to the same, and twice is harmless.
    """
    floor = locked_floor(session_id)
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
    floor = locked_floor(session_id)
    move(floor, "pause")
    floor.waits_for_adults = True
    tell_safety_team(actor, session_id, NoticeKind.PAUSED, counted, floor.adults_asked)
    about("session", session_id, session_id, reason="adults")
    record(SessionPaused(session_id))
    return {"version": floor.version}


@command()
def ask_for_adults(actor: Actor, session_id: str, number: int) -> Reference:
    """So many adults are asked for in the room from now on; a live session looks at once whether
    they are there. Never none: that is the trial's alone, and the trial keeps it.

    Refusals: NotAllowed, ConfirmFirst, NotFound, NotNow once the session is over, BadInput for a
    number outside of 1 to 20, TrialAsksForNone.
    """
    floor = locked_floor(session_id)
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
