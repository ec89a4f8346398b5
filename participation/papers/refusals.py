from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class DraftMovedOn(Refusal):
    """Another device kept a newer text. `state` carries it, so that the child sees both."""

    code = "draft_moved_on"
    status = 409
    words = sentence("This paper was changed on another device. Here are both texts.")


class NothingWritten(Refusal):
    code = "nothing_written"
    status = 409
    words = sentence("Write a little first, then send it.")
