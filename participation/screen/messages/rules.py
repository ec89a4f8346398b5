"""The two keys of a message, and what may follow what; pure."""

from __future__ import annotations

from participation.foundation.taming import WHOLE
from participation.screen.messages.models import MessageState as S

# What still can be read from the last row.
LONGEST = 160

MOVES: dict[str, tuple[frozenset[str], str]] = {
    "clear": (frozenset({S.SENT}), S.CLEARED),
    # Also later than the first reading: what could hurt somebody leaves the wall at once.
    "stop": (frozenset({S.SENT, S.CLEARED, S.CHOSEN}), S.STOPPED),
    # Covered words have the first key again, and wait for the second anew.
    "cover": (frozenset({S.SENT, S.CLEARED, S.CHOSEN}), S.CLEARED),
    "undo": (frozenset({S.CLEARED, S.STOPPED}), S.SENT),
    "route_to_safety": (frozenset({S.SENT, S.CLEARED, S.CHOSEN}), S.HELD),
    "choose": (frozenset({S.CLEARED}), S.CHOSEN),
    "take_back": (frozenset({S.SENT, S.CLEARED, S.CHOSEN}), S.TAKEN_BACK),
    "run_out": (frozenset({S.SENT}), S.STOPPED),
}

# What an adult has read: the moderator may choose it, again too.
READ = frozenset({S.CLEARED, S.CHOSEN})
# Its words are nobody's to read any more.
LEFT = frozenset({S.STOPPED, S.TAKEN_BACK})


def after(move: str, state: str) -> str | None:
    """The state after this move, or None where it can't be made from here."""
    begins, ends = MOVES[move]
    return ends if state in begins else None


def goal(move: str) -> str:
    return MOVES[move][1]


def is_public(state: str, has_first_key: bool, has_second_key: bool) -> bool:
    """Whether the words may stand on the wall."""
    return state == S.CHOSEN and has_first_key and has_second_key


def as_its_writer_reads(state: str) -> str:
    """The state as the writer is told it: one that the safety team holds is, to her, like any other
    that waits to be read."""
    return str(S.SENT if state == S.HELD else state)


def fits(text: str) -> bool:
    """Whether it is something, and no more than is kept whole. Words are never looked at."""
    return 0 < len(text) <= WHOLE
