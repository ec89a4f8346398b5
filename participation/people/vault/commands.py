"""The writes of the vault, and the readings, which are written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import Reference, about, command
from participation.foundation.extensions import db
from participation.foundation.inventory import AFTER_THE_EVENT
from participation.foundation.refusals import NotAllowed, NotSignedIn
from participation.people.access.commands import use_access
from participation.people.queries import person, require_confirmed
from participation.people.roster.commands import require_organiser, set_age_band
from participation.people.vault import queries
from participation.people.vault.models import ContactKind, VaultContact, VaultEntry, VaultNeed
from participation.people.vault.permissions import IDENTITY
from participation.people.vault.queries import Contact
from participation.people.vault.refusals import NothingToKeep
from participation.people.vault.separation import inside
from participation.programme.queries import is_over_for


@dataclass(frozen=True)
class Told:
    """What was typed at the registration desk; what is empty stays as it was kept."""

    surname: str = ""
    birth_date: date | None = None
    guardian: Contact | None = None
    other: Contact | None = None
    need_to_act: str = ""
    need_other: str = ""


@command()
def keep_birth_date(actor: Actor, person_id: str, birth_date: date) -> Reference:
    """The birth date of somebody who has just come in is in the vault. Refusal: NotAllowed."""
    require_organiser(actor)
    with inside():
        _put_entry(person_id, birth_date=birth_date)
    about("person", person_id)
    return {"person": person_id}


@command()
def keep_identity(actor: Actor, person_id: str, told: Told) -> Reference:
    """The vault holds what was typed; a child's age group follows a new birth date.

    Refusals: NotAllowed, ConfirmFirst, NotFound, NothingToKeep, AgeOutside.
    """
    require_organiser(actor)
    require_confirmed(actor)
    kept = person(person_id)
    if told == Told():
        raise NothingToKeep
    if told.birth_date is not None and kept.kind == "child":
        set_age_band(actor, kept.id, told.birth_date)
    with inside():
        typed = {"surname": told.surname, "birth_date": told.birth_date}
        _put_entry(kept.id, **{name: value for name, value in typed.items() if value})
        _put_contact(kept.id, ContactKind.GUARDIAN, told.guardian)
        _put_contact(kept.id, ContactKind.OTHER, told.other)
        _put_need(kept.id, True, told.need_to_act)
        _put_need(kept.id, False, told.need_other)
    about("person", kept.id)
    return {"person": kept.id}


def read_identity(actor: Actor, request_id: str) -> tuple[str, queries.Identity]:
    """Whose it is, and what the vault holds; the reading is written down first.

    Refusals: those of `use_access`.
    """
    person_id: str = use_access(actor, request_id, IDENTITY.name)["subject"]
    return person_id, queries.identity_of(person_id)


@command(reads=True)
def read_own(actor: Actor) -> Reference:
    """Somebody reads what is kept of themselves. Refusal: NotSignedIn."""
    if actor.person_id is None:
        raise NotSignedIn
    about("person", actor.person_id)
    return {"person": actor.person_id}


@command(reads=True)
def read_needs(actor: Actor) -> Reference:
    """Somebody reads what the children need. Refusal: NotAllowed."""
    if not actor.is_facilitator and not actor.has("safeguarding"):
        raise NotAllowed
    about("needs", "all" if actor.has("safeguarding") else "to act")
    return {}


@command(reads=True)
def read_own_children(actor: Actor) -> Reference:
    """An accompanying adult reads what their own children need. Refusal: NotAllowed."""
    if actor.person_id is None or not actor.has("accompanying"):
        raise NotAllowed
    about("needs", actor.person_id)
    return {}


def sweep_vault(actor: Actor) -> Reference:
    """Thirty days after the last day of the event the vault is empty. Answers `{"erased": n}`:
    how many people it held anything of. Harmless before, and again."""
    if not is_over_for(AFTER_THE_EVENT.span()) or queries.is_empty():
        return {"erased": 0}
    return erase_vault(actor)


@command()
def erase_vault(actor: Actor) -> Reference:
    """Nothing is in the vault any more. For the sweep alone. Refusal: NotAllowed."""
    if actor.kind != "system":
        raise NotAllowed
    if db.is_sqlite:
        db.session.connection().exec_driver_sql("PRAGMA secure_delete=ON")
    people: set[str] = set()
    with inside() as session:
        for table in (VaultEntry, VaultContact, VaultNeed):
            people |= set(session.scalars(delete(table).returning(table.person_id)))
    about("vault", "all", reason="after the event")
    return {"erased": len(people)}


def _put_entry(person_id: str, **typed: object) -> None:
    values = {"person_id": person_id, "written_at": clock.now(), **typed}
    changed = {name: value for name, value in values.items() if name != "person_id"}
    db.session.execute(
        db.insert(VaultEntry)
        .values(values)
        .on_conflict_do_update(index_elements=["person_id"], set_=changed)
    )


def _put_contact(person_id: str, kind: str, contact: Contact | None) -> None:
    if contact is None:
        return
    typed = {"name": contact.name, "relation": contact.relation, "reach": contact.reach}
    db.session.execute(
        db.insert(VaultContact)
        .values(person_id=person_id, kind=kind, **typed)
        .on_conflict_do_update(index_elements=["person_id", "kind"], set_=typed)
    )


def _put_need(person_id: str, to_act: bool, words: str) -> None:
    if not words:
        return
    db.session.execute(
        db.insert(VaultNeed)
        .values(person_id=person_id, to_act=to_act, words=words)
        .on_conflict_do_update(index_elements=["person_id", "to_act"], set_={"words": words})
    )
