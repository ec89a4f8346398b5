"""Who writes on the cue cards of a session."""

from __future__ import annotations

from participation.floor.permissions import NOT_OVER
from participation.foundation.policies import Policy, declare, moderator, own_facilitator

POLICIES = declare(
    {
        # An adult's words: written by somebody who could turn the first key herself.
        "cues.write": Policy((own_facilitator,), NOT_OVER, ("cue cards",)),
        # A child's own words, for her own eyes.
        "cues.note": Policy((moderator,), NOT_OVER, ("cue cards",)),
    }
)
