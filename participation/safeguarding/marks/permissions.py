"""Organisers keep the lists. Marks themselves are shown by the desks that show the texts."""

from __future__ import annotations

from participation.foundation.policies import NOTHING, Policy, declare, organiser

POLICIES = declare(
    {
        "marks.lists_page": Policy((organiser,), shows=NOTHING),
        "marks.try_page": Policy((organiser,), shows=NOTHING),
        "marks.add_page": Policy((organiser,), shows=NOTHING),
        "marks.take_out_page": Policy((organiser,), shows=NOTHING),
        "marks.put_back_page": Policy((organiser,), shows=NOTHING),
    }
)
