"""Who opens, answers and shows a poll, in which phase."""

from __future__ import annotations

from participation.foundation.policies import MAY_LEAD, UNDER_WAY, Policy, declare, joined

TOTALS = ("poll totals",)
POLICIES = declare(
    {
        "polls.cast": Policy((joined,), UNDER_WAY, ("own choice in an open show of hands",)),
        "polls.cast_page": Policy((joined,), UNDER_WAY, ("own choice in an open show of hands",)),
        "polls.open": Policy(MAY_LEAD, UNDER_WAY, TOTALS),
        "polls.open_instant": Policy(MAY_LEAD, UNDER_WAY, TOTALS),
        "polls.close": Policy(MAY_LEAD, UNDER_WAY, TOTALS),
        "polls.reveal": Policy(MAY_LEAD, UNDER_WAY, TOTALS),
        "polls.hide": Policy(MAY_LEAD, UNDER_WAY, TOTALS),
        "polls.count_hands": Policy(MAY_LEAD, UNDER_WAY, TOTALS),
        "polls.void": Policy(MAY_LEAD, UNDER_WAY, TOTALS),
        "polls.ask_again": Policy(MAY_LEAD, UNDER_WAY, TOTALS),
    }
)
