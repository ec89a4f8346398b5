"""Asking, saying yes, closing, and the reading itself: each leaves its row in the audit log."""

from __future__ import annotations

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import Reference, about, command
from participation.foundation.extensions import db
from participation.foundation.refusals import NotAllowed, NotFound
from participation.people.access import queries, rules
from participation.people.access.locks import lock_of
from participation.people.access.models import AccessRequest, Place
from participation.people.access.refusals import SameAdult
from participation.people.queries import require_confirmed
from participation.programme.queries import session_by_id


@command()
def ask_access(
    actor: Actor, lock_name: str, subject_id: str, reason: str, session_id: str | None = None
) -> Reference:
    """A request waits for a second adult. Answers `{"request": id}`.

    An organiser asks at the registration desk; the safety team says in which session, if in one.
    Refusals: NotAllowed, ConfirmFirst, ReasonNeeded, NotFound for a subject or session that is not
    there.
    """
    lock = lock_of(lock_name)
    if actor.person_id is None or not lock.may_ask(actor):
        raise NotAllowed
    require_confirmed(actor)
    reason = rules.require_reason(reason)
    if not lock.exists(subject_id):
        raise NotFound
    place = Place.SAFETY if actor.has("safeguarding") else Place.REGISTRATION
    if session_id is not None:
        session_by_id(actor, session_id)
    request = AccessRequest(
        lock=lock.name,
        subject_kind=lock.subject,
        subject_id=subject_id,
        place=place,
        session_id=session_id,
        reason=reason,
        asked_by=actor.person_id,
        asked_at=clock.now(),
    )
    db.session.add(request)
    db.session.flush()
    _about(request)
    return {"request": request.id}


@command(clashes={"two_adults": SameAdult})
def confirm_access(actor: Actor, request_id: str) -> Reference:
    """The one who asked may read for fifteen minutes from now. Answers `{"request": id}`.

    Refusals: NotFound, ConfirmFirst, SameAdult, AlreadyConfirmed, RequestTooOld.
    """
    request = queries.request_to_second(actor, request_id)
    require_confirmed(actor)
    rules.require_confirmable(
        queries.state_of(request), request.confirmed_by, request.asked_by, actor.person_id
    )
    request.confirmed_by = actor.person_id
    request.confirmed_at = clock.now()
    _about(request)
    return {"request": request.id}


@command()
def end_access(actor: Actor, request_id: str) -> Reference:
    """The request is over: the one who asked needs it no more, or the second adult says no.

    Refusal: NotFound.
    """
    request = queries.request_to_second(actor, request_id)
    if request.ended_at is None:
        request.ended_at = clock.now()
    _about(request)
    return {"request": request.id}


@command(reads=True)
def use_access(actor: Actor, request_id: str, lock_name: str) -> Reference:
    """It was read now, by the one who asked. Answers `{"subject": id}` of what may be read.

    For the command of the capability that shows it; each call is one reading in the audit log.
    Refusals: NotAllowed where the role has ended, ConfirmFirst, NotFound, SecondAdultNeeded,
    AccessOver.
    """
    request = queries.opened(actor, request_id, lock_name)
    _about(request)
    return {"subject": request.subject_id}


def _about(request: AccessRequest) -> None:
    about(
        request.subject_kind,
        request.subject_id,
        request.session_id,
        f"{request.lock}, {request.place}: {request.reason}"[:200],
    )
