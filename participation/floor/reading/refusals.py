from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class LeafTurnedAlready(Refusal):
    """Somebody turned it since; `state` says at which leaf the paper is."""

    code = "leaf_turned_already"
    status = 409
    words = sentence("Somebody was a moment faster. Here is where the paper is now.")


class NoSuchLeaf(Refusal):
    """The paper has fewer leaves; `state` says at which it is, of how many."""

    code = "no_such_leaf"
    status = 409
    words = sentence("The paper ends here.")


class NotInYourHand(Refusal):
    """She wrote it, and whoever leads the session turns the leaves; or it is not read now."""

    code = "not_in_your_hand"
    status = 403
    words = sentence("Whoever leads the session goes through the paper now.")
