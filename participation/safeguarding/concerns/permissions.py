"""Anyone tells, and comes back for the answer. The pair opens: which of them, and what, decides
what is sealed for her (queries.concern_for)."""

from __future__ import annotations

from participation.foundation.policies import NOTHING, Policy, anyone, declare, safeguarding

OWN = ("content of a concern",)
EXISTS = ("that a concern exists, counts",)
SEALED = (*OWN, *EXISTS)

POLICIES = declare(
    {
        "concerns.tell": Policy((anyone,), shows=OWN),
        "concerns.answers_page": Policy((anyone,), shows=NOTHING),
        "concerns.open_answers": Policy((anyone,), shows=OWN),
        "concerns.safety_page": Policy((safeguarding,), shows=EXISTS),
        "concerns.concern_page": Policy((safeguarding,), shows=EXISTS),
        "concerns.open_page": Policy((safeguarding,), shows=SEALED),
        "concerns.act_page": Policy((safeguarding,), shows=SEALED),
        "concerns.export_page": Policy((safeguarding,), shows=SEALED),
    }
)
