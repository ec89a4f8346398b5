"""Help is for anyone: no sign-in, no cookie, no assent (safeguarding.md, decision 5)."""

from __future__ import annotations

from participation.foundation.policies import NOTHING, Policy, anyone, declare

POLICIES = declare({"safeguarding.help_page": Policy((anyone,), shows=NOTHING)})
