"""Who opens, answers and shows a poll, in which phase."""

from __future__ import annotations

from participation.foundation.policies import UNDER_WAY, Policy, declare, joined, moderator

TOTALS = ("poll totals",)
POLICIES = declare(
    {
        "polls.cast": Policy((joined,), UNDER_WAY, ("own choice in an open show of hands",)),
        "polls.cast_page": Policy((joined,), UNDER_WAY, ("own choice in an open show of hands",)),
        "polls.open": Policy((moderator,), UNDER_WAY, TOTALS),
        "polls.open_instant": Policy((moderator,), UNDER_WAY, TOTALS),
        "polls.close": Policy((moderator,), UNDER_WAY, TOTALS),
        "polls.reveal": Policy((moderator,), UNDER_WAY, TOTALS),
        "polls.hide": Policy((moderator,), UNDER_WAY, TOTALS),
        "polls.count_hands": Policy((moderator,), UNDER_WAY, TOTALS),
        "polls.void": Policy((moderator,), UNDER_WAY, TOTALS),
        "polls.ask_again": Policy((moderator,), UNDER_WAY, TOTALS),
    }
)
