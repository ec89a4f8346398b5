"""Live messages about shared tablets."""

from __future__ import annotations

from typing import Any

from participation.foundation.actors import Actor
from participation.foundation.sockets import message
from participation.people.tablets import commands, permissions  # noqa: F401 - the table comes first
from participation.people.tablets.forms import NodForm


@message("tablets.nod", NodForm)
def nod(actor: Actor, form: NodForm) -> dict[str, Any]:
    return commands.nod.once(form.once, actor, form.device.data or "", bool(form.yes.data))
