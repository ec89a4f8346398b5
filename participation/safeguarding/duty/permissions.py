"""Who goes on duty: a facilitator for her own sessions, the safeguarding pair for the event."""

from __future__ import annotations

from participation.foundation.policies import (
    NOTHING,
    Policy,
    declare,
    facilitator,
    own_facilitator,
    safeguarding,
)

POLICIES = declare(
    {
        "duty.choose_languages": Policy((facilitator, safeguarding), shows=NOTHING),
        "duty.begin": Policy((own_facilitator, safeguarding), shows=("adults present",)),
        "duty.end": Policy((facilitator, safeguarding), shows=("adults present",)),
    }
)
