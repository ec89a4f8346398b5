"""Reads of requests, through authority."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import NotAllowed, NotFound
from participation.people.access import rules
from participation.people.access.locks import known_locks, lock_of
from participation.people.access.models import AccessRequest
from participation.people.access.refusals import SecondAdultNeeded
from participation.people.access.rules import RequestState
from participation.people.queries import require_confirmed


def state_of(request: AccessRequest) -> RequestState:
    """Where a request stands now."""
    return rules.state_at(clock.now(), request.asked_at, request.confirmed_at, request.ended_at)


def own_request(actor: Actor, request_id: str) -> AccessRequest:
    """A request of this very person. Refusal: NotFound."""
    request = db.session.get(AccessRequest, request_id)
    if request is None or actor.person_id is None or request.asked_by != actor.person_id:
        raise NotFound
    return request


def request_to_second(actor: Actor, request_id: str) -> AccessRequest:
    """A request for which the actor may be the second adult, or that is the actor's own; locked,
    so that of two who say yes at once one does. Refusal: NotFound."""
    request = db.session.get(
        AccessRequest, request_id, with_for_update=True, populate_existing=True
    )
    if request is None or actor.person_id is None:
        raise NotFound
    if not lock_of(request.lock).may_second(actor) and request.asked_by != actor.person_id:
        raise NotFound
    return request


def open_until(actor: Actor, request_id: str) -> datetime:
    """When this request of one's own is over, to which a second adult said yes. Refusals:
    NotFound, SecondAdultNeeded."""
    request = own_request(actor, request_id)
    if request.confirmed_at is None:
        raise SecondAdultNeeded
    return request.confirmed_at + rules.OPEN_FOR


def opened(actor: Actor, request_id: str, lock_name: str) -> AccessRequest:
    """This request of one's own, while it opens what is behind the lock. Refusals: NotAllowed where
    the role has ended, ConfirmFirst, NotFound, SecondAdultNeeded, AccessOver."""
    lock = lock_of(lock_name)
    if not lock.may_ask(actor):
        raise NotAllowed
    require_confirmed(actor)
    request = own_request(actor, request_id)
    if request.lock != lock.name:
        raise NotFound
    rules.require_open(state_of(request))
    return request


def own_requests(actor: Actor) -> Sequence[AccessRequest]:
    """What this person asked for and may still read or wait for, the newest first."""
    found = db.session.scalars(
        select(AccessRequest)
        .where(
            AccessRequest.asked_by == actor.person_id,
            AccessRequest.asked_at > clock.now() - rules.WAITS_FOR - rules.OPEN_FOR,
            AccessRequest.ended_at.is_(None),
        )
        .order_by(AccessRequest.asked_at.desc(), AccessRequest.id)
    ).all()
    return [request for request in found if state_of(request) is not RequestState.OVER]


def waiting_for(actor: Actor) -> Sequence[AccessRequest]:
    """Requests of others to which the actor may say yes now, the oldest first."""
    names = [lock.name for lock in known_locks() if lock.may_second(actor)]
    return db.session.scalars(
        select(AccessRequest)
        .where(
            AccessRequest.lock.in_(names),
            AccessRequest.asked_by != actor.person_id,
            AccessRequest.confirmed_at.is_(None),
            AccessRequest.ended_at.is_(None),
            AccessRequest.asked_at > clock.now() - rules.WAITS_FOR,
        )
        .order_by(AccessRequest.asked_at, AccessRequest.id)
    ).all()


def opened_about(subject_kind: str, subject_id: str) -> Sequence[AccessRequest]:
    """The requests about this subject to which a second adult said yes, the newest first."""
    return db.session.scalars(
        select(AccessRequest)
        .where(
            AccessRequest.subject_kind == subject_kind,
            AccessRequest.subject_id == subject_id,
            AccessRequest.confirmed_at.is_not(None),
        )
        .order_by(AccessRequest.confirmed_at.desc())
    ).all()
