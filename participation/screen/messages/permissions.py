"""Who writes for the wall, who reads it first, who chooses."""

from __future__ import annotations

from participation.foundation.policies import (
    ANY_PHASE,
    Policy,
    declare,
    moderator,
    own_facilitator,
    safeguarding,
)

FREE = ("free text before it is cleared",)
FIRST_KEY = (own_facilitator, safeguarding)
# As long as there is a wall to write for.
BEFORE_THE_END = frozenset({"planned", "ready", "open", "live", "paused"})
POLICIES = declare(
    {
        "messages.write": Policy((moderator, own_facilitator), BEFORE_THE_END, FREE),
        # A child's slip, typed by an adult who could clear it.
        "messages.type_slip": Policy(FIRST_KEY, BEFORE_THE_END, FREE),
        "messages.take_back": Policy((moderator, own_facilitator, safeguarding), ANY_PHASE, FREE),
        "messages.clear": Policy(FIRST_KEY, ANY_PHASE, FREE),
        "messages.cover": Policy(FIRST_KEY, ANY_PHASE, FREE),
        "messages.undo": Policy(FIRST_KEY, ANY_PHASE, FREE),
        "messages.stop": Policy(FIRST_KEY, ANY_PHASE, FREE),
        "messages.route_to_safety": Policy(FIRST_KEY, ANY_PHASE, FREE),
    }
)
