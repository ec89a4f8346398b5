"""The live message of thanks: form → command → answer."""

from __future__ import annotations

from participation.floor.forms import SessionForm
from participation.foundation.actors import Actor
from participation.foundation.sockets import mass_message
from participation.screen.thanks import commands, permissions  # noqa: F401 - the table comes first


@mass_message("screen.thank", SessionForm, commands.thank)
def thank(actor: Actor, form: SessionForm) -> commands.Thanking:
    return commands.Thanking(actor, form.slug, form.once)
