"""Hashes of all the demonstration's secrets in a few seconds."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher

# The secrets stand beside their hashes in clear, so the least that OWASP recommends is enough,
# and a demonstration is made in seconds on any laptop.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def hashes_of(clear: Sequence[str]) -> list[str]:
    """The hash of each secret, in the same order; argon2 lets threads work side by side."""
    with ThreadPoolExecutor(max_workers=4) as pool:
        return list(pool.map(_hasher.hash, clear))
