"""Who signals the pace."""

from __future__ import annotations

from participation.foundation.policies import LIVE, Policy, declare, joined

POLICIES = declare({"floor.signal_pace": Policy((joined,), LIVE, ("pace signals",))})
