"""Live messages of hands and turns: form → command → answer."""

from __future__ import annotations

from typing import Any

from participation.floor.forms import SessionForm
from participation.floor.speaking import commands, permissions  # noqa: F401 - the table first
from participation.floor.speaking.forms import (
    CallBackForm,
    CallForm,
    PinHandForm,
    RaiseForm,
    TurnForm,
)
from participation.foundation.actors import Actor
from participation.foundation.sockets import mass_message, message
from participation.programme.queries import session_for

Answer = dict[str, Any]


@mass_message("floor.raise_hand", RaiseForm, commands.raise_hands)
def raise_hand(actor: Actor, form: RaiseForm) -> commands.Raising:
    return commands.Raising(actor, form.slug, form.wish.data or "", form.once)


@mass_message("floor.lower_hand", SessionForm, commands.lower_hands)
def lower_hand(actor: Actor, form: SessionForm) -> commands.Lowering:
    return commands.Lowering(actor, form.slug, form.once)


@message("floor.not_now", SessionForm)
def not_now(actor: Actor, form: SessionForm) -> Answer:
    session = session_for(actor, form.slug)
    return commands.not_now.once(form.once, actor, session.id)


@message("floor.call", CallForm)
def call(actor: Actor, form: CallForm) -> Answer:
    session = session_for(actor, form.slug)
    hand, seen = form.hand.data or "", form.from_turn.data or 0
    return commands.call.once(form.once, actor, session.id, hand, seen, form.seat, form.why)


@message("floor.call_back", CallBackForm)
def call_back(actor: Actor, form: CallBackForm) -> Answer:
    session = session_for(actor, form.slug)
    seen = form.from_turn.data or 0
    return commands.call_back.once(form.once, actor, session.id, seen, form.seat)


@message("floor.pin_hand", PinHandForm)
def pin_hand(actor: Actor, form: PinHandForm) -> Answer:
    session = session_for(actor, form.slug)
    hand, on = form.hand.data or "", bool(form.on.data)
    return commands.pin_hand.once(form.once, actor, session.id, hand, on, form.seat, form.why)


@message("floor.start_turn", TurnForm)
def start_turn(actor: Actor, form: TurnForm) -> Answer:
    return _moved(commands.start_turn, actor, form)


@message("floor.pause_turn", TurnForm)
def pause_turn(actor: Actor, form: TurnForm) -> Answer:
    return _moved(commands.pause_turn, actor, form)


@message("floor.add_time", TurnForm)
def add_time(actor: Actor, form: TurnForm) -> Answer:
    return _moved(commands.add_time, actor, form)


@message("floor.end_turn", TurnForm)
def end_turn(actor: Actor, form: TurnForm) -> Answer:
    return _moved(commands.end_turn, actor, form)


@message("floor.pass_turn", TurnForm)
def pass_turn(actor: Actor, form: TurnForm) -> Answer:
    return _moved(commands.pass_turn, actor, form)


def _moved(move: Any, actor: Actor, form: TurnForm) -> Answer:
    session = session_for(actor, form.slug)
    answer: Answer = move.once(form.once, actor, session.id, form.turn.data or "", form.seat)
    return answer
