"""Reads about shared tablets."""

from __future__ import annotations

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import NotSignedIn
from participation.people.models import Badge, Device, Person
from participation.people.queries import badge_of_person


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
