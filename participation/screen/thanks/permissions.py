"""Who says thank you."""

from __future__ import annotations

from participation.foundation.policies import LIVE, NOTHING, Policy, declare, joined

POLICIES = declare({"screen.thank": Policy((joined,), LIVE, NOTHING)})
