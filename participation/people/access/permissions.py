"""Who may ask for what is under lock, and who may be the second adult: the locks say it in full."""

from __future__ import annotations

from participation.foundation.policies import (
    ANY_PHASE,
    NOTHING,
    Policy,
    declare,
    organiser,
    safeguarding,
)

POLICIES = declare(
    {
        "access.access_page": Policy(
            (organiser, safeguarding),
            ANY_PHASE,
            ("shown name on stage", "age band and country of one child"),
        ),
        "access.ask_page": Policy((organiser, safeguarding), shows=NOTHING),
        "access.ask": Policy((organiser, safeguarding), shows=NOTHING),
        "access.answer": Policy((organiser, safeguarding), shows=NOTHING),
    }
)
