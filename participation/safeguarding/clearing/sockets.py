"""Live messages of the desk: form → command → answer."""

from __future__ import annotations

from typing import Any

from participation.foundation.actors import Actor
from participation.foundation.sockets import message
from participation.programme.queries import session_for
from participation.safeguarding.clearing import (  # noqa: F401 - the table is declared first
    commands,
    payloads,
    permissions,
)
from participation.safeguarding.clearing.forms import DeskForm


@message("clearing.take", DeskForm)
def take(actor: Actor, form: DeskForm) -> dict[str, Any]:
    session = session_for(actor, form.slug)
    commands.take_next(actor, session.id)
    return {"item": payloads.item_in_hand(session.id, str(actor.person_id))}
