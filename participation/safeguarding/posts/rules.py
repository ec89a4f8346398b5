"""When the team reads, and what a passphrase must be; pure."""

from __future__ import annotations

from datetime import datetime, time, timedelta

# Four or five words; argon2id does the rest.
SHORTEST_PASSPHRASE = 16


def is_long_enough(passphrase: str) -> bool:
    return len("".join(passphrase.split())) >= SHORTEST_PASSPHRASE


def reads_at(local: datetime, reads_from: str, reads_until: str) -> bool:
    """Whether the team reads at this moment of the event's zone; hours may run over midnight."""
    now = local.strftime("%H:%M")
    if reads_from <= reads_until:
        return reads_from <= now < reads_until
    return now >= reads_from or now < reads_until


def next_reading(local: datetime, reads_from: str) -> datetime:
    """When the team reads again, in the event's zone."""
    today = datetime.combine(local.date(), time.fromisoformat(reads_from), local.tzinfo)
    return today if today > local else today + timedelta(days=1)
