"""The writes about shared tablets: a page locks and opens again, a secret is asked for anew."""

from __future__ import annotations

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.aside import in_thread
from participation.foundation.commands import Audit, Reference, about, command, record
from participation.foundation.extensions import db
from participation.foundation.refusals import NotSignedIn
from participation.people.commands import count_try, forget_tries, verify_secret
from participation.people.models import Device, Ending
from participation.people.refusals import WrongSecret
from participation.people.tablets import queries
from participation.people.tablets.events import DeviceLocked


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
    device.confirmed_at = clock.now()
    device.locked_at = None
    forget_tries(badge_id, device.tablet_id)
    about("device", device.id)
    return {"device": device.id}


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
