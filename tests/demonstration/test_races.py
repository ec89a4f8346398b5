"""The story begins again while the hall is voting and supporting: on both databases."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial
from itertools import count

from flask import Flask
from sqlalchemy import select, update

from participation.demonstration import content
from participation.demonstration.commands import begin_story_again
from participation.floor.models import Floor, SessionState
from participation.foundation import clock
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.commands import Audit, Outcome, Reference, command
from participation.foundation.extensions import db
from participation.foundation.refusals import Busy, Refusal, StoreTrouble
from participation.people.models import Person
from participation.polls.commands import Cast, cast_ballots
from participation.polls.models import Poll
from participation.programme.models import ConferenceSession
from participation.questions.commands import MeToo, support_questions
from participation.questions.models import Question
from tests.at_once import at_once
from tests.world import World

TIMES = 15


@command(audit=Audit.NONE)
def _become_the_trial(actor: Actor, session_id: str, author_id: str) -> Reference:
    db.session.get_one(ConferenceSession, session_id).slug = content.TRIAL
    db.session.get_one(Person, author_id).slug = content.DELEGATE
    return {}


@command(audit=Audit.NONE)
def _come_alive(actor: Actor, session_id: str, adult: str, child: str) -> Reference:
    """The session is live, its poll is open and three questions are on the public list."""
    db.session.get_one(Floor, session_id).state = SessionState.LIVE
    db.session.execute(update(Poll).where(Poll.session_id == session_id).values(state="open"))
    for place in range(3):
        question = Question(
            session_id=session_id,
            asker=f"device:{place}",
            text="What comes next?",
            language="en",
            state="shortlisted",
            place=place + 1,
            cleared_by=adult,
            cleared_text="What comes next?",
            chosen_by=child,
            chosen_text="What comes next?",
            asked_at=clock.now(),
            moved_at=clock.now(),
        )
        db.session.add(question)
    return {}


def test_neither_the_hall_nor_the_story_waits_for_the_other_for_ever(
    app: Flask, world: World
) -> None:
    world.event(demonstration=True)
    session = world.session()
    _become_the_trial(SYSTEM, session.id, world.person("delegate"))
    people = (world.person("facilitator", kind="adult"), world.person("delegate"))
    poll, phones = world.poll(session), [world.phone(session) for _ in range(6)]
    options, over = [option.id for option in poll.options], threading.Event()

    def hall(phone: Actor) -> list[Outcome]:
        answers: list[Outcome] = []
        for n in count(1):
            if over.is_set():
                return answers
            try:
                answers += cast_ballots([Cast(phone, poll.id, (options[n % 3],), n)])
                known = db.session.scalars(select(Question.id)).all()
                answers += support_questions([MeToo(phone, question) for question in known])
            except Refusal as refusal:
                answers.append(refusal)
        raise AssertionError

    def storyteller() -> list[Outcome]:
        told: list[Outcome] = []
        try:
            for _ in range(TIMES):
                _come_alive(SYSTEM, session.id, *people)
                time.sleep(0.05)  # the hall is in the middle of it
                told.append(begin_story_again(SYSTEM))
        finally:
            over.set()
        return told

    acts: list[Callable[[], list[Outcome]]] = [partial(hall, phone) for phone in phones]
    told, *answered = at_once(app, [storyteller, *acts])
    assert told == [{"session": session.id}] * TIMES
    given = [answer for answers in answered if isinstance(answers, list) for answer in answers]
    assert {"receipt": "counted"} in given
    assert not [answer for answer in given if isinstance(answer, Busy | StoreTrouble)]
