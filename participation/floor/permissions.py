"""Who moves a session, in which of its states."""

from __future__ import annotations

from participation.foundation.policies import (
    NOTHING,
    UNDER_WAY,
    Policy,
    declare,
    facilitator,
    moderator,
    organiser,
    safeguarding,
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
        # Not by those who are counted: whoever is missing in the room can't ask for one less.
        "floor.adults_asked_page": Policy((organiser, safeguarding), shows=NOTHING),
        "floor.ask_for_adults_page": Policy((organiser, safeguarding), NOT_OVER, NOTHING),
        "floor.pin_paper": Policy((facilitator,), NOT_OVER, ("confirmed paper of my session",)),
    }
)
