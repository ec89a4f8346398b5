"""Organisers read the rest of the log, the safety team its own part, each person who looked at
what is theirs."""

from __future__ import annotations

from participation.foundation.policies import (
    ANY_PHASE,
    Policy,
    badge,
    declare,
    organiser,
    safeguarding,
)

SHOWN = ("audit log", "shown name on stage")

POLICIES = declare(
    {
        "audit.log_page": Policy((organiser, safeguarding), ANY_PHASE, SHOWN),
        "audit.own_page": Policy((badge,), ANY_PHASE, ("audit log",)),
    }
)
