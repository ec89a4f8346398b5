"""Who may sign in, join, end a device; who sees people."""

from __future__ import annotations

from participation.foundation.policies import NOTHING, Policy, anyone, card_holder, declare

POLICIES = declare(
    {
        "people.badge_page": Policy((anyone,), shows=NOTHING),
        "people.badge_sign_in": Policy((anyone,), shows=NOTHING),
        "people.badge_link": Policy((anyone,), shows=NOTHING),
        "people.badge_link_sign_in": Policy((anyone,), shows=NOTHING),
        "people.hand_over": Policy((anyone,), shows=NOTHING),
        "people.join": Policy((anyone,), shows=NOTHING),
        "people.join_link": Policy((anyone,), shows=NOTHING),
        "people.join_qr": Policy((anyone,), shows=NOTHING),
        "people.devices": Policy((card_holder,), shows=("device tokens and network data",)),
        "people.end_device_page": Policy((card_holder,), shows=NOTHING),
    }
)
