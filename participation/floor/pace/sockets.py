"""The live message of the pace: form → command → answer."""

from __future__ import annotations

from participation.floor.pace import commands, permissions  # noqa: F401 - the table comes first
from participation.floor.pace.forms import PaceForm
from participation.foundation.actors import Actor
from participation.foundation.sockets import mass_message


@mass_message("floor.signal_pace", PaceForm, commands.signal_pace)
def signal_pace(actor: Actor, form: PaceForm) -> commands.Signalling:
    return commands.Signalling(actor, form.slug, form.signal.data or "", form.once)
