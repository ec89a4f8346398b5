"""What becomes of questions when their session ends: nobody stays without an answer."""

from __future__ import annotations

from participation.foundation.actors import Actor
from participation.foundation.commands import Audit, Reference, command, record
from participation.questions import queries
from participation.questions.events import QuestionsPromised
from participation.questions.models import QuestionState
from participation.questions.promises import give_usual
from participation.questions.refusals import QuestionsWithoutState
from participation.questions.steps import move


@command(audit=Audit.NONE)
def settle_questions(actor: Actor, session_id: str) -> Reference:
    """Nothing waits any more to be chosen: what is on stage was answered, what an adult has read is
    kept with a promise. What nobody has read is still read, and has the promise already. Answers
    `{"questions": n}`, how many have one now."""
    kept = 0
    for question in queries.lock_unsettled(session_id):
        if question.state == QuestionState.ON_STAGE:
            move(question, "answered")
            continue
        kept += 1
        if question.state == QuestionState.SENT:
            give_usual(question)
        else:
            move(question, "keep")
    record(QuestionsPromised(session_id))
    return {"questions": kept}


@command(audit=Audit.NONE)
def require_answers(actor: Actor, session_id: str) -> Reference:
    """Nothing changes; every question of the session has a state. Refusal: QuestionsWithoutState
    with how many have none."""
    waiting = queries.how_many_open(session_id)
    if waiting:
        raise QuestionsWithoutState(state={"questions": waiting})
    return {"session": session_id}
