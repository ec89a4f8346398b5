"""Where a paper may go from where it is, and when a save keeps; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from participation.papers.models import PaperState as S
from participation.papers.models import Visibility
from participation.papers.paragraphs import words_of

# product.md, "Working papers": each move, and where it leads from where.
MOVES: dict[str, dict[str, str]] = {
    # the author's
    "submit": {
        S.DRAFT: S.SUBMITTED,
        S.QUESTIONS_BACK: S.IN_REVIEW,
        S.CHANGE_OFFERED: S.IN_REVIEW,
    },
    "answer": {S.QUESTIONS_BACK: S.IN_REVIEW},
    "reply": {S.CHANGE_OFFERED: S.IN_REVIEW},
    "confirm": {S.SELECTED: S.CONFIRMED, S.JOINED: S.CONFIRMED},
    "take_back": {state: S.WITHDRAWN for state in S if state != S.WITHDRAWN},
    "bring_back": {S.WITHDRAWN: S.DRAFT},
    # the curators'
    "take_up": {S.SUBMITTED: S.IN_REVIEW},
    "ask": {S.SUBMITTED: S.QUESTIONS_BACK, S.IN_REVIEW: S.QUESTIONS_BACK},
    "offer": {S.SUBMITTED: S.CHANGE_OFFERED, S.IN_REVIEW: S.CHANGE_OFFERED},
    "select": {S.SUBMITTED: S.SELECTED, S.IN_REVIEW: S.SELECTED},
    "join": {S.SUBMITTED: S.JOINED, S.IN_REVIEW: S.JOINED},
    "agree": {S.IN_REVIEW: S.NOT_THIS_TIME},
    # until the decision is announced
    "look_again": {
        S.SELECTED: S.IN_REVIEW,
        S.JOINED: S.IN_REVIEW,
        S.NOT_THIS_TIME: S.IN_REVIEW,
    },
    # A yes is asked for again after a year.
    "ask_again": {S.CONFIRMED: S.SELECTED},
}


class Release(StrEnum):
    """Whether what was decided about a paper is told, to all at once: an axis of its own."""

    UNDECIDED = "undecided"
    DECIDED = "decided"
    ANNOUNCED = "announced"


# Which step the release allows, and where it leads; how widely it is shown is showing/rules.py.
RELEASES: dict[str, dict[Release, Release]] = {
    "announce": {Release.DECIDED: Release.ANNOUNCED},
    "look_again": {Release.DECIDED: Release.UNDECIDED},
    # Nobody says yes before everybody is told.
    "confirm": {Release.ANNOUNCED: Release.ANNOUNCED},
}
# The safeguarding hold: from whether it is held to whether it is then.
HOLDS: dict[str, dict[bool, bool]] = {"hold": {False: True}, "lift": {True: False}}
# Somebody at the desk can read it and act; elsewhere it is the author's turn, or decided.
AT_THE_DESK = (S.SUBMITTED, S.IN_REVIEW)
# Decided by curators; the author hears of it with all the others.
DECIDED = (S.SELECTED, S.NOT_THIS_TIME, S.JOINED)

# From so long before her yes runs out an author is asked whether it may stay.
ASKED_BEFORE = timedelta(days=30)
# A draft is never validated; this only keeps one paper from filling the database.
LONGEST = 100_000
# How much of the first line stands for a title that was not written.
OPENING_WORDS = 60
LONGEST_HEADING = 160


@dataclass(frozen=True)
class Draft:
    """A working text as it stands in one place."""

    title: str
    body: str
    lang: str


NOTHING = Draft("", "", "en")


def after(move: str, state: str) -> str | None:
    """The state after this move, or None where it can't be made from here."""
    return MOVES[move].get(S(state))


def already(move: str, state: str) -> bool:
    """Whether the move's goal is the present state, so that a second press is no mistake."""
    return state in MOVES[move].values()


def release_of(decided_at: datetime | None, announced_at: datetime | None) -> Release:
    """Where a paper stands on that axis."""
    if decided_at is None:
        return Release.UNDECIDED
    return Release.DECIDED if announced_at is None else Release.ANNOUNCED


def told(state: str, *, is_announced: bool) -> str:
    """The state as the author reads it: until its release a decision is none to her."""
    return S.IN_REVIEW if state in DECIDED and not is_announced else state


def moved_on(kept: Draft, version: int, written: Draft, base: int) -> bool:
    """Whether keeping this text would silently replace one its writer has not seen."""
    return written != kept and base != version


def has_words(draft: Draft) -> bool:
    """Whether there is anything to send."""
    return bool(draft.title.strip() or draft.body.strip())


def is_unsent(draft: Draft, sent: Draft, state: str) -> bool:
    """Whether words stand in the draft that are not in what was sent, in a state from which it
    can't be sent at once; spaces at their ends are nobody's words."""
    if after("submit", state) is not None or not has_words(draft):
        return False
    return (draft.title.strip(), draft.body.strip()) != (sent.title.strip(), sent.body.strip())


def at_desk(visibility: str) -> bool:
    """Whether facilitators may see what was sent; the draft is never theirs to see."""
    return visibility != Visibility.AUTHORS


def asks(
    state: str,
    *,
    yes_ends_at: datetime | None,
    has_run_out: bool,
    now: datetime,
    has_said_yes: bool = False,
) -> str | None:
    """What the paper wants from this author now: her yes, or her yes to another year, from a month
    before the one she gave runs out. `has_run_out`: a yes to the very text sent last has;
    `has_said_yes`: hers to that text is there, and waits for her co-authors'."""
    if state in (S.SELECTED, S.JOINED):
        if has_said_yes:
            return None
        return "stay" if has_run_out else "confirm"
    ends_soon = yes_ends_at is not None and now >= yes_ends_at - ASKED_BEFORE
    return "stay" if state in (S.CONFIRMED, S.NOT_THIS_TIME) and ends_soon else None


def heading(title: str, body: str) -> str:
    """The title on one line, or where none was written the opening words."""
    if title.strip():
        return _shortened(" ".join(title.split()), LONGEST_HEADING)
    first = next((line.strip() for line in body.splitlines() if line.strip()), "")
    return _shortened(words_of(first), OPENING_WORDS)


def _shortened(words: str, longest: int) -> str:
    return words if len(words) <= longest else words[:longest].rstrip() + "…"
