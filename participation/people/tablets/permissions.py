"""Who locks a page, opens it again, and types a secret anew: whoever is signed in there."""

from __future__ import annotations

from participation.foundation.policies import Policy, anyone, badge, declare

POLICIES = declare(
    {
        # Whose device it is decides the command: a locked one is nobody's for the policies.
        "tablets.locked_page": Policy((anyone,), shows=("shown name on stage",)),
        "tablets.confirm": Policy((anyone,), shows=("shown name on stage",)),
        "tablets.lock": Policy((badge,)),
    }
)
