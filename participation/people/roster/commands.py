"""The writes of the roster: a person comes in, gets a role, loses a badge and gets another."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.aside import in_thread
from participation.foundation.commands import Reference, about, command
from participation.foundation.database import new_id
from participation.foundation.extensions import db
from participation.foundation.languages import Words
from participation.foundation.refusals import NotAllowed, NotFound
from participation.foundation.searching import as_searched
from participation.people import commands as people
from participation.people import queries
from participation.people.consent import names
from participation.people.consent.commands import type_first_name
from participation.people.consent.queries import names_taken
from participation.people.models import Badge, Person
from participation.people.roster import rules
from participation.people.roster.refusals import (
    BirthDateMissing,
    ChildChoosesName,
    HasRoleAlready,
    NameMissing,
    NotForOneself,
)
from participation.people.secret_words import new_password, new_pin
from participation.programme.queries import organisation, session_by_id, the_event

# The roster gives a birth date away and can never read one: who keeps it is plugged in.
BirthDateKeeper = Callable[[Actor, str, date], object]
_birth_date_keeper: BirthDateKeeper | None = None


def plug_birth_date_keeper(keeper: BirthDateKeeper) -> None:
    """The vault takes birth dates; create_app plugs it in."""
    global _birth_date_keeper
    _birth_date_keeper = keeper


@dataclass(frozen=True)
class FreshBadge:
    """A badge just made. `secret` is known now and never again; None for a press repeated."""

    person_id: str
    badge_id: str
    secret: str | None


@dataclass(frozen=True)
class NewPerson:
    """What is typed about somebody who comes in. A child's shown name is not among it."""

    kind: str
    shown_name: Words
    language: str
    organisation_id: str | None = None
    birth_date: date | None = None
    role: str | None = None
    first_name: str = ""


def register(actor: Actor, told: NewPerson, command_id: str | None = None) -> FreshBadge:
    """Somebody new has a badge, a secret and, where told, a role for the event.

    Refusals: those of `register_person`.
    """
    require_organiser(actor)
    secret, hashed = _new_secret(told.kind)
    made = register_person.once(command_id, actor, told, hashed)
    return _fresh(made, secret, hashed)


def renew_badge(actor: Actor, person_id: str, command_id: str | None = None) -> FreshBadge:
    """The person's badge is another one with another secret; the old one opens nothing, and what
    was signed in with it stops within 2 s. Refusals: NotAllowed, ConfirmFirst, NotFound."""
    require_organiser(actor)
    secret, hashed = _new_secret(queries.person(person_id).kind)
    made = issue_badge.once(command_id, actor, person_id, hashed)
    return _fresh(made, secret, hashed)


@command()
def register_person(actor: Actor, told: NewPerson, secret_hash: str) -> Reference:
    """The person, the badge and the role are there. Answers `{"person": id, "badge": id}`.

    A child is shown by a friendly pair of words until she chooses herself: what somebody types
    for her would stand in the hall without the first key. Refusals: NotAllowed, ConfirmFirst,
    ChildChoosesName, NameMissing for an adult, BirthDateMissing, AgeOutside, RoleNotForThem,
    NotFound for an organisation that is not there.
    """
    require_organiser(actor)
    shown_name = _shown_name_of(told)
    if told.organisation_id is not None:
        organisation(told.organisation_id)
    made = people.add_person(
        actor,
        slug=_slug_of(shown_name),
        kind=told.kind,
        shown_name=shown_name,
        language=told.language,
        secret_hash=secret_hash,
        organisation_id=told.organisation_id,
        age_band=_band_of(told),
        first_name=told.first_name,
    )
    if told.birth_date is not None and told.kind == "child":
        _keep_birth_date(actor, made["person"], told.birth_date)
    if told.role:
        rules.require_fitting_role(told.kind, told.role, one_session=False)
        people.give_role(actor, made["person"], told.role)
    about("person", made["person"])
    return made


@command()
def set_age_band(actor: Actor, person_id: str, birth_date: date) -> Reference:
    """The child is in the age group of this birth date, which is not kept here.

    Refusals: NotAllowed, NotFound, AgeOutside.
    """
    require_organiser(actor)
    queries.person(person_id).age_band = _band_on_first_day(birth_date)
    about("person", person_id)
    return {"person": person_id}


@command()
def correct_first_name(actor: Actor, person_id: str, first_name: str) -> Reference:
    """The child has this first name, or none where nothing is typed. It is shown once an adult who
    did not type it has cleared it, and only where its child wants that.

    Refusals: NotAllowed, ConfirmFirst, NotFound for anybody but a child.
    """
    require_organiser(actor)
    about("person", person_id)
    return type_first_name(actor, person_id, first_name)


@command(clashes={"uq_role_grant_present": HasRoleAlready})
def name_for_role(
    actor: Actor, person_id: str, role: str, session_id: str | None = None
) -> Reference:
    """The person holds the role, for the event or for a session that exists for the organiser.

    Refusals: NotAllowed, ConfirmFirst, NotFound, NotForOneself, RoleNotForThem, HasRoleAlready.
    """
    require_organiser(actor)
    person = queries.person(person_id)
    if person.id == actor.person_id:
        raise NotForOneself
    if session_id is not None:
        session_by_id(actor, session_id)
    rules.require_fitting_role(person.kind, role, one_session=session_id is not None)
    people.give_role(actor, person.id, role, session_id)
    about("person", person.id, session_id, reason=role)
    return {"person": person.id}


@command()
def revoke_badge(actor: Actor, person_id: str) -> Reference:
    """No badge of the person opens anything, and what was signed in stops within 2 s.

    Refusals: NotAllowed, ConfirmFirst, NotFound.
    """
    require_organiser(actor)
    person = _locked(person_id)
    for badge in queries.badges_in_use([person.id]):
        badge.revoked_at = clock.now()
    people.end_devices_of(person.id)
    about("person", person.id)
    return {"person": person.id}


@command()
def issue_badge(actor: Actor, person_id: str, secret_hash: str) -> Reference:
    """The person has a new badge and no other. Answers as register_person.

    Refusals: NotAllowed, ConfirmFirst, NotFound.
    """
    revoke_badge(actor, person_id)
    badge = Badge(person_id=person_id, number=people.free_number(), secret_hash=secret_hash)
    db.session.add(badge)
    db.session.flush()
    about("badge", badge.id)
    return {"person": person_id, "badge": badge.id}


def require_organiser(actor: Actor) -> None:
    """Return quietly for an organiser whose secret was typed lately, or the machine itself.

    Refusals: NotAllowed, ConfirmFirst.
    """
    if not actor.is_organiser and actor.kind != "system":
        raise NotAllowed
    queries.require_confirmed(actor)


def _locked(person_id: str) -> Person:
    """The person, so that two new badges at once are one after the other."""
    person = db.session.get(Person, person_id, with_for_update=True)
    if person is None:
        raise NotFound
    return person


def _shown_name_of(told: NewPerson) -> Words:
    if told.kind == "child":
        if told.shown_name:
            raise ChildChoosesName
        return names.given(names_taken())
    if not told.shown_name:
        raise NameMissing
    return told.shown_name


def _band_of(told: NewPerson) -> str | None:
    if told.kind != "child":
        return None
    if told.birth_date is None:
        raise BirthDateMissing
    return _band_on_first_day(told.birth_date)


def _band_on_first_day(birth_date: date) -> str:
    event = the_event()
    return rules.age_band(birth_date, event.starts_on if event else clock.now().date())


def _keep_birth_date(actor: Actor, person_id: str, birth_date: date) -> None:
    if _birth_date_keeper is None:
        raise RuntimeError("create_app has not plugged a keeper of birth dates")
    _birth_date_keeper(actor, person_id, birth_date)


def _new_secret(kind: str) -> tuple[str, str]:
    """A secret and its hash, made beside the engine and before any transaction."""
    secret = new_pin() if kind == "child" else new_password()
    db.session.rollback()
    return secret, in_thread(people.hash_secret, secret)


def _fresh(made: Reference, secret: str, hashed: str) -> FreshBadge:
    """A press repeated answers with the first badge, whose secret was another one."""
    badge = db.session.get_one(Badge, made["badge"])
    known = secret if badge.secret_hash == hashed else None
    return FreshBadge(made["person"], badge.id, known)


def _slug_of(name: Words) -> str:
    """A readable name for commands and logs, and a few random signs that keep it apart."""
    plain = as_searched(name.get("en") or name.get("fr") or "")
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40] or "person"
    return f"{words}-{new_id()[:6]}"
