"""What every write of a session under way begins with: its floor, the seat, what was seen."""

from __future__ import annotations

from participation.floor import queries, rules
from participation.floor.models import Floor
from participation.floor.permissions import POLICIES
from participation.floor.refusals import AlreadyMoved
from participation.foundation.actors import Actor
from participation.foundation.policies import require
from participation.foundation.refusals import NotFound, NotNow


def locked_floor(session_id: str) -> Floor:
    """The session's floor, locked for this transaction. Refusal: NotFound."""
    floor = queries.floor_of(session_id, for_update=True)
    if floor is None:
        raise NotFound
    return floor


def held_floor(actor: Actor, action: str, session_id: str, epoch: int) -> Floor:
    """The locked floor when the seat is the actor's and the phase allows it.

    Refusals: NotFound, NotAllowed, NotNow, NotYourSeat, SeatMoved.
    """
    floor = locked_floor(session_id)
    require(POLICIES[action], actor, session_id, floor.state)
    return queries.require_seat(actor, session_id, epoch)


def require_seen(floor: Floor, version: int) -> None:
    """Return quietly when nothing has moved since. Refusal: AlreadyMoved with where we are."""
    if floor.version != version:
        raise AlreadyMoved(state={"state": floor.state, "version": floor.version})


def move(floor: Floor, step: str) -> None:
    """The session is in the state that follows. Refusal: NotNow with the present state."""
    state = rules.after(step, floor.state)
    if state is None:
        raise NotNow(state=floor.state)
    floor.state = state
    floor.version += 1
    # Both hold in one state only; whichever way it is left, they end with it.
    floor.quiet_since = None
    floor.waits_for_adults = False
