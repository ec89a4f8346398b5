"""What the safety team is shown of an asker."""

from __future__ import annotations

from typing import Any

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.people.roster.payloads import one_person
from participation.programme.models import ConferenceSession
from participation.questions.models import Question


def asker(actor: Actor, question_id: str) -> dict[str, Any]:
    """The person who asked, or none for a phone, with session and time; not the words."""
    question = db.session.get_one(Question, question_id)
    kind, _, person_id = question.asker.partition(":")
    return {
        "person": one_person(actor, person_id) if kind == "person" else None,
        "session": db.session.get_one(ConferenceSession, question.session_id).title,
        "asked_at": question.asked_at,
    }
