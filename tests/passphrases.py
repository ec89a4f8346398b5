"""Passphrases of the safety team with their key pairs; argon2 runs once for each in a run."""

from __future__ import annotations

from participation.safeguarding import sealing
from participation.safeguarding.sealing import Reader

_readers: list[tuple[str, Reader]] = []


def reader(place: int) -> tuple[str, Reader]:
    """The passphrase at this place, and its key pair."""
    while len(_readers) <= place:
        passphrase = f"seven quiet lanterns by the sea {len(_readers)}"
        _readers.append((passphrase, sealing.new_reader(passphrase)))
    return _readers[place]
