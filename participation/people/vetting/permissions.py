"""Who sees and enters what an adult has brought."""

from __future__ import annotations

from participation.foundation.policies import Policy, declare, organiser

# Shown names and what is missing; the check itself is not here, only the number it is kept under.
SHOWN = ("shown name on stage", "vetting of an adult")

POLICIES = declare(
    {
        "vetting.adults": Policy((organiser,), shows=SHOWN),
        "vetting.record": Policy((organiser,), shows=SHOWN),
    }
)
