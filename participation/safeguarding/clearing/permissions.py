"""Who sits at a desk: a facilitator of the session, one of the safeguarding pair."""

from __future__ import annotations

from participation.foundation.policies import (
    ANY_PHASE,
    Policy,
    declare,
    own_facilitator,
    safeguarding,
)

POLICIES = declare(
    {
        "clearing.take": Policy(
            (own_facilitator, safeguarding), ANY_PHASE, ("free text before it is cleared",)
        ),
    }
)
