"""Live messages of the moderator's seat: form → command → answer."""

from __future__ import annotations

from typing import Any

from participation.floor import permissions  # noqa: F401 - the table is declared first
from participation.floor.forms import BeatForm, OfferForm, SessionForm
from participation.floor.seat import commands
from participation.foundation.actors import Actor
from participation.foundation.sockets import message
from participation.programme.queries import session_for

Answer = dict[str, Any]


@message("floor.take_seat", SessionForm)
def take_seat(actor: Actor, form: SessionForm) -> Answer:
    session = session_for(actor, form.slug)
    return commands.take_seat.once(form.once, actor, session.id)


@message("floor.beat", BeatForm)
def beat(actor: Actor, form: BeatForm) -> Answer:
    session = session_for(actor, form.slug)
    return commands.hear_seat(actor, session.id, form.seat, form.battery.data)


@message("floor.offer_seat", OfferForm)
def offer_seat(actor: Actor, form: OfferForm) -> Answer:
    session = session_for(actor, form.slug)
    on = not form.take_back.data
    return commands.offer_seat.once(form.once, actor, session.id, form.seat, on)


@message("floor.accept_seat", SessionForm)
def accept_seat(actor: Actor, form: SessionForm) -> Answer:
    session = session_for(actor, form.slug)
    return commands.accept_seat.once(form.once, actor, session.id)


@message("floor.reclaim_seat", SessionForm)
def reclaim_seat(actor: Actor, form: SessionForm) -> Answer:
    session = session_for(actor, form.slug)
    return commands.reclaim_seat.once(form.once, actor, session.id)
