"""Live messages from browsers: policy, actor, form, command, answer; one shape for every no."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from flask import Flask, request
from flask_babel import force_locale
from sqlalchemy.exc import SQLAlchemyError

from participation.foundation import figures
from participation.foundation.actors import Actor, load_actor, load_actor_among_others
from participation.foundation.commands import MassCommand
from participation.foundation.extensions import socketio
from participation.foundation.floods import Gate
from participation.foundation.forms import InputForm
from participation.foundation.intake import Intake
from participation.foundation.pages import device_token, spoken_language
from participation.foundation.policies import Policy, policy_for, require
from participation.foundation.refusals import PageLocked, Refusal, ServerTrouble, StoreTrouble

log = logging.getLogger(__name__)

# Where a socket's first request keeps its language and its device's token.
ASKING = "participation.asking"

Handler = Callable[[Actor, Any], dict[str, Any]]
Entry = Callable[[Actor, Any], Any]


@dataclass(frozen=True)
class Message:
    """A live message that this server understands."""

    name: str
    form: type[InputForm]
    policy: Policy
    handler: Handler
    # Whether a whole hall says it at the same moment: then its actors are loaded together.
    by_a_hall: bool
    # Whether its handler decides itself what a locked page may hear.
    when_locked: bool = False


@dataclass(frozen=True)
class MassMessage(Message):
    """One that comes in masses: what it asks of a mass command, which runs many of them at once."""

    command: MassCommand[Any] = field(kw_only=True)
    asks: Entry = field(kw_only=True)

    def entry(self, actor: Actor, data: Any, form: InputForm) -> Any:
        """What this actor asks of the command; `form` is one of this message's, and is filled
        anew. Refusals: of the policy and the form."""
        require(self.policy, actor)
        return self.asks(actor, form.fill(data))


_registry: dict[str, Message] = {}


def message(
    name: str, form: type[InputForm], by_a_hall: bool = False, when_locked: bool = False
) -> Callable[[Handler], Handler]:
    """Register the door for a live message; its policy must stand in a capability's table."""

    def register(handler: Handler) -> Handler:
        _registry[name] = Message(name, form, _declared(name), handler, by_a_hall, when_locked)
        return handler

    return register


def mass_message(
    name: str, form: type[InputForm], command: MassCommand[Any]
) -> Callable[[Entry], Entry]:
    """Register the door for a live message that comes in masses; the function says what one of
    them asks of the command."""

    def register(asks: Entry) -> Entry:
        def handler(actor: Actor, filled: Any) -> dict[str, Any]:
            return command.one(asks(actor, filled))

        _registry[name] = MassMessage(
            name, form, _declared(name), handler, True, command=command, asks=asks
        )
        return asks

    return register


def _declared(name: str) -> Policy:
    policy = policy_for(name)
    if policy is None:
        raise RuntimeError(f"the live message {name} declares no policy")
    return policy


def known_messages() -> dict[str, Message]:
    """Every live message by name."""
    return dict(_registry)


def listen(device_cookie: str) -> None:
    """Let the socket server hear every registered message (once for each app), each connection at
    the pace of a page."""
    engine = _socket_server().eio
    sleep = cast(Callable[[float], object], socketio.sleep)  # takes parts of a second
    Gate(engine, sleep, device_cookie).watch()
    for known in _registry.values():
        socketio.on_event(known.name, _door(known))


def answer_to(known: Message, data: Any, actor: Actor) -> dict[str, Any]:
    """What the sender is answered: `{"ok": true, …}`, or a refusal in the sender's language."""
    return _answered(known, data, lambda: actor, actor.locale)


def _answered(known: Message, data: Any, who: Callable[[], Actor], lang: str) -> dict[str, Any]:
    with force_locale(lang):
        try:
            actor = who()
            if actor.held == "locked" and not known.when_locked:
                raise PageLocked
            require(known.policy, actor)
            form = known.form.of_message(data)
            return {"ok": True, **known.handler(actor, form)}
        except Refusal as refusal:
            return refusal.as_answer()
        except SQLAlchemyError as problem:
            log.error("the database failed: %s", type(problem).__name__)
            return StoreTrouble().as_answer()
        except Exception:
            # The traceback is for the operator; what a child sent is not logged.
            log.exception("live message %s failed", known.name)
            return ServerTrouble().as_answer()


def _door(known: Message) -> Callable[..., dict[str, Any]]:
    def hear(data: Any = None, *_: Any) -> dict[str, Any]:
        lang, token = request.environ[ASKING] = spoken_language(request), device_token(request)
        # The actor is read inside: while the database is away there is an answer all the same.
        load = load_actor_among_others if known.by_a_hall else load_actor
        answer = _answered(known, data, lambda: load(token, lang), lang)
        figures.answered(known.name, answer)
        return answer

    return hear


def hear_masses(app: Flask, intake: Intake) -> None:
    """From now on this server hands what comes in masses to its line. The door does without a
    request of its own for each message, which would cost more than the vote: who asks, and in
    which language, stood in the socket's first request."""
    for known in _registry.values():
        if isinstance(known, MassMessage):
            _socket_server().on(known.name, _mass_door(app, intake, known))


def _mass_door(app: Flask, intake: Intake, known: MassMessage) -> Callable[..., dict[str, Any]]:
    def hear(sid: str, data: Any = None, *_: Any) -> dict[str, Any]:
        environ = _socket_server().get_environ(sid)
        if environ is None:
            return {}  # the socket went while its message was read; nobody hears an answer
        if ASKING not in environ:
            with app.request_context(environ):
                environ[ASKING] = spoken_language(request), device_token(request)
        lang, token = environ[ASKING]
        answer = intake.hand_in(known, data, token, lang)
        figures.answered(known.name, answer)
        return answer

    return hear


def _socket_server() -> Any:
    return socketio.server  # type: ignore[attr-defined] # missing from the stubs
