"""The writes of the moderator's seat: taken, heard, offered, accepted, reclaimed, freed."""

from __future__ import annotations

from participation.floor import queries
from participation.floor.events import (
    FloorMoved,
    SeatFreed,
    SeatHeard,
    SeatOffered,
    SeatTaken,
)
from participation.floor.models import Floor
from participation.floor.permissions import POLICIES
from participation.floor.refusals import NotYourSeat
from participation.floor.seat import rules
from participation.floor.seat.queries import other_children
from participation.floor.seat.refusals import NothingOffered, SeatHeld, SeatInUse
from participation.floor.steps import held_floor, locked_floor
from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import Audit, Reference, about, command, record
from participation.foundation.policies import moderator, require
from participation.foundation.refusals import NotAllowed
from participation.people.consent.queries import takes_part_still


@command()
def take_seat(actor: Actor, session_id: str) -> Reference:
    """The actor holds the moderator's seat with a new epoch; every older epoch is refused.

    The same child's badge takes her seat back on any tablet at once, and a child takes it at once
    from an adult who helps; another child's seat only when it was not heard for 45 s.
    Refusals: NotAllowed, NotNow, SeatHeld.
    """
    floor = _seat_for(actor, "floor.take_seat", session_id)
    if not rules.may_take(
        floor.seat_person_id,
        str(actor.person_id),
        floor.seat_heard_at,
        clock.now(),
        an_adult_helps=floor.seat_helping,
    ):
        raise SeatHeld
    return _sit_down(actor, floor)


@command(audit=Audit.NONE)
def hear_seat(actor: Actor, session_id: str, epoch: int, battery: int | None = None) -> Reference:
    """The seat's holder was heard now, with what is left in her tablet's battery, in percent; None
    where it is unknown or charging. Refusals: NotYourSeat, SeatMoved."""
    floor = queries.require_seat(actor, session_id, epoch)
    floor.seat_heard_at = clock.now()
    floor.seat_battery = battery
    record(SeatHeard(session_id))
    return {"epoch": floor.seat_epoch}


@command()
def offer_seat(actor: Actor, session_id: str, epoch: int, on: bool = True) -> Reference:
    """For two minutes whoever else may lead the session can accept the seat; until then, and if
    nobody does, it stays where it is. Without `on` the offer is taken back.

    Refusals: NotFound, NotAllowed, NotNow, NotYourSeat, SeatMoved.
    """
    floor = held_floor(actor, "floor.offer_seat", session_id, epoch)
    floor.seat_offered_at = clock.now() if on else None
    about("seat", session_id, session_id)
    record(SeatOffered(session_id))
    return {"epoch": floor.seat_epoch}


@command()
def accept_seat(actor: Actor, session_id: str) -> Reference:
    """The seat that was offered is the actor's, with a new epoch; of two at once one has it.

    A child leads; an adult helps. Refusals: NotFound, NotAllowed, NotNow, NothingOffered.
    """
    floor = _seat_for(actor, "floor.accept_seat", session_id)
    if floor.seat_person_id == actor.person_id:
        return {"epoch": floor.seat_epoch, "version": floor.version}
    if floor.seat_person_id is None or not rules.is_offered(floor.seat_offered_at, clock.now()):
        raise NothingOffered
    return _sit_down(actor, floor)


@command()
def reclaim_seat(actor: Actor, session_id: str) -> Reference:
    """An adult helps: the seat is hers until a child takes it. Only when the tablet in it was not
    heard for 45 s, and 30 s later where another child could have taken it first.

    Refusals: NotFound, NotAllowed, NotNow, SeatInUse with the moment from which she may.
    """
    floor = _seat_for(actor, "floor.reclaim_seat", session_id)
    if floor.seat_person_id == actor.person_id:
        return {"epoch": floor.seat_epoch, "version": floor.version}
    since = rules.reclaimable_from(
        floor.seat_heard_at,
        has_other_child=bool(other_children(session_id, floor.seat_person_id)),
    )
    if since is not None and clock.now() <= since:
        raise SeatInUse(state={"from": clock.iso(since)})
    return _sit_down(actor, floor)


@command(audit=Audit.NONE)
def free_seats(actor: Actor, person_id: str) -> Reference:
    """The person holds no moderator's seat any more; the sessions stay where they are."""
    for session_id in queries.sessions_led_by(person_id):
        floor = locked_floor(session_id)
        if floor.seat_person_id == person_id:
            leave(floor)
            record(SeatFreed(session_id))
    return {}


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


def leave(floor: Floor) -> None:
    """Nobody sits in the seat."""
    floor.seat_person_id = floor.seat_device_id = None
    floor.seat_offered_at = floor.seat_battery = None
    floor.seat_helping = False


def _seat_for(actor: Actor, action: str, session_id: str) -> Floor:
    """The locked floor, for somebody who may do this with its seat now."""
    # Before the floor, as who takes a yes back does: then neither waits for the other in a ring.
    if actor.person_id is not None and not takes_part_still(actor.person_id):
        raise NotAllowed
    floor = locked_floor(session_id)
    require(POLICIES[action], actor, session_id, floor.state)
    if actor.person_id is None:
        raise NotYourSeat
    return floor


def _sit_down(actor: Actor, floor: Floor) -> Reference:
    leave(floor)
    floor.seat_person_id = actor.person_id
    floor.seat_device_id = actor.device_id
    floor.seat_helping = not moderator(actor, floor.session_id)
    floor.seat_epoch += 1
    floor.seat_heard_at = clock.now()
    about("seat", floor.session_id, floor.session_id)
    record(SeatTaken(floor.session_id))
    return {"epoch": floor.seat_epoch, "version": floor.version}
