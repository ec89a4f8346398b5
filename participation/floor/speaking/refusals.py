from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class TurnElsewhere(Refusal):
    """The turn is in another state, or another turn is on; `state` says which."""

    code = "turn_elsewhere"
    status = 409
    words = sentence("That turn is somewhere else by now. Here is where we are.")


class HandDown(Refusal):
    """The hand is not up any more; `state.hand` says which is next."""

    code = "hand_down"
    status = 409
    words = sentence("That hand is down by now. Here is who is waiting.")


class ReasonNeeded(Refusal):
    """Somebody else is next in the line; `state.hand` says which hand."""

    code = "reason_needed"
    status = 409
    words = sentence("Somebody else is next. Choose why this hand comes first.")
