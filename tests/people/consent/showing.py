"""What the tests of consent do again and again."""

from __future__ import annotations

from typing import Any

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.people.consent import texts
from participation.people.consent.commands import give_assent
from participation.people.consent.rules import Choices
from participation.people.models import Device
from participation.people.queries import actor_of_device
from participation.programme.models import ConferenceSession
from participation.questions import commands as questions
from participation.screen.payloads import screen_topic
from tests.questions.asking import topic
from tests.world import World


def again(actor: Actor) -> Actor:
    """Who this device is now."""
    db.session.rollback()
    db.session.expire_all()
    device = db.session.get(Device, actor.device_id)
    assert device is not None
    return actor_of_device(device, actor.locale)


def says(actor: Actor, **choices: bool) -> Actor:
    """The child answers the newest words; who her device is then."""
    give_assent(actor, texts.newest(), "en", Choices(**choices))
    return again(actor)


def on_stage(
    world: World, session: ConferenceSession, asker: Actor, text: str = "Why?"
) -> tuple[str, Actor]:
    """A question on stage with its asker's name; its id and the moderator in the seat."""
    moderator = world.moderator(session)
    question: str = questions.ask(asker, session.id, text, "en", "chosen_name")["question"]
    questions.clear(world.facilitator(session), question)
    questions.put_on_stage(moderator, question, 1, 1)
    return question, moderator


def stage(session: ConferenceSession, audience: str = "audience") -> dict[str, Any] | None:
    on: dict[str, Any] | None = topic(session, audience)["on_stage"]
    return on


def wall(session: ConferenceSession) -> dict[str, Any]:
    db.session.rollback()
    db.session.expire_all()
    return screen_topic(session.id)
