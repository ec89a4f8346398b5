"""What a receipt's code opens for somebody who wrote for the wall, or on paper for it."""

from __future__ import annotations

from typing import Any

from participation.foundation.extensions import db
from participation.foundation.receipt_codes import Whereabouts, opens
from participation.foundation.refusals import sentence
from participation.questions.reasons.words import why_stopped
from participation.screen.messages import rules
from participation.screen.messages.models import KIND, MessageState, WallMessage

WHERE: dict[str, Any] = {
    MessageState.SENT: sentence("Your words have arrived. Someone from our team reads them first."),
    MessageState.CLEARED: sentence(
        "Your words were read. The child who leads the session can choose them now."
    ),
    MessageState.CHOSEN: sentence("Your words were read and chosen for the screen."),
    MessageState.STOPPED: sentence("It could not go on like this."),
    MessageState.TAKEN_BACK: sentence("You took your words back. Nobody sees them any more."),
}


@opens(KIND)
def where_a_message_is(message_id: str) -> Whereabouts | None:
    """Where it is and why, without its words. One with the safety team waits like any other."""
    message = db.session.get(WallMessage, message_id)
    if message is None:
        return None
    state = rules.as_its_writer_reads(message.state)
    if message.writer_left:
        state = str(MessageState.TAKEN_BACK)
    return Whereabouts(str(WHERE[state]), why_stopped(message.reason))
