"""Live messages of names: form → command → answer."""

from __future__ import annotations

from typing import Any

from participation.foundation.actors import Actor
from participation.foundation.sockets import message
from participation.safeguarding.names import (  # noqa: F401 - the table is declared first
    commands,
    permissions,
)
from participation.safeguarding.names.forms import (
    FirstNameForm,
    StopFirstNameForm,
    StopWishForm,
    WishForm,
)

Answer = dict[str, Any]


@message("names.clear", WishForm)
def clear(actor: Actor, form: WishForm) -> Answer:
    return commands.clear_name.once(form.once, actor, form.wish_id)


@message("names.stop", StopWishForm)
def stop(actor: Actor, form: StopWishForm) -> Answer:
    return commands.stop_name.once(form.once, actor, form.wish_id, form.why)


@message("names.clear_first", FirstNameForm)
def clear_first(actor: Actor, form: FirstNameForm) -> Answer:
    return commands.clear_first_name.once(form.once, actor, form.person_id, form.letters)


@message("names.stop_first", StopFirstNameForm)
def stop_first(actor: Actor, form: StopFirstNameForm) -> Answer:
    return commands.stop_first_name.once(form.once, actor, form.person_id, form.letters, form.why)


@message("names.route_to_safety", WishForm)
def route_to_safety(actor: Actor, form: WishForm) -> Answer:
    return commands.route_name.once(form.once, actor, form.wish_id)


@message("names.route_first_to_safety", FirstNameForm)
def route_first_to_safety(actor: Actor, form: FirstNameForm) -> Answer:
    return commands.route_first_name.once(form.once, actor, form.person_id, form.letters)
