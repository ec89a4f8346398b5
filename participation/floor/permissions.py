"""Who moves a session, in which of its states."""

from __future__ import annotations

from participation.foundation.policies import (
    UNDER_WAY,
    Policy,
    declare,
    facilitator,
    moderator,
)

STAGE = ("shown name on stage", "cue cards")
NOT_OVER = frozenset({"planned", "ready", "open", "live", "paused", "closing"})
# The state itself is checked by the rules' table of moves, which answers with the present one.
POLICIES = declare(
    {
        "floor.take_seat": Policy((moderator,), NOT_OVER, STAGE),
        "floor.beat": Policy((moderator,), NOT_OVER, STAGE),
        "floor.make_ready": Policy((facilitator,), NOT_OVER, (*STAGE, "adults present")),
        "floor.open_doors": Policy((facilitator,), NOT_OVER, STAGE),
        "floor.go_live": Policy((moderator,), shows=STAGE),
        "floor.pause": Policy((moderator,), shows=STAGE),
        "floor.resume": Policy((moderator,), shows=STAGE),
        "floor.next": Policy((moderator,), UNDER_WAY, STAGE),
        "floor.close": Policy((moderator,), shows=STAGE),
        "floor.pin_paper": Policy((facilitator,), NOT_OVER, ("confirmed paper of my session",)),
    }
)
