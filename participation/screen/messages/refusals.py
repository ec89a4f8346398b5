from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class MessageTooLong(Refusal):
    code = "message_too_long"
    status = 422
    words = sentence("The last row could not read that much. A little shorter, please.")


class MessageMovedOn(Refusal):
    """The step can't be made from where the message is; `state` says where that is."""

    code = "message_moved_on"
    status = 409
    words = sentence("Somebody was a moment faster. Here is how it stands now.")
