"""Who answers for a child, and who sees what of it (access.yaml, "consent and assent")."""

from __future__ import annotations

from participation.foundation.policies import (
    Policy,
    card_holder,
    declare,
    delegate,
    organiser,
    own_facilitator,
    safeguarding,
)

OWN = ("consent and assent", "real first name")
# What an adult may read of it; the door shows each role its own part.
PARTS = ("consent and assent", "real first name", "shown name on stage")

POLICIES = declare(
    {
        # Assent is a child's own; the command asks for nobody else's.
        "consent.assent_page": Policy((card_holder,), shows=("consent and assent",)),
        "consent.answer_page": Policy((card_holder,), shows=("consent and assent",)),
        "consent.own_page": Policy((card_holder,), shows=OWN),
        "consent.take_back_page": Policy((card_holder,), shows=("consent and assent",)),
        "consent.dial_page": Policy((card_holder,), shows=OWN),
        "consent.name_page": Policy((card_holder,), shows=("shown name on stage",)),
        "consent.turn_dial": Policy((delegate,), shows=OWN),
        # The guardian's part is organisers' to write; the pair also reads which body and why.
        "consent.list_page": Policy((organiser, safeguarding), shows=PARTS),
        "consent.record_page": Policy((organiser, safeguarding), shows=("consent and assent",)),
        "consent.withdraw_page": Policy((organiser, safeguarding), shows=("consent and assent",)),
        "consent.ready_page": Policy((own_facilitator,), shows=PARTS),
    }
)
