"""Live messages that move a session: form → command → answer."""

from __future__ import annotations

from typing import Any

from participation.floor import commands, permissions  # noqa: F401 - the table is declared first
from participation.floor.forms import MoveForm, NextForm, PinForm, SeatForm, SessionForm
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


@message("floor.take_seat", SessionForm)
def take_seat(actor: Actor, form: SessionForm) -> Answer:
    session = session_for(actor, form.slug)
    return commands.take_seat.once(form.once, actor, session.id)


@message("floor.beat", SeatForm)
def beat(actor: Actor, form: SeatForm) -> Answer:
    session = session_for(actor, form.slug)
    return commands.hear_seat(actor, session.id, form.seat)


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


@message("floor.next", NextForm)
def next_item(actor: Actor, form: NextForm) -> Answer:
    session = session_for(actor, form.slug)
    return commands.go_to_next_item.once(
        form.once,
        actor,
        session.id,
        form.from_item.data or None,
        form.seen,
        form.seat,
    )


@message("floor.pin_paper", PinForm)
def pin_paper(actor: Actor, form: PinForm) -> Answer:
    return commands.pin_paper.once(form.once, actor, form.item.data or "", form.paper.data or "")


def _moved(move: Any, actor: Actor, form: MoveForm) -> Answer:
    session = session_for(actor, form.slug)
    answer: Answer = move.once(form.once, actor, session.id, form.seen, form.seat)
    return answer
