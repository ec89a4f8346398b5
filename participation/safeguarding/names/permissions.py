"""Who reads a name before it is shown: whoever reads questions, on duty."""

from __future__ import annotations

from participation.foundation.policies import Policy, declare, facilitator, safeguarding

FREE = ("free text before it is cleared",)
POLICIES = declare(
    {
        "names.clear": Policy((facilitator, safeguarding), shows=FREE),
        "names.stop": Policy((facilitator, safeguarding), shows=FREE),
        "names.clear_first": Policy((facilitator, safeguarding), shows=FREE),
        "names.stop_first": Policy((facilitator, safeguarding), shows=FREE),
        "names.route_to_safety": Policy((facilitator, safeguarding), shows=FREE),
        "names.route_first_to_safety": Policy((facilitator, safeguarding), shows=FREE),
    }
)
