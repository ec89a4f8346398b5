"""Secrets that a child can read aloud, and hashes of them all in a few seconds."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

from argon2 import PasswordHasher

CONSONANTS = "bdfgklmnprstvz"
VOWELS = "aeiou"

# The secrets stand beside their hashes in clear, so the least that OWASP recommends is enough,
# and a demonstration is made in seconds on any laptop.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def new_pin() -> str:
    """Four digits; not four alike, and not a run such as 1234."""
    while True:
        pin = f"{secrets.randbelow(10_000):04d}"
        steps = {int(right) - int(left) for left, right in pairwise(pin)}
        if not (len(steps) == 1 and steps <= {-1, 0, 1}):
            return pin


def new_password() -> str:
    """Three short tokens that sound like words: 36 bits, for slow guesses one badge at a time."""
    return "-".join(_token() for _ in range(3))


def new_passphrase() -> str:
    """Six tokens, for what is sealed: 73 bits."""
    return " ".join(_token() for _ in range(6))


def hashes_of(clear: Sequence[str]) -> list[str]:
    """The hash of each secret, in the same order; argon2 lets threads work side by side."""
    with ThreadPoolExecutor(max_workers=4) as pool:
        return list(pool.map(_hasher.hash, clear))


def _token() -> str:
    return "".join(secrets.choice(letters) for letters in (CONSONANTS, VOWELS) * 2)
