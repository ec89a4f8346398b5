"""Which children wait for a nod: the name they are shown by, and the number on the card."""

from __future__ import annotations

from typing import Any

from participation.foundation import clock
from participation.people.tablets.queries import waiting_devices


def nods_topic() -> dict[str, Any]:
    """Topic `nods`: whoever waits, the longest first."""
    return {
        "waiting": [
            {
                "device": device.id,
                "name": badge.person.shown_name,
                "number": badge.number,
                "since": clock.iso(device.asks_nod_since),
            }
            for device, badge in waiting_devices()
        ]
    }
