"""What is shown of requests: to the one who asked, and to who may be the second adult."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.languages import Words
from participation.people.access import queries, rules
from participation.people.access.locks import lock_of
from participation.people.access.models import AccessRequest, Place
from participation.people.models import Person


def own(actor: Actor) -> list[dict[str, Any]]:
    """One's own requests that wait or are open."""
    return _told(actor, queries.own_requests(actor))


def waiting(actor: Actor) -> list[dict[str, Any]]:
    """Others' requests that wait for a second adult such as the actor."""
    return _told(actor, queries.waiting_for(actor))


def _told(actor: Actor, requests: Sequence[AccessRequest]) -> list[dict[str, Any]]:
    people = {each.subject_id for each in requests if each.subject_kind == "person"}
    names = _names(people | {each.asked_by for each in requests})
    return [
        {
            "id": request.id,
            "words": lock_of(request.lock).words,
            "opens": lock_of(request.lock).opens,
            "about": names.get(request.subject_id),
            "number": lock_of(request.lock).number(request.subject_id),
            "asked_by": names.get(request.asked_by),
            # Why the safety team needs something is for the safety team (access.yaml, "that a
            # concern exists").
            "reason": request.reason if _may_know_why(actor, request) else None,
            "place": request.place,
            "state": queries.state_of(request),
            "until": (request.confirmed_at + rules.OPEN_FOR)
            if request.confirmed_at
            else (request.asked_at + rules.WAITS_FOR),
        }
        for request in requests
    ]


def _may_know_why(actor: Actor, request: AccessRequest) -> bool:
    mine = request.asked_by == actor.person_id
    return mine or request.place == Place.REGISTRATION or actor.has("safeguarding")


def _names(person_ids: set[str]) -> dict[str, Words]:
    rows = db.session.execute(
        select(Person.id, Person.shown_name).where(Person.id.in_(sorted(person_ids)))
    )
    return {row.id: row.shown_name for row in rows}


def name_of(person_id: str) -> Words | None:
    """The name somebody is shown by."""
    return _names({person_id}).get(person_id)
