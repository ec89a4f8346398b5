"""Pure rules about signing in."""

from __future__ import annotations

# After this many wrong tries in a row, each further one waits twice as long, up to half a minute:
# whoever guesses at somebody's badge slows it and never locks its owner out.
FREE_TRIES = 3
LONGEST_WAIT_S = 30


def wait_after(wrong_tries: int) -> int:
    """Seconds until the next try of a badge is looked at."""
    if wrong_tries < FREE_TRIES:
        return 0
    return min(LONGEST_WAIT_S, 5 << min(wrong_tries - FREE_TRIES, 10))


def is_room_code(digits: str) -> bool:
    """Eight digits, after any script's digits and spaces were read."""
    return len(digits) == 8


def is_pin(secret: str) -> bool:
    return len(secret) == 4 and secret.isascii() and secret.isdigit()
