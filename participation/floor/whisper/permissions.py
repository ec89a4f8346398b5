"""Who speaks on a session's whisper line."""

from __future__ import annotations

from participation.floor.permissions import NOT_OVER
from participation.foundation.policies import Policy, declare, moderator, own_facilitator

POLICIES = declare(
    {
        # A moderator only while the seat is hers: the command looks.
        "whisper.say": Policy(
            (moderator, own_facilitator), NOT_OVER, ("whisper line of a session",)
        ),
    }
)
