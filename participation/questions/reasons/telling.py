"""An asker is told a reason: the second key of what a child wrote."""

from __future__ import annotations

from participation.foundation.actors import Actor
from participation.foundation.commands import record
from participation.foundation.refusals import BadInput
from participation.programme.sentences.models import SentenceKind
from participation.programme.sentences.queries import ready_sentence
from participation.questions.reasons import queries
from participation.questions.reasons.events import ReasonTold
from participation.questions.reasons.models import ReasonState
from participation.questions.reasons.refusals import ReasonGone, ReasonWaits
from participation.questions.refusals import OtherKeyNeeded

WAITS = frozenset({ReasonState.SENT, ReasonState.HELD})


def tell(actor: Actor, session_id: str, reason_id: str) -> None:
    """The reason is one that this session offers, and the moderator's key has turned for its very
    words. For use inside the command that declines, with her seat.

    An adult who helps in the seat turns no second key where she has turned the first. Refusals:
    BadInput for what is no reason here, ReasonWaits before the first key, ReasonGone for one that
    is not offered (any more), OtherKeyNeeded.
    """
    texts = [each for each in queries.lock_reason(reason_id) if each.session_id == session_id]
    if not texts and ready_sentence(reason_id, SentenceKind.REASON) is None:
        raise BadInput({"reason": str(BadInput.words)})
    if reason_id not in {one.id for one in queries.offered_reasons(session_id)}:
        raise ReasonWaits if any(each.state in WAITS for each in texts) else ReasonGone
    for text in texts:
        if text.state != ReasonState.CLEARED:
            continue
        if text.cleared_by == actor.person_id:
            raise OtherKeyNeeded
        if text.chosen_by is None:
            text.chosen_by, text.chosen_text = actor.person_id, text.text
            record(ReasonTold(session_id, text.id))
