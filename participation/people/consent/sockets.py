"""The live message of the dial: form → command → answer."""

from __future__ import annotations

from typing import Any

from participation.foundation.actors import Actor
from participation.foundation.sockets import message
from participation.people.consent import (  # noqa: F401 - the table is declared first
    commands,
    permissions,
)
from participation.people.consent.forms import DialForm

Answer = dict[str, Any]


@message("consent.turn_dial", DialForm)
def turn_dial(actor: Actor, form: DialForm) -> Answer:
    return commands.turn_dial.once(form.once, actor, form.to)
