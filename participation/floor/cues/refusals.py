from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class CueMovedOn(Refusal):
    """Somebody changed the card meanwhile; `state` has its present revision and words."""

    code = "cue_moved_on"
    status = 409
    words = sentence("The card was changed meanwhile. Keep yours once more to put it there.")
