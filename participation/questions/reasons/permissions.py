"""Who keeps the list of a session's reasons, and who reads first what is written for it."""

from __future__ import annotations

from participation.foundation.policies import (
    ANY_PHASE,
    NOTHING,
    Policy,
    declare,
    moderator,
    own_facilitator,
    safeguarding,
)

FREE = ("free text before it is cleared",)
READ = (*FREE, "cleared text")
FIRST_KEY = (own_facilitator, safeguarding)
# As long as questions can be answered with one.
BEFORE_THE_END = frozenset({"planned", "ready", "open", "live", "paused", "closing"})
POLICIES = declare(
    {
        # The list is the children's: adults of the session see it, and change nothing on it but by
        # the first key.
        "reasons.reasons_page": Policy((moderator, own_facilitator), ANY_PHASE, READ),
        "reasons.write": Policy((moderator,), BEFORE_THE_END, READ),
        "reasons.arrange": Policy((moderator,), BEFORE_THE_END, NOTHING),
        "reasons.clear": Policy(FIRST_KEY, ANY_PHASE, FREE),
        "reasons.undo": Policy(FIRST_KEY, ANY_PHASE, FREE),
        "reasons.stop": Policy(FIRST_KEY, ANY_PHASE, FREE),
        "reasons.route_to_safety": Policy(FIRST_KEY, ANY_PHASE, FREE),
    }
)
