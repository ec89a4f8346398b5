"""What may follow what in a poll, and what counts as an answer; pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from participation.foundation.actors import Actor
from participation.foundation.refusals import Refusal
from participation.polls.choices import Asked, Said, why_not
from participation.polls.models import Electorate, is_ballot_of
from participation.polls.models import PollState as S
from participation.polls.refusals import ForBadges, ForDelegates, PollClosed, PollNotOpen

# product.md, "Polls": draft → ready → open → closing → counted → revealed, and void. No reset:
# asking again is a new round linked to the old.
MOVES: dict[str, dict[str, str]] = {
    "open": {S.READY: S.OPEN},
    "close": {S.OPEN: S.CLOSING},
    "count": {S.CLOSING: S.COUNTED},
    "reveal": {S.COUNTED: S.REVEALED},
    "hide": {S.REVEALED: S.COUNTED},
    "void": {S.OPEN: S.VOID, S.CLOSING: S.VOID, S.COUNTED: S.VOID, S.REVEALED: S.VOID},
}
CAN_BE_ASKED_AGAIN = frozenset({S.COUNTED, S.REVEALED, S.VOID})
# Hands in the room are counted while the question stands, and written before the hall sees totals.
TAKES_HANDS_IN = frozenset({S.OPEN, S.COUNTED})

# Fewer than this in all, and people could guess who chose what.
FEW = 5
# What was shown by a slip of the finger can be hidden again for as long as any act can be undone.
UNDO_FOR = timedelta(seconds=60)

# A poll of a session that is open or closing stands in the way of another.
UNDER_WAY = frozenset({S.OPEN, S.CLOSING})
# What still waits for the moderator's next press stays on the wall when the session goes on.
LEAVES_THE_WALL = frozenset({S.COUNTED, S.REVEALED})

# Moderator and facilitators read totals once counted, all others once revealed (access.yaml).
READS_COUNTED = frozenset({"moderator", "facilitator"})


class Numbered(Protocol):
    """A cast: `n` rises per device, so that what was on its way longer never wins."""

    @property
    def poll_id(self) -> str: ...
    @property
    def holder(self) -> str: ...
    @property
    def device_id(self) -> str | None: ...
    @property
    def n(self) -> int: ...


C = TypeVar("C", bound=Numbered)


def after(move: str, state: str) -> str | None:
    """The state after this move, or None where it can't be made from here."""
    return MOVES[move].get(S(state))


def already(move: str, state: str) -> bool:
    """Whether the move's goal is reached or passed, so that a second press is no mistake."""
    behind = {
        "open": {S.OPEN},
        "close": {S.CLOSING, S.COUNTED, S.REVEALED},
        "count": {S.COUNTED, S.REVEALED},
        "reveal": {S.REVEALED},
        "hide": {S.COUNTED},
        "void": {S.VOID},
    }
    return state in behind[move]


def why_not_cast(state: str, asked: Asked, said: Said) -> Refusal | None:
    """Why this choice can't be taken in this state, or None: it can."""
    if state in (S.DRAFT, S.READY):
        return PollNotOpen(state=state)
    if state != S.OPEN:
        return PollClosed(state=state)
    return why_not(asked, said)


def why_not_in_electorate(electorate: str, actor: Actor) -> Refusal | None:
    """Why this actor has no voice in such a vote, or None. A badge that does no more than a phone
    is no person here, as everywhere."""
    if electorate == Electorate.DELEGATES:
        return None if actor.is_delegate else ForDelegates()
    if electorate == Electorate.BADGES:
        return None if actor.is_signed_in else ForBadges()
    return None


def newest(casts: Iterable[C]) -> list[C]:
    """For each holder and poll the cast that stands, in the order of their random ids: it says
    nothing of who came when, and two servers that write the same holders never wait for each other
    in a ring.

    Of one device's casts the highest `n` stands; where a person has two devices, the later one.
    """
    kept: dict[tuple[str, str], C] = {}
    for cast in casts:
        key = (cast.poll_id, cast.holder)
        if key not in kept or kept[key].device_id != cast.device_id or kept[key].n <= cast.n:
            kept[key] = cast
    return [kept[key] for key in sorted(kept)]


def tells_answered(electorate: str, answered: int) -> bool:
    """Whether the room reads how many have answered: in a ballot from five on."""
    return not is_ballot_of(electorate) or answered >= FEW


def is_too_few(electorate: str, state: str, answered: int) -> bool:
    """Whether a result stays closed for good: a counted ballot of fewer than five."""
    is_counted = state in (S.COUNTED, S.REVEALED)
    return is_counted and is_ballot_of(electorate) and answered < FEW


def can_hide(revealed_at: datetime | None, now: datetime) -> bool:
    """Whether a shown result may still be hidden."""
    return revealed_at is not None and now - revealed_at <= UNDO_FOR


def shows_results(state: str, audience: str) -> bool:
    """Whether this audience reads the totals now."""
    return state == S.REVEALED or (state == S.COUNTED and audience in READS_COUNTED)
