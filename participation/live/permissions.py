"""Who opens the session's pages, and who may follow at all."""

from __future__ import annotations

from participation.foundation.policies import (
    MAY_LEAD,
    NOTHING,
    Policy,
    anyone,
    declare,
    facilitator,
    interpreter,
    safeguarding,
)
from participation.live.audiences import SHOWN

POLICIES = declare(
    {
        # Which audience's room it is decides `live.audiences`, for each follow.
        "live.follow": Policy((anyone,), shows=SHOWN),
        "live.clock": Policy((anyone,), shows=NOTHING),
        "live.room_page": Policy((anyone,), shows=(*SHOWN, "adults present")),
        "live.moderate_page": Policy(
            MAY_LEAD,
            shows=(
                *SHOWN,
                "cleared text",
                "cue cards",
                "adults present",
                "whisper line of a session",
            ),
        ),
        "live.practice_page": Policy(MAY_LEAD, shows=NOTHING),
        "live.assist_page": Policy(
            (facilitator, safeguarding),
            shows=(
                *SHOWN,
                "free text before it is cleared",
                "cue cards",
                "adults present",
                "whisper line of a session",
            ),
        ),
        "live.interpret_page": Policy(
            (interpreter,),
            shows=(*SHOWN, "cleared text", "pace signals", "cue cards", "adults present"),
        ),
        "live.screen_page": Policy((anyone,), shows=SHOWN),
        "offline.worker": Policy((anyone,), shows=NOTHING),
        "offline.page": Policy((anyone,), shows=NOTHING),
        "live.healthz": Policy((anyone,), shows=NOTHING),
        "live.readyz": Policy((anyone,), shows=NOTHING),
        # From the machine itself alone; the page looks.
        "live.metrics": Policy((anyone,), shows=NOTHING),
    }
)
