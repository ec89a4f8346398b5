"""The demonstration is anybody's to try. In any other database none of this exists."""

from __future__ import annotations

from participation.foundation.policies import Policy, anyone, declare

POLICIES = declare(
    {
        "demonstration.try_page": Policy((anyone,)),
        "demonstration.try_as": Policy((anyone,)),
        "demonstration.nod": Policy((anyone,)),
        "demonstration.fill": Policy((anyone,)),
        "demonstration.clear_out": Policy((anyone,)),
        "demonstration.again": Policy((anyone,)),
    }
)
