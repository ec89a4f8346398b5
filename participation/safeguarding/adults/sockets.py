"""Live messages of the adults in the room: form → command → answer."""

from __future__ import annotations

from typing import Any

from participation.foundation.actors import Actor
from participation.foundation.sockets import message
from participation.programme.queries import session_for
from participation.safeguarding.adults import commands, permissions  # noqa: F401 - declared first
from participation.safeguarding.adults.forms import AdultForm, LockForm, RoomForm

Answer = dict[str, Any]


@message("adults.check_in", RoomForm)
def check_in(actor: Actor, form: RoomForm) -> Answer:
    session = session_for(actor, form.slug)
    commands.check_in.once(form.once, actor, session.id)
    return {}


@message("adults.check_out", RoomForm)
def check_out(actor: Actor, form: RoomForm) -> Answer:
    session = session_for(actor, form.slug)
    commands.check_out.once(form.once, actor, session.id)
    return {}


@message("adults.lock", LockForm)
def lock(actor: Actor, form: LockForm) -> Answer:
    session = session_for(actor, form.slug)
    commands.lock(actor, session.id, bool(form.on.data))
    return {}


@message("adults.confirm", AdultForm)
def confirm(actor: Actor, form: AdultForm) -> Answer:
    session = session_for(actor, form.slug)
    commands.confirm.once(form.once, actor, session.id, form.adult.data or "")
    return {}
