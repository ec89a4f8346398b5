"""Live messages of a session's states: form → command → answer."""

from __future__ import annotations

from typing import Any

from participation.floor import permissions  # noqa: F401 - the table is declared first
from participation.floor.course import commands
from participation.floor.forms import MoveForm, SessionForm
from participation.foundation.actors import Actor
from participation.foundation.sockets import message
from participation.programme.queries import session_for

Answer = dict[str, Any]


@message("floor.make_ready", SessionForm)
def make_ready(actor: Actor, form: SessionForm) -> Answer:
    session = session_for(actor, form.slug)
    return commands.make_ready.once(form.once, actor, session.id)


@message("floor.open_doors", SessionForm)
def open_doors(actor: Actor, form: SessionForm) -> Answer:
    session = session_for(actor, form.slug)
    return commands.open_doors.once(form.once, actor, session.id)


@message("floor.cancel", SessionForm)
def cancel(actor: Actor, form: SessionForm) -> Answer:
    session = session_for(actor, form.slug)
    return commands.cancel_session.once(form.once, actor, session.id)


@message("floor.reopen", SessionForm)
def reopen(actor: Actor, form: SessionForm) -> Answer:
    session = session_for(actor, form.slug)
    return commands.reopen.once(form.once, actor, session.id)


@message("floor.publish", SessionForm)
def publish(actor: Actor, form: SessionForm) -> Answer:
    session = session_for(actor, form.slug)
    return commands.publish_session.once(form.once, actor, session.id)


@message("floor.go_live", MoveForm)
def go_live(actor: Actor, form: MoveForm) -> Answer:
    return _moved(commands.go_live, actor, form)


@message("floor.pause", MoveForm)
def pause(actor: Actor, form: MoveForm) -> Answer:
    return _moved(commands.pause, actor, form)


@message("floor.resume", MoveForm)
def resume(actor: Actor, form: MoveForm) -> Answer:
    return _moved(commands.resume, actor, form)


@message("floor.close", MoveForm)
def close(actor: Actor, form: MoveForm) -> Answer:
    return _moved(commands.close_session, actor, form)


def _moved(move: Any, actor: Actor, form: MoveForm) -> Answer:
    session = session_for(actor, form.slug)
    answer: Answer = move.once(form.once, actor, session.id, form.seen, form.seat)
    return answer
