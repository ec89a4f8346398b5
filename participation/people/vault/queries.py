"""Reads of the vault. A command has noted who reads, and why, before one of these is asked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from participation.people.vault.models import ContactKind, VaultContact, VaultEntry, VaultNeed
from participation.people.vault.separation import inside


@dataclass(frozen=True)
class Contact:
    """Somebody to call: who, what they are to the person, and how to reach them."""

    name: str
    relation: str
    reach: str


@dataclass(frozen=True)
class Identity:
    """Who somebody is outside. Repeats nothing where it is printed by accident."""

    surname: str | None = None
    birth_date: date | None = None
    guardian: Contact | None = None
    other: Contact | None = None

    def __repr__(self) -> str:
        return "Identity(…)"


@dataclass(frozen=True)
class Needs:
    """What somebody needs: the part to act on, and the rest."""

    to_act: str = ""
    other: str = ""

    def __repr__(self) -> str:
        return "Needs(…)"


def identity_of(person_id: str) -> Identity:
    """What the vault holds of a person; all empty where it holds nothing."""
    with inside() as session:
        entry = session.get(VaultEntry, person_id)
        contacts = {
            each.kind: Contact(each.name, each.relation, each.reach)
            for each in session.scalars(
                select(VaultContact).where(VaultContact.person_id == person_id)
            )
        }
        return Identity(
            entry.surname if entry else None,
            entry.birth_date if entry else None,
            contacts.get(ContactKind.GUARDIAN),
            contacts.get(ContactKind.OTHER),
        )


def needs_of(person_ids: Collection[str]) -> dict[str, Needs]:
    """What these people need, by id; who needs nothing is not in it."""
    with inside() as session:
        rows = session.scalars(
            select(VaultNeed).where(VaultNeed.person_id.in_(sorted(set(person_ids))))
        ).all()
        return _by_person([(row.person_id, row.to_act, row.words) for row in rows])


def needs_to_act_on() -> dict[str, str]:
    """The part to act on, by person id; the rest is not even read."""
    with inside() as session:
        rows = session.execute(
            select(VaultNeed.person_id, VaultNeed.words).where(VaultNeed.to_act)
        ).all()
        return {row.person_id: row.words for row in rows}


def all_needs() -> dict[str, Needs]:
    """What everybody needs, by id."""
    with inside() as session:
        rows = session.scalars(select(VaultNeed)).all()
        return _by_person([(row.person_id, row.to_act, row.words) for row in rows])


def held_of(person_id: str) -> set[str]:
    """Which parts of somebody's identity are kept already, without what they are."""
    identity = identity_of(person_id)
    parts = ("surname", "birth_date", "guardian", "other")
    return {part for part in parts if getattr(identity, part) is not None}


def is_empty() -> bool:
    """Whether nothing is in the vault."""
    with inside() as session:
        return not any(
            session.scalar(select(func.count()).select_from(table))
            for table in (VaultEntry, VaultContact, VaultNeed)
        )


def _by_person(rows: list[tuple[str, bool, str]]) -> dict[str, Needs]:
    found: dict[str, dict[bool, str]] = {}
    for person_id, to_act, words in rows:
        found.setdefault(person_id, {})[to_act] = words
    return {
        person_id: Needs(words.get(True, ""), words.get(False, ""))
        for person_id, words in found.items()
    }
