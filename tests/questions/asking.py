"""What the tests of questions do again and again."""

from __future__ import annotations

from typing import Any

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.programme.models import ConferenceSession
from participation.questions import choosing, commands
from participation.questions.models import Question
from participation.questions.payloads import mine_questions, questions_topic

AUDIENCES = ("audience", "delegate", "moderator", "facilitator", "interpreter", "screen")
HALL = ("audience", "delegate", "screen")
AT_THE_FRONT = ("moderator", "facilitator", "interpreter")


def ask(actor: Actor, session: ConferenceSession, text: str = "Why?", **more: Any) -> str:
    """The id of a new question."""
    return str(commands.ask(actor, session.id, text, "en", **more)["question"])


def question_now(question_id: str) -> Question:
    """The question as the database has it at this moment."""
    db.session.rollback()
    found = db.session.get(Question, question_id, populate_existing=True)
    assert found is not None
    return found


def topic(session: ConferenceSession, audience: str) -> dict[str, Any]:
    """What this audience is told at this moment."""
    db.session.rollback()
    db.session.expire_all()
    return questions_topic(session.id, audience)


def mine(session: ConferenceSession, actor: Actor) -> dict[str, Any]:
    """What this phone or badge is told of its own."""
    db.session.rollback()
    db.session.expire_all()
    return mine_questions(session.id, [str(actor.holder)])[str(actor.holder)]


def texts(data: Any) -> set[str]:
    """Every text of a person anywhere in a state."""
    if isinstance(data, dict):
        own = {data["text"]} if isinstance(data.get("text"), str) else set()
        return own.union(*(texts(value) for value in data.values()))
    if isinstance(data, list):
        return set().union(*(texts(value) for value in data))
    return set()


class Hall:
    """A session under way with the people whose keys turn in it."""

    def __init__(self, world: Any, state: str = "live") -> None:
        self.session: ConferenceSession = world.session(state=state)
        self.child: Actor = world.moderator(self.session)
        self.adult: Actor = world.facilitator(self.session)
        self.phone: Actor = world.phone(self.session)
        self._world = world

    def at(self, state: str, text: str = "Why?") -> str:
        """The id of a question of a new phone that has come to this state."""
        phone = self._world.phone(self.session)
        question = ask(phone, self.session, text)
        if state == "taken_back":
            commands.take_back(phone, question)
        if state == "stopped":
            commands.stop(self.adult, question, "unkind")
        if state in ("sent", "taken_back", "stopped"):
            return question
        commands.clear(self.adult, question)
        if state == "shortlisted":
            commands.shortlist(self.child, question, 1, 1)
        if state in ("on_stage", "answered"):
            commands.put_on_stage(self.child, question, 1, 1)
        if state == "answered":
            commands.answered(self.child, question, 1)
        if state == "later":
            commands.later(self.child, question, 1)
        if state == "joined":
            self.joined_with = self.at("cleared", "Into this one")
            choosing.join(self.child, question, self.joined_with, 1)
        if state == "declined":
            commands.decline(self.child, question, 1, "no_time")
        return question

    def asker_of(self, question_id: str) -> Actor:
        device = question_now(question_id).asker.partition(":")[2]
        return Actor(kind="device", device_id=device, joined=frozenset({self.session.id}))
