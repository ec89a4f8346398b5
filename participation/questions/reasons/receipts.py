"""What a receipt's code opens for a child who wrote a reason."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from participation.foundation.extensions import db
from participation.foundation.receipt_codes import Whereabouts, opens
from participation.foundation.refusals import sentence
from participation.questions.reasons import rules
from participation.questions.reasons.models import KIND, ReasonState, ReasonText
from participation.questions.reasons.words import why_stopped

# A reason in several languages is as far as the one of them that has come least far.
WHERE: dict[str, Any] = {
    ReasonState.SENT: sentence("Your words have arrived. Someone from our team reads them first."),
    ReasonState.STOPPED: sentence("It could not go on like this."),
    ReasonState.CLEARED: sentence(
        "Your words were read. The child who leads the session can choose them now."
    ),
    ReasonState.TAKEN_BACK: sentence("You took your words back. Nobody sees them any more."),
}


@opens(KIND)
def where_a_reason_is(reason_id: str) -> Whereabouts | None:
    """Where it is and why, without its words. One with the safety team waits like any other."""
    texts = db.session.scalars(select(ReasonText).where(ReasonText.reason_id == reason_id)).all()
    if not texts:
        return None
    reached = {_as_told(text) for text in texts}
    state = next(each for each in WHERE if each in reached)
    reasons = [text.reason for text in texts if text.state == ReasonState.STOPPED]
    why = next(filter(None, map(why_stopped, reasons)), None)
    return Whereabouts(str(WHERE[state]), why if state == ReasonState.STOPPED else None)


def _as_told(text: ReasonText) -> str:
    left = str(ReasonState.TAKEN_BACK)
    return left if text.writer_left else rules.as_its_writer_reads(text.state)
