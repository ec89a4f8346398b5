"""Reads about shared tablets."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import NotSignedIn
from participation.people.models import Badge, Device, Person
from participation.people.queries import badge_of_number, badge_of_person, require_confirmed
from participation.people.refusals import BadgeUnknown
from participation.people.rules import NOD_WAITS_FOR
from participation.people.tablets.refusals import NotAChild

MOST_SHOWN = 40


def device_to_confirm(actor: Actor, *, for_update: bool = False) -> Device:
    """The badge's device that the actor sits at, locked or not. Refusal: NotSignedIn."""
    at_it = actor.kind == "person" or actor.held == "locked"
    device = (
        db.session.get(Device, actor.device_id, with_for_update=for_update)
        if at_it and actor.device_id
        else None
    )
    if device is None or device.ended_at is not None or device.person_id is None:
        raise NotSignedIn
    return device


def badge_on(device: Device) -> Badge:
    """The badge in use of the person on this device. Refusal: NotSignedIn."""
    badge = badge_of_person(device.person_id or "")
    if badge is None:
        raise NotSignedIn
    return badge


def person_at(actor: Actor) -> Person:
    """Whose secret opens this device. Refusal: NotSignedIn."""
    return db.session.get_one(Person, device_to_confirm(actor).person_id)


def waiting_device(device_id: str | None) -> Device | None:
    """The device that waits for a nod, locked for this transaction."""
    device = db.session.get(Device, device_id, with_for_update=True) if device_id else None
    return device if device is not None and _waits(device) else None


def waiting_devices() -> Sequence[tuple[Device, Badge]]:
    """Every device that waits for a nod, with its badge; who came first stands first."""
    since = clock.now() - NOD_WAITS_FOR
    rows = db.session.execute(
        select(Device, Badge)
        .join(Badge, (Badge.person_id == Device.person_id) & Badge.revoked_at.is_(None))
        .where(Device.asks_nod_since > since, Device.ended_at.is_(None))
        .order_by(Device.asks_nod_since)
        .limit(MOST_SHOWN)
    )
    return [(row.Device, row.Badge) for row in rows]


def _waits(device: Device) -> bool:
    since = device.asks_nod_since
    return device.ended_at is None and since is not None and clock.now() - since < NOD_WAITS_FOR


def badge_for_new_pin(actor: Actor, number: str) -> Badge:
    """The child's badge with this number, for an adult who typed her secret lately.

    Refusals: ConfirmFirst, BadgeUnknown, NotAChild.
    """
    require_confirmed(actor)
    badge = badge_of_number(number)
    if badge is None:
        raise BadgeUnknown
    if badge.person.kind != "child":
        raise NotAChild
    return badge
