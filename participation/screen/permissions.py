"""Who brings a projector into a room, and who may rest its wall."""

from __future__ import annotations

from participation.foundation.policies import (
    NOTHING,
    Policy,
    declare,
    facilitator,
    moderator,
    organiser,
    safeguarding,
)

POLICIES = declare(
    {
        "screen.pair": Policy((moderator, facilitator), shows=NOTHING),
        "screen.blank": Policy(
            (moderator, facilitator, safeguarding, organiser), shows=("blank the screen",)
        ),
    }
)
