"""Pure rules of what is under lock: how long a request waits, and how long it stays open."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from participation.people.access.models import SHORTEST_REASON
from participation.people.access.refusals import (
    AccessOver,
    AlreadyConfirmed,
    ReasonNeeded,
    RequestTooOld,
    SameAdult,
    SecondAdultNeeded,
)

# The second adult stands beside the first, or comes from the next room.
WAITS_FOR = timedelta(minutes=10)
OPEN_FOR = timedelta(minutes=15)


class RequestState(StrEnum):
    WAITING = "waiting"
    OPEN = "open"
    OVER = "over"


def state_at(
    now: datetime, asked_at: datetime, confirmed_at: datetime | None, ended_at: datetime | None
) -> RequestState:
    """Where a request stands at this moment."""
    if ended_at is not None:
        return RequestState.OVER
    if confirmed_at is not None:
        return RequestState.OPEN if now < confirmed_at + OPEN_FOR else RequestState.OVER
    return RequestState.WAITING if now < asked_at + WAITS_FOR else RequestState.OVER


def require_reason(reason: str) -> str:
    """The reason without blanks around it. Refusal: ReasonNeeded for none worth the name."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise ReasonNeeded
    return reason.strip()


def require_confirmable(
    state: RequestState, confirmed_by: str | None, asked_by: str, second: str | None
) -> None:
    """Return quietly when this second adult may say yes now.

    Refusals: SameAdult, AlreadyConfirmed, RequestTooOld.
    """
    if second is None or second == asked_by:
        raise SameAdult
    if confirmed_by is not None:
        raise AlreadyConfirmed
    if state is not RequestState.WAITING:
        raise RequestTooOld


def require_open(state: RequestState) -> None:
    """Return quietly while it may be read. Refusals: SecondAdultNeeded, AccessOver."""
    if state is RequestState.OPEN:
        return
    raise SecondAdultNeeded() if state is RequestState.WAITING else AccessOver()
