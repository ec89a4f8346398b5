"""Live messages of open words: form → command → answer."""

from __future__ import annotations

from typing import Any

from participation.foundation.actors import Actor
from participation.foundation.receipt_codes import new_code, stub_of, told_with
from participation.foundation.sockets import mass_message, message
from participation.polls.words import (  # noqa: F401 - the table is declared first
    commands,
    permissions,
    receipts,
)
from participation.polls.words.forms import (
    CardForm,
    ClearForm,
    SayForm,
    StopCardForm,
    TakeBackForm,
    TakeOutForm,
)
from participation.polls.words.models import KIND

Answer = dict[str, Any]


@mass_message("words.say", SayForm, commands.say_words)
def say(actor: Actor, form: SayForm) -> commands.Saying:
    code = new_code(KIND, actor.holder, form.once)
    return commands.Saying(
        actor,
        form.poll_id,
        form.said,
        form.number,
        told_with(code),
        stub_of(code),
        command_id=form.once,
    )


@mass_message("words.take_back", TakeBackForm, commands.say_words)
def take_back(actor: Actor, form: TakeBackForm) -> commands.Saying:
    return commands.Saying(
        actor,
        form.poll_id,
        (),
        form.number,
        {"poll": form.poll_id},
        takes_back=True,
        command_id=form.once,
    )


@message("words.clear", ClearForm)
def clear(actor: Actor, form: ClearForm) -> Answer:
    return commands.clear_words.once(form.once, actor, form.as_read)


@message("words.stop", StopCardForm)
def stop(actor: Actor, form: StopCardForm) -> Answer:
    return commands.stop_words.once(form.once, actor, form.ids, form.why)


@message("words.undo", CardForm)
def undo(actor: Actor, form: CardForm) -> Answer:
    return commands.undo_words.once(form.once, actor, form.ids)


@message("words.route_to_safety", CardForm)
def route_to_safety(actor: Actor, form: CardForm) -> Answer:
    return commands.route_words_to_safety.once(form.once, actor, form.ids)


@message("words.take_out", TakeOutForm)
def take_out(actor: Actor, form: TakeOutForm) -> Answer:
    return commands.take_out_word.once(form.once, actor, form.word_id, form.seat)


@message("words.put_back", TakeOutForm)
def put_back(actor: Actor, form: TakeOutForm) -> Answer:
    return commands.put_back_word.once(form.once, actor, form.word_id, form.seat)
