"""Who says words, who reads them first, who shows the cloud and takes a word out of it."""

from __future__ import annotations

from participation.foundation.policies import (
    ANY_PHASE,
    UNDER_WAY,
    Policy,
    declare,
    joined,
    moderator,
    own_facilitator,
    safeguarding,
)

OWN = ("free text before it is cleared", "own choice in an open show of hands")
FIRST_KEY = (own_facilitator, safeguarding)
READ = ("free text before it is cleared",)

POLICIES = declare(
    {
        "words.say": Policy((joined,), UNDER_WAY, OWN),
        "words.say_page": Policy((joined,), UNDER_WAY, OWN),
        "words.take_back": Policy((joined,), UNDER_WAY, OWN),
        # What still waits when the session closes is read too: somebody may need help.
        "words.clear": Policy(FIRST_KEY, ANY_PHASE, READ),
        "words.stop": Policy(FIRST_KEY, ANY_PHASE, READ),
        "words.undo": Policy(FIRST_KEY, ANY_PHASE, READ),
        "words.route_to_safety": Policy(FIRST_KEY, ANY_PHASE, READ),
        # The cloud is shown by `polls.reveal`; any word leaves it by either key.
        "words.take_out": Policy((moderator, *FIRST_KEY), ANY_PHASE, ("cleared text",)),
        "words.put_back": Policy((moderator, *FIRST_KEY), ANY_PHASE, ("cleared text",)),
    }
)
