"""Live messages about the wall: form → command → answer."""

from __future__ import annotations

from typing import Any

from participation.foundation.actors import Actor
from participation.foundation.sockets import message
from participation.programme.queries import session_for
from participation.screen import commands, permissions  # noqa: F401 - the table is declared first
from participation.screen.forms import BlankForm, PairForm

Answer = dict[str, Any]


@message("screen.pair", PairForm)
def pair(actor: Actor, form: PairForm) -> Answer:
    session = session_for(actor, form.slug)
    return commands.pair_screen(actor, session.id, form.typed, command_id=form.once)


@message("screen.blank", BlankForm)
def blank(actor: Actor, form: BlankForm) -> Answer:
    session = session_for(actor, form.slug)
    return commands.blank_wall.once(form.once, actor, session.id, form.on.data)
