"""Who reads a concern, who is alerted when, who may sign; pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import blake2b

BOTH = "both"
LEAD = "lead"
DEPUTY = "deputy"
PHONE = "phone"
READERS = (BOTH, LEAD, DEPUTY)

SAFE_NOW = ("yes", "no", "not_sure")

ACKNOWLEDGED = "acknowledged"
ADDED = "added"
ANSWER = "answer"
NOTE = "note"
DECISION = "decision"
TOLD = "told"
# What the pair writes into the record; all but a note rest once both have signed.
WRITTEN = (NOTE, DECISION, TOLD)


def page_hash(page_id: str) -> str:
    """What is kept of a help page's id: enough to know it again, too little to make its code."""
    return blake2b(page_id.encode(), digest_size=32, person=b"sawt-help-page").hexdigest()


def is_urgent(safe_now: str | None) -> bool:
    return safe_now == "no"


def posts_of(readers: str) -> tuple[str, ...]:
    """The posts a concern is sealed for."""
    return (LEAD, DEPUTY) if readers == BOTH else (readers,)


def hidden_from(readers: str) -> str | None:
    """The post that must not know of it."""
    return {LEAD: DEPUTY, DEPUTY: LEAD}.get(readers)


def steps(
    sealed_for: Iterable[str],
    *,
    urgent: bool,
    lead_within: timedelta,
    deputy_within: timedelta,
) -> list[tuple[str, timedelta]]:
    """Who is alerted, and how long after it came, while nobody has acknowledged it: the lead, then
    the deputy, then the phone on duty is shown; at once both, where somebody is not safe now.

    Only those for whom it is sealed are ever alerted.
    """
    here = set(sealed_for)
    found: list[tuple[str, timedelta]] = []
    waited = timedelta(0)
    if LEAD in here:
        found.append((LEAD, waited))
        waited = lead_within
    if DEPUTY in here:
        found.append((DEPUTY, timedelta(0) if urgent else waited))
        waited = max(waited, found[-1][1] + deputy_within)
    if urgent:
        waited = max(lead_within, deputy_within) if len(found) == 2 else waited
    return [*found, (PHONE, waited)]


def due(steps: Iterable[tuple[str, timedelta]], came: datetime, now: datetime) -> list[str]:
    """The steps whose moment has come."""
    return [step for step, after in steps if came + after <= now]


def may_be_handed(readers: str, to: str, kept_from: str | None, person_id: str) -> bool:
    """Whether a concern may be sealed for the holder of this post: it was meant for the post, and
    she is not whom it is kept from, in whichever post she is now."""
    return to in posts_of(readers) and person_id != kept_from


def names_shown(readers: str, holders: Iterable[str]) -> list[str]:
    """The posts whose names the sender reads, the first one to be alerted first."""
    held = set(holders)
    return [post for post in posts_of(readers) if post in held]
