"""Who locks a page and opens it again, whoever is signed in there; and which adults nod."""

from __future__ import annotations

from participation.foundation.policies import (
    NOTHING,
    Policy,
    anyone,
    badge,
    declare,
    facilitator,
    organiser,
    safeguarding,
)

# Those of rules.MAY_NOD, of whichever session.
ADULTS_WHO_NOD = (facilitator, organiser, safeguarding)

POLICIES = declare(
    {
        # Whose device it is decides the command: a locked one is nobody's for the policies.
        "tablets.locked_page": Policy((anyone,), shows=("shown name on stage",)),
        "tablets.confirm": Policy((anyone,), shows=("shown name on stage",)),
        "tablets.lock": Policy((badge,), shows=NOTHING),
        "tablets.waiting_page": Policy((anyone,), shows=("shown name on stage",)),
        "tablets.nods_page": Policy(ADULTS_WHO_NOD, shows=("shown name on stage",)),
        "tablets.nod_page": Policy(ADULTS_WHO_NOD, shows=NOTHING),
        "tablets.new_pin_page": Policy(ADULTS_WHO_NOD, shows=NOTHING),
        "tablets.new_pin": Policy(ADULTS_WHO_NOD, shows=("shown name on stage",)),
        "tablets.nod": Policy(ADULTS_WHO_NOD, shows=("shown name on stage",)),
    }
)
