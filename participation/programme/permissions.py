"""The programme is for everyone; what a closed meeting is, for its members alone."""

from __future__ import annotations

from participation.foundation.policies import (
    NOTHING,
    Policy,
    anyone,
    declare,
    organiser,
    own_facilitator,
)

POLICIES = declare(
    {
        "static": Policy((anyone,), shows=NOTHING),
        "programme.welcome": Policy((anyone,), shows=NOTHING),
        "programme.programme_page": Policy((anyone,), shows=NOTHING),
        "programme.programme_json": Policy((anyone,), shows=NOTHING),
        "programme.programme_ics": Policy((anyone,), shows=NOTHING),
        "programme.room_code_page": Policy((own_facilitator, organiser), shows=NOTHING),
        "programme.room_code": Policy((own_facilitator, organiser), shows=NOTHING),
        "programme.change_room_code": Policy((own_facilitator, organiser), shows=NOTHING),
    }
)
