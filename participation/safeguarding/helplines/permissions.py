"""Organisers and the safety team keep the ways to help; what of it is shown, everybody reads."""

from __future__ import annotations

from participation.foundation.policies import NOTHING, Policy, declare, organiser, safeguarding

KEEPERS = (organiser, safeguarding)
# safeguarding.md, decision 12: hidden when older than 90 days unless the safety team confirms.
CONFIRMING = Policy((safeguarding,))

POLICIES = declare(
    {
        "helplines.lines_page": Policy(KEEPERS, shows=NOTHING),
        "helplines.new_page": Policy(KEEPERS, shows=NOTHING),
        "helplines.add_page": Policy(KEEPERS, shows=NOTHING),
        "helplines.line_page": Policy(KEEPERS, shows=NOTHING),
        "helplines.write_page": Policy(KEEPERS, shows=NOTHING),
        "helplines.safe_person_page": Policy(KEEPERS, shows=NOTHING),
        "helplines.emergency_page": Policy(KEEPERS, shows=NOTHING),
        "helplines.room_page": Policy(KEEPERS, shows=NOTHING),
    }
)
