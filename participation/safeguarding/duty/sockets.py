"""Live messages of duty: form → command → answer."""

from __future__ import annotations

from typing import Any

from participation.foundation.actors import Actor
from participation.foundation.sockets import message
from participation.programme.queries import session_for
from participation.safeguarding.duty import (  # noqa: F401 - the table is declared first
    commands,
    permissions,
)
from participation.safeguarding.duty.forms import DutyForm, LanguagesForm

Answer = dict[str, Any]


@message("duty.choose_languages", LanguagesForm)
def choose_languages(actor: Actor, form: LanguagesForm) -> Answer:
    return commands.choose_languages.once(form.once, actor, form.read)


@message("duty.begin", DutyForm)
def begin(actor: Actor, form: DutyForm) -> Answer:
    return commands.go_on_duty.once(form.once, actor, _session(actor, form))


@message("duty.end", DutyForm)
def end(actor: Actor, form: DutyForm) -> Answer:
    return commands.go_off_duty.once(form.once, actor, _session(actor, form))


def _session(actor: Actor, form: DutyForm) -> str | None:
    return session_for(actor, form.slug).id if form.slug else None
