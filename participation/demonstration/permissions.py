"""The demonstration is anybody's to try. In any other database none of this exists."""

from __future__ import annotations

from participation.foundation.policies import NOTHING, Policy, anyone, declare

POLICIES = declare(
    {
        "demonstration.try_page": Policy((anyone,), shows=NOTHING),
        "demonstration.try_as": Policy((anyone,), shows=NOTHING),
        "demonstration.nod": Policy((anyone,), shows=NOTHING),
        "demonstration.fill": Policy((anyone,), shows=NOTHING),
        "demonstration.clear_out": Policy((anyone,), shows=NOTHING),
        "demonstration.again": Policy((anyone,), shows=NOTHING),
    }
)
