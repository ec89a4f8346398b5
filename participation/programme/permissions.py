"""The programme is for everyone; what a closed meeting is, for its members alone."""

from __future__ import annotations

from participation.foundation.policies import Policy, anyone, declare, organiser, own_facilitator

POLICIES = declare(
    {
        "static": Policy((anyone,)),
        "programme.welcome": Policy((anyone,)),
        "programme.programme_page": Policy((anyone,)),
        "programme.programme_json": Policy((anyone,)),
        "programme.programme_ics": Policy((anyone,)),
        "programme.room_code_page": Policy((own_facilitator, organiser)),
        "programme.room_code": Policy((own_facilitator, organiser)),
        "programme.change_room_code": Policy((own_facilitator, organiser)),
    }
)
