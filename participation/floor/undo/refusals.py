from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class NothingToUndo(Refusal):
    """The minute is over, something else was done since, or the act is final."""

    code = "nothing_to_undo"
    status = 409
    words = sentence("That can't be undone any more. Here is where we are.")
