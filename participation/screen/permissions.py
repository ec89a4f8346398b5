"""Who brings a projector into a room, and who chooses for its wall."""

from __future__ import annotations

from participation.foundation.policies import (
    NOTHING,
    Policy,
    declare,
    facilitator,
    moderator,
    organiser,
    own_facilitator,
    safeguarding,
    screen,
)

SHOWN = ("published text", "paper now on stage", "poll totals", "cleared text")
# As long as the wall shows a session.
BEFORE_THE_END = frozenset({"planned", "ready", "open", "live", "paused"})
CHOOSE = Policy((moderator, own_facilitator), BEFORE_THE_END, SHOWN)

POLICIES = declare(
    {
        "screen.pair": Policy((moderator, facilitator), shows=NOTHING),
        "screen.show": CHOOSE,
        "screen.painted": Policy((screen,), shows=NOTHING),
        "screen.preview": CHOOSE,
        "stage.leaf_picture": Policy(
            (screen, moderator, own_facilitator), shows=("paper now on stage",)
        ),
        "screen.blank": Policy(
            (moderator, facilitator, safeguarding, organiser), shows=("blank the screen",)
        ),
    }
)
