"""Who may sign in, join, end a device; who sees people."""

from __future__ import annotations

from participation.foundation.policies import Policy, anyone, card_holder, declare

POLICIES = declare(
    {
        "people.badge_page": Policy((anyone,)),
        "people.badge_sign_in": Policy((anyone,)),
        "people.badge_link": Policy((anyone,)),
        "people.badge_link_sign_in": Policy((anyone,)),
        "people.hand_over": Policy((anyone,)),
        "people.join": Policy((anyone,)),
        "people.join_link": Policy((anyone,)),
        "people.join_qr": Policy((anyone,)),
        "people.devices": Policy((card_holder,), shows=("device tokens and network data",)),
        "people.end_device_page": Policy((card_holder,)),
    }
)
