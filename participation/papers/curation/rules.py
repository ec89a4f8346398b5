"""Hands at the desk, and who may say a no; pure."""

from __future__ import annotations

from datetime import datetime, timedelta

# How the desk sorts and filters: whose turn it is, in this order.
GROUPS = ("waiting", "second", "child", "decided", "told")
AT_THE_DESK = ("waiting", "second")
DECIDED = ("decided", "told")
# How long a paper stays in a hand that does nothing: long enough to read one slowly.
IN_HAND = timedelta(minutes=15)


def hand(holder: str | None, since: datetime | None, reader: str | None, now: datetime) -> str:
    """Whose hand the paper is in, as this reader sees it: mine, colleague or free."""
    if holder is None or since is None or now - since > IN_HAND:
        return "free"
    return "mine" if holder == reader else "colleague"


def may_agree(said_by: str | None, reader: str | None) -> bool:
    """Whether this curator's word is the second one: a no needs two different people."""
    return said_by is not None and reader is not None and said_by != reader
