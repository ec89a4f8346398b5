"""Pure rules about signing in."""

from __future__ import annotations

from datetime import datetime, timedelta

# After this many wrong tries in a row, each further one waits twice as long, up to half a minute:
# whoever guesses at somebody's badge slows it and never locks its owner out.
FREE_TRIES = 3
LONGEST_WAIT_S = 30


def wait_after(wrong_tries: int) -> int:
    """Seconds until the next try of a badge is looked at."""
    if wrong_tries < FREE_TRIES:
        return 0
    return min(LONGEST_WAIT_S, 5 << min(wrong_tries - FREE_TRIES, 10))


def is_pin(secret: str) -> bool:
    return len(secret) == 4 and secret.isascii() and secret.isdigit()


# How long a typed secret stands for heavy acts, and how long a locked page opens by it alone.
CONFIRMED_FOR = timedelta(minutes=10)
OPENS_AGAIN_FOR = timedelta(minutes=10)
# How long a child's sign-in waits for an adult's nod before it is simply gone.
NOD_WAITS_FOR = timedelta(minutes=15)

# Whose word makes a browser known to the event.
MAY_NOD = frozenset({"facilitator", "organiser", "safeguarding"})


def is_confirmed(confirmed_at: datetime | None, now: datetime) -> bool:
    """Whether the secret was typed so lately that a heavy act needs no other."""
    return confirmed_at is not None and now - confirmed_at < CONFIRMED_FOR


def is_left_locked(locked_at: datetime | None, now: datetime) -> bool:
    """Whether a page was locked so long ago that only signing in anew opens anything."""
    return locked_at is not None and now - locked_at >= OPENS_AGAIN_FOR
