"""Live messages of polls: form → command → answer."""

from __future__ import annotations

from typing import Any

from participation.foundation.actors import Actor
from participation.foundation.sockets import mass_message, message
from participation.foundation.versions import versions_of
from participation.polls import commands, permissions  # noqa: F401 - the table is declared first
from participation.polls.forms import CastForm, HandsForm, InstantForm, PollForm, VoidForm
from participation.programme.queries import session_for

Answer = dict[str, Any]


@mass_message("polls.cast", CastForm, commands.cast_ballots)
def cast(actor: Actor, form: CastForm) -> commands.Cast:
    return commands.Cast(actor, form.poll_id, form.chosen, form.number, form.once)


@message("polls.open", PollForm)
def open_poll(actor: Actor, form: PollForm) -> Answer:
    return _told(commands.open_poll.once(form.once, actor, form.poll_id, form.seat))


@message("polls.open_instant", InstantForm)
def open_instant(actor: Actor, form: InstantForm) -> Answer:
    session = session_for(actor, form.slug)
    return _told(commands.open_instant.once(form.once, actor, session.id, form.key, form.seat))


@message("polls.close", PollForm)
def close(actor: Actor, form: PollForm) -> Answer:
    return _told(commands.close_poll.once(form.once, actor, form.poll_id, form.seat))


@message("polls.reveal", PollForm)
def reveal(actor: Actor, form: PollForm) -> Answer:
    return _told(commands.reveal_poll.once(form.once, actor, form.poll_id, form.seat))


@message("polls.hide", PollForm)
def hide(actor: Actor, form: PollForm) -> Answer:
    return _told(commands.hide_poll.once(form.once, actor, form.poll_id, form.seat))


@message("polls.count_hands", HandsForm)
def count_hands(actor: Actor, form: HandsForm) -> Answer:
    return _told(commands.count_hands.once(form.once, actor, form.poll_id, form.seat, form.counted))


@message("polls.void", VoidForm)
def void(actor: Actor, form: VoidForm) -> Answer:
    reason = form.reason.data or None
    return _told(commands.void_poll.once(form.once, actor, form.poll_id, form.seat, reason))


@message("polls.ask_again", PollForm)
def ask_again(actor: Actor, form: PollForm) -> Answer:
    return _told(commands.ask_again.once(form.once, actor, form.poll_id, form.seat))


def _told(moved: Answer) -> Answer:
    """What the moderator is answered: the poll, its state and the topic's version."""
    session_id = moved["session"]
    version = versions_of([session_id]).get((session_id, "poll"), 0)
    return {"poll": moved["poll"], "state": moved["state"], "version": version}
