"""Who goes through a paper on stage."""

from __future__ import annotations

from participation.foundation.policies import LIVE, MAY_LEAD, Policy, declare, delegate

LEAVES = ("leaves of a paper on stage", "paper now on stage")

POLICIES = declare(
    {
        # A delegate: only an author of that very paper, while it is in her hand.
        "reading.turn": Policy((*MAY_LEAD, delegate), LIVE, LEAVES),
        "reading.hand": Policy(MAY_LEAD, LIVE, LEAVES),
    }
)
