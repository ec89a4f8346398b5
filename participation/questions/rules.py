"""The two keys, and what may follow what; pure.

The first key is a facilitator's: clear or stop. The second is the moderator's: nothing is on the
public list or the stage without both (safeguarding.md, decision 1).
"""

from __future__ import annotations

from participation.questions.models import QuestionState as S

LONGEST = 500

# From where each step may be made, and where it leads. A way back is a step like any other.
MOVES: dict[str, tuple[frozenset[str], str]] = {
    "clear": (frozenset({S.SENT}), S.CLEARED),
    # Also later than the first reading: while its words are where others can read them, what
    # could tell strangers who a child is must be able to leave every phone at once.
    "stop": (
        frozenset({S.SENT, S.CLEARED, S.SHORTLISTED, S.ON_STAGE, S.ANSWERED, S.LATER, S.DECLINED}),
        S.STOPPED,
    ),
    # Covered words have the first key again, and wait for the second anew.
    "cover": (frozenset({S.SENT, S.CLEARED, S.SHORTLISTED, S.ON_STAGE}), S.CLEARED),
    "undo": (frozenset({S.CLEARED, S.STOPPED}), S.SENT),
    # A child may need help: it leaves for the safety team, and for everybody else it is gone.
    "route_to_safety": (
        frozenset({S.SENT, S.CLEARED, S.SHORTLISTED, S.ON_STAGE, S.ANSWERED, S.LATER, S.DECLINED}),
        S.HELD,
    ),
    "shortlist": (frozenset({S.CLEARED, S.ON_STAGE, S.LATER, S.DECLINED}), S.SHORTLISTED),
    "put_on_stage": (frozenset({S.CLEARED, S.SHORTLISTED, S.ANSWERED}), S.ON_STAGE),
    "answered": (frozenset({S.ON_STAGE}), S.ANSWERED),
    "later": (frozenset({S.CLEARED, S.SHORTLISTED, S.ON_STAGE}), S.LATER),
    "decline": (frozenset({S.CLEARED, S.SHORTLISTED, S.ON_STAGE}), S.DECLINED),
    "run_out": (frozenset({S.SENT}), S.DECLINED),
    "take_back": (
        frozenset({S.SENT, S.CLEARED, S.SHORTLISTED, S.ON_STAGE, S.ANSWERED, S.LATER}),
        S.TAKEN_BACK,
    ),
}

# What the hall reads: both keys have turned. Only these can be supported.
PUBLIC = frozenset({S.SHORTLISTED, S.ON_STAGE, S.ANSWERED})
# Steps of the moderator's key.
SECOND_KEY = frozenset({"shortlist", "put_on_stage", "answered", "later", "decline"})

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


def as_its_asker_reads(state: str, asker_left: bool) -> str:
    """The state as the asker is told it: a held one is like any other that is answered later."""
    if state != S.HELD:
        return str(state)
    return str(S.TAKEN_BACK if asker_left else S.LATER)


def fits(text: str) -> bool:
    """Whether it is something, and not longer than fits. Words are never looked at."""
    return 0 < len(text) <= LONGEST


def shown_as(name_as: str, has_badge: bool) -> str:
    """A name is only shown where somebody with a badge asked for it."""
    return "chosen_name" if name_as == "chosen_name" and has_badge else "none"
