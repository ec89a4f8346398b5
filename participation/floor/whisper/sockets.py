"""The live message of the whisper line: form → command → answer."""

from __future__ import annotations

from typing import Any

from participation.floor.whisper import (  # noqa: F401 - the table is declared first
    commands,
    permissions,
)
from participation.floor.whisper.forms import WhisperForm
from participation.foundation.actors import Actor
from participation.foundation.sockets import message
from participation.programme.queries import session_for


@message("whisper.say", WhisperForm)
def say(actor: Actor, form: WhisperForm) -> dict[str, Any]:
    session = session_for(actor, form.slug)
    return commands.say.once(form.once, actor, session.id, form.seat, *form.said)
