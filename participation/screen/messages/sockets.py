"""Live messages about messages for the wall: form → command → answer."""

from __future__ import annotations

from typing import Any

from participation.foundation.actors import Actor
from participation.foundation.receipt_codes import new_code, stub_of, told_with
from participation.foundation.sockets import message
from participation.programme.queries import session_for
from participation.screen.messages import (  # noqa: F401 - the table is declared first
    commands,
    permissions,
    receipts,
)
from participation.screen.messages.forms import (
    ClearMessageForm,
    CoverMessageForm,
    MessageForm,
    StopMessageForm,
    WriteForm,
)
from participation.screen.messages.models import KIND

Answer = dict[str, Any]


@message("messages.write", WriteForm)
def write(actor: Actor, form: WriteForm) -> Answer:
    session = session_for(actor, form.slug)
    code = new_code(KIND, actor.holder, form.once)
    told = commands.write.once(form.once, actor, session.id, *form.written, stub_of(code))
    return told | told_with(code)


@message("messages.type_slip", WriteForm)
def type_slip(actor: Actor, form: WriteForm) -> Answer:
    session = session_for(actor, form.slug)
    code = new_code(KIND, actor.holder, form.once)
    told = commands.type_slip.once(form.once, actor, session.id, *form.written, stub_of(code))
    return told | {"code": code}


@message("messages.take_back", MessageForm)
def take_back(actor: Actor, form: MessageForm) -> Answer:
    return commands.take_back.once(form.once, actor, form.message_id)


@message("messages.clear", ClearMessageForm)
def clear(actor: Actor, form: ClearMessageForm) -> Answer:
    return commands.clear.once(form.once, actor, form.message_id, form.read)


@message("messages.cover", CoverMessageForm)
def cover(actor: Actor, form: CoverMessageForm) -> Answer:
    return commands.cover.once(form.once, actor, form.message_id, form.places, form.read)


@message("messages.undo", MessageForm)
def undo(actor: Actor, form: MessageForm) -> Answer:
    return commands.undo.once(form.once, actor, form.message_id)


@message("messages.stop", StopMessageForm)
def stop(actor: Actor, form: StopMessageForm) -> Answer:
    return commands.stop.once(form.once, actor, form.message_id, form.why)


@message("messages.route_to_safety", MessageForm)
def route_to_safety(actor: Actor, form: MessageForm) -> Answer:
    return commands.route_to_safety.once(form.once, actor, form.message_id)
