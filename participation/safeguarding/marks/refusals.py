from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class NothingToLookFor(Refusal):
    """One letter, or stars alone, would mark nearly everything."""

    code = "nothing_to_look_for"
    status = 422
    words = sentence("That is too short to look for. Two letters or more, please.")
