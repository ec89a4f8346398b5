"""Who reads a name that a child typed: whoever reads questions, on duty."""

from __future__ import annotations

from participation.foundation.policies import Policy, declare, facilitator, safeguarding

FREE = ("free text before it is cleared",)
POLICIES = declare(
    {
        "names.clear": Policy((facilitator, safeguarding), shows=FREE),
        "names.stop": Policy((facilitator, safeguarding), shows=FREE),
    }
)
