"""People and badges are the organisers' to look after."""

from __future__ import annotations

from participation.foundation.policies import ANY_PHASE, NOTHING, Policy, declare, organiser

SHOWN = ("shown name on stage", "age band and country of one child")
AT_THE_DESK = (*SHOWN, "real first name")
DEVICES = ("device tokens and network data",)

POLICIES = declare(
    {
        "roster.people_page": Policy((organiser,), ANY_PHASE, AT_THE_DESK),
        "roster.new_person_page": Policy((organiser,), shows=NOTHING),
        "roster.register_page": Policy((organiser,), ANY_PHASE, AT_THE_DESK),
        "roster.person_page": Policy((organiser,), ANY_PHASE, AT_THE_DESK + DEVICES),
        "roster.first_name_page": Policy((organiser,), ANY_PHASE, AT_THE_DESK + DEVICES),
        "roster.give_role_page": Policy((organiser,), ANY_PHASE, AT_THE_DESK + DEVICES),
        "roster.withdraw_role_page": Policy((organiser,), shows=NOTHING),
        "roster.badge_act_page": Policy((organiser,), ANY_PHASE, AT_THE_DESK),
        "roster.cards_page": Policy((organiser,), ANY_PHASE, ("shown name on stage",)),
        "roster.card": Policy((organiser,), ANY_PHASE, ("shown name on stage",)),
        "roster.card_qr": Policy((organiser,), shows=NOTHING),
    }
)
