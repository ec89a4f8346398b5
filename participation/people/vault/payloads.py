"""What is shown out of the vault: to oneself, to who acts on a need, to who came along."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import select

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.inventory import AFTER_THE_EVENT
from participation.people import queries as people
from participation.people.access.models import Place
from participation.people.access.queries import opened_about
from participation.people.accompanying.queries import own_children
from participation.people.consent.queries import shown_of
from participation.people.consent.rules import asks_for_first_name
from participation.people.models import RoleGrant
from participation.people.own_words import known_own_words
from participation.people.roster.payloads import one_person
from participation.people.vault import queries
from participation.people.vault.queries import Needs
from participation.programme.models import ConferenceSession, SessionKind
from participation.programme.queries import last_day
from participation.programme.rules import gone_on


def own(actor: Actor) -> dict[str, Any]:
    """Everything that is kept of oneself, and when the registration desk looked at it."""
    person_id = actor.person_id or ""
    last = last_day()
    shown = shown_of([person_id]).get(person_id)
    name = shown.first_name if shown else None
    is_read = bool(shown and asks_for_first_name(shown.choices) and shown.first_name.waits)
    return {
        "person": one_person(actor, person_id),
        "first_name": name.words if name and not is_read else None,
        # Its letters stand nowhere while an adult reads it.
        "first_name_is_read": is_read,
        "identity": queries.identity_of(person_id),
        "needs": queries.needs_of([person_id]).get(person_id, Needs()),
        # What the safety team opened is not listed: it could tell of a concern.
        "opened": [
            request.confirmed_at
            for request in opened_about("person", person_id)
            if request.place == Place.REGISTRATION
        ],
        "words": [(part, lines) for part in known_own_words() if (lines := part.lines(person_id))],
        "erased_on": gone_on(last, AFTER_THE_EVENT.span()) if last else None,
    }


def needs(actor: Actor) -> list[dict[str, Any]]:
    """Everybody who needs something: facilitators read the part to act on, the safety team all."""
    if actor.has("safeguarding"):
        found = queries.all_needs()
    else:
        found = {who: Needs(words) for who, words in queries.needs_to_act_on().items()}
    return [
        {"name": each.shown_name, "kind": each.kind, "needs": found[each.id]}
        for each in people.everybody()
        if each.id in found
    ]


def children(actor: Actor) -> list[dict[str, Any]]:
    """One's own children with their sessions and needs; nothing that they write."""
    own = own_children(actor)
    needed = queries.needs_of([child.id for child in own])
    sessions = _sessions_of([child.id for child in own])
    return [
        {
            "name": child.shown_name,
            "age_band": child.age_band,
            "needs": needed.get(child.id, Needs()),
            "sessions": sessions[child.id],
        }
        for child in own
    ]


def _sessions_of(person_ids: list[str]) -> dict[str, list[dict[str, Any]]]:
    """Where each of these has something to do. A closed meeting is known to its members alone."""
    rows = db.session.execute(
        select(RoleGrant.person_id, RoleGrant.role, ConferenceSession)
        .join(ConferenceSession, ConferenceSession.id == RoleGrant.session_id)
        .where(
            RoleGrant.person_id.in_(person_ids),
            RoleGrant.ended_at.is_(None),
            ConferenceSession.kind != SessionKind.CLOSED,
            ConferenceSession.is_always_now.is_(False),
        )
        .order_by(ConferenceSession.starts_at)
    )
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for person_id, role, session in rows:
        found[person_id].append(
            {
                "role": role,
                "title": session.title,
                "room": session.room.name,
                "starts_at": session.starts_at,
                "ends_at": session.ends_at,
            }
        )
    return found
