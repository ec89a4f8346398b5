"""The live message that goes one act back: form → command → answer."""

from __future__ import annotations

from typing import Any

from participation.floor import permissions  # noqa: F401 - the table is declared first
from participation.floor.forms import UndoForm
from participation.floor.undo import commands
from participation.foundation.actors import Actor
from participation.foundation.refusals import Refusal
from participation.foundation.sockets import message
from participation.programme.queries import session_for


@message("floor.undo", UndoForm)
def undo(actor: Actor, form: UndoForm) -> dict[str, Any]:
    session = session_for(actor, form.slug)
    try:
        return commands.undo.once(form.once, actor, session.id, form.act_id, form.seat)
    except Refusal as refusal:
        if refusal.in_the_way:
            commands.pass_over(actor, session.id, form.act_id, form.seat)
        raise
