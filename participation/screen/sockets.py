"""Live messages about the wall: form → command → answer."""

from __future__ import annotations

from typing import Any

from participation.foundation.actors import Actor
from participation.foundation.sockets import message
from participation.programme.queries import session_for
from participation.screen import commands, permissions  # noqa: F401 - the table is declared first
from participation.screen.forms import BlankForm, ChoiceForm, PaintedForm, PairForm, ShowForm
from participation.screen.payloads import preview_of

Answer = dict[str, Any]


@message("screen.pair", PairForm)
def pair(actor: Actor, form: PairForm) -> Answer:
    session = session_for(actor, form.slug)
    return commands.pair_screen(actor, session.id, form.typed, command_id=form.once)


@message("screen.blank", BlankForm)
def blank(actor: Actor, form: BlankForm) -> Answer:
    session = session_for(actor, form.slug)
    return commands.blank_wall.once(form.once, actor, session.id, form.on.data)


@message("screen.show", ShowForm)
def show(actor: Actor, form: ShowForm) -> Answer:
    session = session_for(actor, form.slug)
    return commands.show_on_wall.once(
        form.once, actor, session.id, *form.chosen, form.seen, form.seat, form.read
    )


@message("screen.preview", ChoiceForm)
def preview(actor: Actor, form: ChoiceForm) -> Answer:
    session = session_for(actor, form.slug)
    return {"picture": preview_of(actor, session.id, *form.chosen)}


@message("screen.painted", PaintedForm)
def painted(actor: Actor, form: PaintedForm) -> Answer:
    session = session_for(actor, form.slug)
    return commands.note_painted(actor, session.id, form.drawn)
