"""Secrets that can be read aloud and copied from a card: a child's PIN, an adult's password."""

from __future__ import annotations

import secrets
from itertools import pairwise

CONSONANTS = "bdfgklmnprstvz"
VOWELS = "aeiou"


def new_pin() -> str:
    """Four digits; not four alike, and not a run such as 1234."""
    while True:
        pin = f"{secrets.randbelow(10_000):04d}"
        steps = {int(right) - int(left) for left, right in pairwise(pin)}
        if not (len(steps) == 1 and steps <= {-1, 0, 1}):
            return pin


def new_password(tokens: int = 4) -> str:
    """Short tokens that sound like words, of 12 bits each; guesses are slowed by the badge."""
    return "-".join(_token() for _ in range(tokens))


def new_passphrase() -> str:
    """Six tokens, for what is sealed: 73 bits."""
    return " ".join(_token() for _ in range(6))


def _token() -> str:
    return "".join(secrets.choice(letters) for letters in (CONSONANTS, VOWELS) * 2)
