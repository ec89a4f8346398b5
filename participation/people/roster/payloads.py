"""What organisers are shown of people: the public side, by a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from babel import Locale
from sqlalchemy import select

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.languages import Words
from participation.foundation.paging import Paged, paged
from participation.foundation.searching import as_searched
from participation.people import queries
from participation.people.consent.queries import shown_of
from participation.people.models import Device, Person, RoleGrant
from participation.programme.queries import may_see, organisations, sessions


@dataclass(frozen=True)
class Wanted:
    """Which people to show; empty finds everybody."""

    q: str = ""
    role: str = ""
    kind: str = ""


def everybody(actor: Actor, wanted: Wanted) -> list[dict[str, Any]]:
    """The people looked for, each as `one_person` has them."""
    return _told(actor, _looked_for(actor, wanted, {}))


def people_at_the_desk(
    actor: Actor, wanted: Wanted, page: str | None = None
) -> Paged[dict[str, Any]]:
    """A page of them with first names, which are searched too: a friendly pair of words says to no
    organiser whose card it is."""
    found = paged(_looked_for(actor, wanted, _first_names()), page)
    told = _with_first_names(_told(actor, found.rows))
    return Paged(told, found.many, found.number, found.last)


def one_person(actor: Actor, person_id: str) -> dict[str, Any]:
    """One person with organisation, roles, badge and devices. Refusal: NotFound."""
    return _told(actor, [queries.person(person_id)])[0]


def one_person_at_the_desk(actor: Actor, person_id: str) -> dict[str, Any]:
    """The same with the first name, and what became of it. Refusal: NotFound."""
    told = _with_first_names([one_person(actor, person_id)])[0]
    name = shown_of([person_id])[person_id].first_name
    # One with the safety team is, to the registration desk, none: it can be typed anew.
    state = name.state if name.words else None
    return told | {"first_name_state": state, "first_name_reason": name.reason}


def sessions_to_choose(actor: Actor) -> list[dict[str, Any]]:
    """The sessions for which this organiser may name somebody; no closed meeting."""
    return [
        {"id": session.id, "title": session.title, "starts_at": session.starts_at}
        for session in sessions()
        if may_see(actor, session)
    ]


def organisations_to_choose(lang: str) -> list[dict[str, Any]]:
    return [
        {"id": each.id, "name": each.name, "country": country_name(each.country, lang)}
        for each in organisations()
    ]


def country_name(code: str, lang: str) -> str:
    """A country as people of this language call it."""
    return str(Locale.parse(lang).territories.get(code, code))


def _told(actor: Actor, people: Sequence[Person]) -> list[dict[str, Any]]:
    ids = [person.id for person in people]
    roles = _roles_of(actor, ids)
    devices: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for device in db.session.scalars(
        select(Device).where(Device.person_id.in_(ids), Device.ended_at.is_(None))
    ):
        devices[device.person_id or ""].append({"id": device.id, "since": device.began_at})
    badges = {badge.person_id: badge for badge in queries.badges_in_use(ids)}
    homes = {each.id: each for each in organisations()}
    return [
        {
            "id": person.id,
            "name": person.shown_name,
            "kind": person.kind,
            "age_band": person.age_band,
            "language": person.language,
            "organisation": homes[person.organisation_id].name if person.organisation_id else None,
            "country": country_name(homes[person.organisation_id].country, actor.locale)
            if person.organisation_id
            else None,
            "roles": roles[person.id],
            "number": badges[person.id].number if person.id in badges else None,
            "badge": badges[person.id].id if person.id in badges else None,
            "devices": devices[person.id],
            "is_oneself": person.id == actor.person_id,
        }
        for person in people
    ]


def _first_names() -> dict[str, Words]:
    found = select(Person.id, Person.first_name).where(Person.first_name.is_not(None))
    return {row.id: row.first_name for row in db.session.execute(found)}


def _with_first_names(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    names = _first_names()
    return [each | {"first_name": names.get(each["id"])} for each in told]


def _roles_of(actor: Actor, ids: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """Roles by person. One in a session that does not exist for the actor is left out: who meets
    in a closed meeting is known to its members alone."""
    known = {session.id: session for session in sessions() if may_see(actor, session)}
    roles: dict[str, list[dict[str, Any]]] = defaultdict(list)
    grants = db.session.scalars(
        select(RoleGrant)
        .where(RoleGrant.person_id.in_(ids), RoleGrant.ended_at.is_(None))
        .order_by(RoleGrant.session_id.is_not(None), RoleGrant.role)
    )
    for grant in grants:
        if grant.session_id is None or grant.session_id in known:
            title = known[grant.session_id].title if grant.session_id else None
            roles[grant.person_id].append(
                {"role": grant.role, "session": grant.session_id, "title": title}
            )
    return roles


def _looked_for(actor: Actor, wanted: Wanted, first_names: Mapping[str, Words]) -> Sequence[Person]:
    """Whom the search finds: by kind, by role, by a part of a name or of the badge's number."""
    people = [each for each in queries.everybody() if wanted.kind in ("", each.kind)]
    if wanted.role:
        roles = _roles_of(actor, [each.id for each in people])
        people = [
            each for each in people if any(one["role"] == wanted.role for one in roles[each.id])
        ]
    if not (sought := as_searched(wanted.q)):
        return people
    badges = queries.badges_in_use([each.id for each in people])
    numbers = {badge.person_id: badge.number for badge in badges}
    return [
        each
        for each in people
        if sought
        in as_searched(
            " ".join(
                [
                    *each.shown_name.values(),
                    *first_names.get(each.id, {}).values(),
                    numbers.get(each.id, ""),
                ]
            )
        )
    ]
