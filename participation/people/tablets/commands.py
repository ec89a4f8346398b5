"""The writes about shared tablets: a page locks and opens again, a secret is asked for anew."""

from __future__ import annotations

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.aside import in_thread
from participation.foundation.commands import Audit, Reference, about, command, record
from participation.foundation.extensions import db
from participation.foundation.policies import require
from participation.foundation.refusals import NotSignedIn
from participation.people.commands import (
    count_try,
    end_devices_of,
    forget_tries,
    hash_secret,
    put_end_to,
    verify_secret,
)
from participation.people.events import NodsChanged
from participation.people.models import Device, Ending, Tablet
from participation.people.queries import every_session
from participation.people.refusals import BadgeUnknown, WrongSecret
from participation.people.rules import is_pin
from participation.people.tablets import queries
from participation.people.tablets.events import DeviceLocked
from participation.people.tablets.permissions import POLICIES
from participation.people.tablets.refusals import NobodyWaits, NoPin, PinsDiffer


def confirm_secret(actor: Actor, secret: str) -> Reference:
    """Check the secret of whoever is signed in here, beside the engine; a locked page opens.

    For ten minutes heavy acts ask for no other. Refusals: NotSignedIn, SlowDown, WrongSecret.
    """
    device = queries.device_to_confirm(actor)
    badge = queries.badge_on(device)
    badge_id, tablet_id, stored = badge.id, device.tablet_id, badge.secret_hash
    count_try(actor, badge_id, tablet_id)  # counted before looking, as when signing in
    db.session.rollback()  # no transaction stays open while argon2 works
    if not in_thread(verify_secret, stored, secret):
        raise WrongSecret
    return note_confirmed(actor, badge_id)


@command()
def note_confirmed(actor: Actor, badge_id: str) -> Reference:
    """The secret was typed on this device just now, and it is locked no longer.

    Refusal: NotSignedIn where the sign-in ended meanwhile.
    """
    device = queries.device_to_confirm(actor, for_update=True)
    device.confirmed_at = device.heard_at = clock.now()
    device.locked_at = None
    forget_tries(badge_id, device.tablet_id)
    about("device", device.id)
    return {"device": device.id}


def count_as_confirmed(actor: Actor) -> None:
    """Another secret of hers, harder than the badge's, was typed on this device just now: for ten
    minutes heavy acts ask for no other. For use inside the command that looked at it."""
    device = db.session.get(Device, actor.device_id) if actor.device_id else None
    if device is not None:
        device.confirmed_at = clock.now()


@command(audit=Audit.NONE)
def lock_device(actor: Actor) -> Reference:
    """This device shows nothing until the secret is typed; its pages are emptied within 2 s.

    What it holds stays its own: roles, seat and whatever is unsent. Refusal: NotSignedIn for all
    but a badge's device.
    """
    device = db.session.get(Device, actor.device_id) if actor.kind == "person" else None
    if device is None or device.ended_at is not None:
        raise NotSignedIn
    if device.locked_at is None:
        device.locked_at = clock.now()
        device.confirmed_at = None
        db.session.add(Ending(device_id=device.id, at=clock.now()))
        record(DeviceLocked(device.id))
    return {"device": device.id}


@command()
def nod(actor: Actor, device_id: str, yes: bool) -> Reference:
    """The child's sign-in goes on, and her tablet is known from now on; or it has ended.

    By an adult who sees her. Refusals: NotAllowed, NobodyWaits.
    """
    require(POLICIES["tablets.nod"], actor)
    device = queries.waiting_device(device_id)
    if device is None:
        raise NobodyWaits
    device.asks_nod_since = None
    if yes:
        tablet = db.session.get_one(Tablet, device.tablet_id)
        tablet.known_at, tablet.known_by = clock.now(), actor.person_id
    else:
        put_end_to(device_id)
    about("device", device_id, reason="yes" if yes else "no")
    record(NodsChanged(every_session()))
    return {"device": device_id}


def choose_new_pin(actor: Actor, number: str, pin: str, again: str) -> Reference:
    """The child in front of the adult has typed a new PIN; the old one opens nothing.

    Refusals: those of set_pin, NoPin, PinsDiffer.
    """
    require(POLICIES["tablets.new_pin"], actor)
    badge_id = queries.badge_for_new_pin(actor, number).id
    if not is_pin(pin):
        raise NoPin
    if pin != again:
        raise PinsDiffer
    db.session.rollback()
    return set_pin(actor, number, badge_id, in_thread(hash_secret, pin))


@command()
def set_pin(actor: Actor, number: str, badge_id: str, secret_hash: str) -> Reference:
    """The badge opens with this PIN alone, and what it was signed in on has ended.

    Refusals: NotAllowed, ConfirmFirst, BadgeUnknown, NotAChild.
    """
    require(POLICIES["tablets.new_pin"], actor)
    badge = queries.badge_for_new_pin(actor, number)
    if badge.id != badge_id:
        raise BadgeUnknown
    badge.secret_hash = secret_hash
    badge.wrong_tries, badge.next_try_at = 0, None
    end_devices_of(badge.person_id)
    about("badge", badge.id, reason="new PIN")
    return {"badge": badge.id}
