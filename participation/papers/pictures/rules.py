"""How many pictures a paper has, how large they are, and for how long one comes back; pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

MOST = 6
# What a camera of a tablet makes; of it no more is kept than a wall shows.
LARGEST_BYTES = 10 * 1024 * 1024
LONGEST_SIDE = 1600
# In lists, and in the book as a file.
SMALL_SIDE = 800
LONGEST_ALT = 1_000


def can_come_back(taken_out_at: datetime, now: datetime, way_back: timedelta) -> bool:
    return now - taken_out_at < way_back


def moved(ids: Sequence[str], one: str, by: int) -> list[str]:
    """These ids with one of them a place earlier or later; at the end it stays where it is."""
    order = list(ids)
    at = order.index(one)
    to = min(max(at + by, 0), len(order) - 1)
    order.insert(to, order.pop(at))
    return order


# What is said of a text's pictures is marked together, by the text: one after the other like this.
ALT = "paper_alt"
ALT_BETWEEN = "\n"
