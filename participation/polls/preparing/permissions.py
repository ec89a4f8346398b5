"""Who prepares polls: the adults named for the session, before and while it runs."""

from __future__ import annotations

from participation.foundation.policies import (
    NOTHING,
    Policy,
    declare,
    joined,
    moderator,
    own_facilitator,
    screen,
)

NOT_OVER = frozenset({"planned", "ready", "open", "live", "paused"})
PREPARES = Policy((own_facilitator,), NOT_OVER, NOTHING)
POLICIES = declare(
    {
        "polls.ready": PREPARES,
        "preparing.polls_page": PREPARES,
        "preparing.poll_page": PREPARES,
        "preparing.new_poll_page": PREPARES,
        "preparing.save_poll": PREPARES,
        "preparing.save_new_poll": PREPARES,
        "preparing.move_poll": PREPARES,
        "preparing.put_picture": PREPARES,
        "preparing.picture": Policy((joined, moderator, screen), shows=NOTHING),
    }
)
