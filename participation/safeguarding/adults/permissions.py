"""Who checks in, and who reads who is there (access.yaml, "adults present")."""

from __future__ import annotations

from participation.foundation.policies import Policy, declare, own_facilitator, safeguarding

PRESENT = ("adults present",)
# Only an adult with complete vetting ever holds one of these roles (people.queries.grants_of).
LOOKS_AFTER = (own_facilitator, safeguarding)
POLICIES = declare(
    {
        "adults.check_in": Policy(LOOKS_AFTER, shows=PRESENT),
        "adults.check_out": Policy(LOOKS_AFTER, shows=PRESENT),
        "adults.lock": Policy(LOOKS_AFTER, shows=PRESENT),
        "adults.confirm": Policy(LOOKS_AFTER, shows=PRESENT),
    }
)
