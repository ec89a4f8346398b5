"""What an asker is told by the receipt's code: where the question is (safeguarding.md, decision
3)."""

from __future__ import annotations

from flask_babel import get_locale

from participation.foundation.extensions import db
from participation.foundation.languages import in_language
from participation.foundation.receipt_codes import Whereabouts, opens
from participation.questions import queries
from participation.questions.models import KIND, Question
from participation.questions.reasons.words import reasons_of
from participation.questions.whereabouts import where_it_is


@opens(KIND)
def where_a_question_is(question_id: str) -> Whereabouts | None:
    """Where it is and why, without its words: whoever holds the code knows them."""
    question = db.session.get(Question, question_id)
    if question is None:
        return None
    target = queries.targets([question]).get(question.joined_to or "")
    at = target or question
    where = where_it_is(question, target, queries.owner_names([at]))
    return Whereabouts(in_language(where, str(get_locale())), reasons_of([at]).get(at.reason or ""))
