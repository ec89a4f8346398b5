from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class DraftMovedOn(Refusal):
    """Another device, or another author, kept a newer text. `state` carries it; and where the
    writer told from what she went on, `merged`: the words of both, to go on from."""

    code = "draft_moved_on"
    status = 409
    words = sentence("This paper was changed on another device. Here are both texts.")


class NothingWritten(Refusal):
    code = "nothing_written"
    status = 409
    words = sentence("Write a little first, then send it.")
