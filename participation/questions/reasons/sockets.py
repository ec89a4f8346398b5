"""Live messages of those who read reasons first: form → command → answer."""

from __future__ import annotations

from typing import Any

from participation.foundation.actors import Actor
from participation.foundation.sockets import message
from participation.questions.reasons import (  # noqa: F401 - the table is declared first
    commands,
    permissions,
)
from participation.questions.reasons.forms import ReasonForm, StopReasonForm

Answer = dict[str, Any]


@message("reasons.clear", ReasonForm)
def clear(actor: Actor, form: ReasonForm) -> Answer:
    return commands.clear.once(form.once, actor, form.text_id)


@message("reasons.undo", ReasonForm)
def undo(actor: Actor, form: ReasonForm) -> Answer:
    return commands.undo.once(form.once, actor, form.text_id)


@message("reasons.stop", StopReasonForm)
def stop(actor: Actor, form: StopReasonForm) -> Answer:
    return commands.stop.once(form.once, actor, form.text_id, form.why)


@message("reasons.route_to_safety", ReasonForm)
def route_to_safety(actor: Actor, form: ReasonForm) -> Answer:
    return commands.route_to_safety.once(form.once, actor, form.text_id)
