"""Live messages of the run sheet: form → command → answer."""

from __future__ import annotations

from typing import Any

from participation.floor import permissions  # noqa: F401 - the table is declared first
from participation.floor.forms import ItemForm, NextForm, PinForm
from participation.floor.run_sheet import commands
from participation.foundation.actors import Actor
from participation.foundation.sockets import message
from participation.programme.queries import session_for

Answer = dict[str, Any]


@message("floor.next", NextForm)
def next_item(actor: Actor, form: NextForm) -> Answer:
    session = session_for(actor, form.slug)
    return commands.go_to_next_item.once(
        form.once,
        actor,
        session.id,
        form.from_item.data or None,
        form.seen,
        form.seat,
    )


@message("floor.park", ItemForm)
def park(actor: Actor, form: ItemForm) -> Answer:
    return commands.park_item.once(form.once, actor, form.item_id, form.seen, form.seat)


@message("floor.skip", ItemForm)
def skip(actor: Actor, form: ItemForm) -> Answer:
    return commands.skip_item.once(form.once, actor, form.item_id, form.seen, form.seat)


@message("floor.plan_again", ItemForm)
def plan_again(actor: Actor, form: ItemForm) -> Answer:
    return commands.plan_item_again.once(form.once, actor, form.item_id, form.seen, form.seat)


@message("floor.pin_paper", PinForm)
def pin_paper(actor: Actor, form: PinForm) -> Answer:
    return commands.pin_paper.once(form.once, actor, form.item_id, form.paper.data or "", form.held)
