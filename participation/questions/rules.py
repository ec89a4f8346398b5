"""The two keys, and what may follow what; pure.

The first key is a facilitator's: clear or stop. The second is the moderator's: nothing is on the
public list or the stage without both (safeguarding.md, decision 1).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from participation.foundation.taming import WHOLE
from participation.questions.models import QuestionState as S

LONGEST = 500
# Fewer "me too" to a paragraph than this are told nobody: one could see who pressed.
ECHOES_FROM = 3

# Its words are here, and may have been read.
WITH_WORDS: frozenset[str] = frozenset(
    {S.SENT, S.CLEARED, S.SHORTLISTED, S.ON_STAGE, S.ANSWERED, S.LATER, S.DECLINED, S.JOINED}
)

# From where each step may be made, and where it leads. A way back is a step like any other.
MOVES: dict[str, tuple[frozenset[str], str]] = {
    "clear": (frozenset({S.SENT}), S.CLEARED),
    # Also later than the first reading: while its words are where others can read them, what
    # could tell strangers who a child is must be able to leave every phone at once.
    "stop": (
        WITH_WORDS,
        S.STOPPED,
    ),
    # Covered words have the first key again, and wait for the second anew.
    "cover": (frozenset({S.SENT, S.CLEARED, S.SHORTLISTED, S.ON_STAGE}), S.CLEARED),
    "undo": (frozenset({S.CLEARED, S.STOPPED, S.LATER}), S.SENT),
    # Read when its session was over already: there is nobody any more who chooses.
    "clear_late": (frozenset({S.SENT}), S.LATER),
    # A child may need help: it leaves for the safety team, and for everybody else it is gone.
    "route_to_safety": (
        WITH_WORDS,
        S.HELD,
    ),
    "shortlist": (frozenset({S.CLEARED, S.ON_STAGE, S.LATER, S.DECLINED}), S.SHORTLISTED),
    "put_on_stage": (frozenset({S.CLEARED, S.SHORTLISTED, S.ANSWERED}), S.ON_STAGE),
    "answered": (frozenset({S.ON_STAGE}), S.ANSWERED),
    "later": (frozenset({S.CLEARED, S.SHORTLISTED, S.ON_STAGE}), S.LATER),
    "decline": (frozenset({S.CLEARED, S.SHORTLISTED, S.ON_STAGE}), S.DECLINED),
    "join": (frozenset({S.CLEARED, S.SHORTLISTED, S.LATER}), S.JOINED),
    # What it was joined with is gone: it stands for itself again.
    "part": (frozenset({S.JOINED}), S.CLEARED),
    "put_back": (frozenset({S.SHORTLISTED, S.ON_STAGE}), S.CLEARED),
    # Nobody came to it: its asker reads who answers, and until when.
    "keep": (frozenset({S.CLEARED, S.SHORTLISTED, S.JOINED}), S.LATER),
    "run_out": (frozenset({S.SENT}), S.DECLINED),
    "take_back": (
        frozenset({S.SENT, S.CLEARED, S.SHORTLISTED, S.ON_STAGE, S.ANSWERED, S.LATER, S.JOINED}),
        S.TAKEN_BACK,
    ),
}

# Where a question that was taken back comes back to. The second key turns anew.
BACK_TO: dict[str, str] = {
    S.SENT: S.SENT,
    S.CLEARED: S.CLEARED,
    S.SHORTLISTED: S.CLEARED,
    S.ON_STAGE: S.CLEARED,
    S.JOINED: S.CLEARED,
    S.ANSWERED: S.ANSWERED,
    S.LATER: S.LATER,
}
# product.md, "Questions": bring-back for 60 s.
BROUGHT_BACK_WITHIN = timedelta(seconds=60)

# product.md, "Questions": the moderator lines up five at once.
LONGEST_LINE = 5
PLACES = range(1, 2 * LONGEST_LINE + 1)

# What a question may be joined with.
TAKES_IN = frozenset({S.CLEARED, S.SHORTLISTED, S.ON_STAGE, S.ANSWERED, S.LATER})
# Its asker has another one on its way, or has not: at most one of these.
OPEN = frozenset({S.SENT, S.CLEARED, S.SHORTLISTED, S.ON_STAGE})
# Somebody has promised an answer. A held one reads the same, so it has a promise too.
PROMISED = frozenset({S.LATER, S.HELD})
# Until when, where nobody says another day.
ANSWERED_WITHIN = timedelta(days=14)
LATEST = timedelta(days=366)

# What the hall reads: both keys have turned. Only these can be supported.
PUBLIC = frozenset({S.SHORTLISTED, S.ON_STAGE, S.ANSWERED})
# Steps of the moderator's key.
SECOND_KEY = frozenset({"shortlist", "put_on_stage", "answered", "later", "decline", "join"})

# After these the hall reads the words.
SHOWS = frozenset({"shortlist", "put_on_stage"})


def after(move: str, state: str) -> str | None:
    """The state after this move, or None where it can't be made from here."""
    begins, ends = MOVES[move]
    return ends if state in begins else None


def goal(move: str) -> str:
    return MOVES[move][1]


def is_public(state: str, has_first_key: bool, has_second_key: bool) -> bool:
    """Whether the words may be shown to the hall."""
    return state in PUBLIC and has_first_key and has_second_key


# Stopped, or taken back: its words are nobody's to read any more.
LEFT = frozenset({S.STOPPED, S.TAKEN_BACK})
# To its asker a question that comes later, or was taken back, is named without its words: one
# that the safety team holds reads the same, and of that one no word is left.
WORDLESS = frozenset({S.LATER, S.TAKEN_BACK})


def as_its_asker_reads(state: str, asker_left: bool, is_promised: bool = False) -> str:
    """The state as the asker is told it: a held one is like any other that is answered later, and
    so is one that nobody had read when its session closed."""
    if state == S.HELD:
        return str(S.TAKEN_BACK if asker_left else S.LATER)
    return str(S.LATER if state == S.SENT and is_promised else state)


def may_bring_back(state: str, taken_at: datetime, now: datetime) -> bool:
    """Whether its asker may have it back; `state` is as she reads it."""
    return state == S.TAKEN_BACK and now - taken_at <= BROUGHT_BACK_WITHIN


def free_places(taken: Collection[int], wanted: int) -> list[int]:
    """So many places that nobody has, in order: a whole line moves to them one after the other, and
    no two ever stand in one place."""
    return [place for place in PLACES if place not in taken][:wanted]


def may_be_answered_by(day: date, today: date) -> bool:
    return today <= day <= today + LATEST


def fits(text: str) -> bool:
    """Whether it is something, and no more than is kept whole. Words are never looked at."""
    return 0 < len(text) <= WHOLE


def shown_as(name_as: str, has_badge: bool) -> str:
    """A name is only shown where somebody with a badge asked for it."""
    return "chosen_name" if name_as == "chosen_name" and has_badge else "none"
