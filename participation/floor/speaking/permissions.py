"""Who raises a hand, and who calls."""

from __future__ import annotations

from participation.foundation.policies import (
    ANY_PHASE,
    LIVE,
    MAY_LEAD,
    UNDER_WAY,
    Policy,
    declare,
    joined,
)

OWN = ("own raised hand",)
LINE = ("raised hands with their reasons", "shown name on stage")

POLICIES = declare(
    {
        # Whoever is in the room: a phone of the audience as well as a badge.
        "floor.raise_hand": Policy((joined,), UNDER_WAY, OWN),
        # Taking back is always possible.
        "floor.lower_hand": Policy((joined,), ANY_PHASE, OWN),
        "floor.not_now": Policy((joined,), UNDER_WAY, OWN),
        # The moderator's seat.
        "floor.call": Policy(MAY_LEAD, LIVE, LINE),
        "floor.call_back": Policy(MAY_LEAD, LIVE, LINE),
        "floor.start_turn": Policy(MAY_LEAD, LIVE, LINE),
        "floor.pause_turn": Policy(MAY_LEAD, UNDER_WAY, LINE),
        "floor.add_time": Policy(MAY_LEAD, UNDER_WAY, LINE),
        "floor.end_turn": Policy(MAY_LEAD, UNDER_WAY, LINE),
        "floor.pass_turn": Policy(MAY_LEAD, UNDER_WAY, LINE),
        "floor.pin_hand": Policy(MAY_LEAD, UNDER_WAY, LINE),
    }
)
