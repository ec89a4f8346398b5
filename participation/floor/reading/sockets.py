"""Live messages of a paper on stage: form → command → answer."""

from __future__ import annotations

from typing import Any

from participation.floor.reading import (  # noqa: F401 - the table is declared first
    commands,
    permissions,
)
from participation.floor.reading.forms import HandForm, TurnForm
from participation.foundation.actors import Actor
from participation.foundation.sockets import message

Answer = dict[str, Any]


@message("reading.turn", TurnForm)
def turn(actor: Actor, form: TurnForm) -> Answer:
    return commands.turn_leaf.once(form.once, actor, form.item_id, *form.turned, form.seat)


@message("reading.hand", HandForm)
def hand(actor: Actor, form: HandForm) -> Answer:
    return commands.hand_leaves.once(form.once, actor, form.item_id, bool(form.on.data), form.seat)
