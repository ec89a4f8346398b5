"""What an asker is told by the receipt's code: where the question is (safeguarding.md, decision
3)."""

from __future__ import annotations

from typing import Any

from participation.foundation.extensions import db
from participation.foundation.receipt_codes import Whereabouts, opens
from participation.foundation.refusals import sentence
from participation.questions import rules
from participation.questions.models import KIND, Question
from participation.questions.models import QuestionState as S
from participation.questions.reasons import reason_words

LATER = sentence("There was no time for it now. It is kept, and you will get an answer.")
# A state that is not here reads like "answer later": so does one that is with the safety team.
WHERE: dict[str, Any] = {
    S.SENT: sentence("It has arrived. Someone from our team reads it first."),
    S.CLEARED: sentence("It was read. Now the child who leads the session can choose it."),
    S.SHORTLISTED: sentence("It was chosen. It comes on stage soon."),
    S.ON_STAGE: sentence("It is on stage now!"),
    S.ANSWERED: sentence("It was answered. Thank you for asking."),
    S.STOPPED: sentence("It could not go on like this."),
    S.DECLINED: sentence("It does not come on stage today."),
    S.TAKEN_BACK: sentence("You took it back. Nobody sees it any more."),
}


@opens(KIND)
def where_a_question_is(question_id: str) -> Whereabouts | None:
    """Where it is and why, without its words: whoever holds the code knows them."""
    question = db.session.get(Question, question_id)
    if question is None:
        return None
    state = rules.as_its_asker_reads(question.state, question.asker_left)
    return Whereabouts(str(WHERE.get(state, LATER)), reason_words(question.reason))
