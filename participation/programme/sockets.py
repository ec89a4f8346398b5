"""Live messages about the programme."""

from __future__ import annotations

from typing import Any

from participation.foundation.actors import Actor
from participation.foundation.sockets import message
from participation.programme import commands, permissions  # noqa: F401 - the table comes first
from participation.programme.forms import SessionForm
from participation.programme.queries import session_for


@message("programme.change_room_code", SessionForm)
def change_room_code(actor: Actor, form: SessionForm) -> dict[str, Any]:
    session = session_for(actor, form.session.data or "")
    commands.change_room_code.once(form.once, actor, session.id)
    return {"session": session.slug}
