"""Live messages of names: form → command → answer."""

from __future__ import annotations

from typing import Any

from participation.foundation.actors import Actor
from participation.foundation.sockets import message
from participation.safeguarding.names import (  # noqa: F401 - the table is declared first
    commands,
    permissions,
)
from participation.safeguarding.names.forms import StopWishForm, WishForm

Answer = dict[str, Any]


@message("names.clear", WishForm)
def clear(actor: Actor, form: WishForm) -> Answer:
    return commands.clear_name.once(form.once, actor, form.wish_id)


@message("names.stop", StopWishForm)
def stop(actor: Actor, form: StopWishForm) -> Answer:
    return commands.stop_name.once(form.once, actor, form.wish_id, form.why)
