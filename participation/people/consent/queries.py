"""Reads of consent and assent: who takes part, and what of a person may be shown now."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import undefer

from participation.foundation.extensions import db
from participation.foundation.languages import Words
from participation.people.consent import rules, texts
from participation.people.consent.models import Assent, GuardianConsent, NameState, NameWish
from participation.people.consent.rules import Choices, Dial
from participation.people.models import Person


@dataclass(frozen=True)
class Shown:
    """What may be shown of one person now."""

    kind: str
    dial: str
    takes_part: bool
    choices: Choices
    name: Words | None
    has_first_name: bool


def takes_part(person_id: str) -> bool:
    """Whether this person's badge does more than an audience phone: an adult, or a child with
    the guardian's (or responsible body's) consent and her own assent, both present."""
    found = db.session.scalar(
        select(Person.id).where(Person.id == person_id, is_taking_part()).limit(1)
    )
    return found is not None


def takes_part_still(person_id: str) -> bool:
    """The same, and it stays so until this transaction ends: taking a yes back waits for it."""
    db.session.execute(select(Person.id).where(Person.id == person_id).with_for_update(read=True))
    return takes_part(person_id)


def is_taking_part() -> ColumnElement[bool]:
    """The same as a condition on Person, for a query that lists what people made."""
    return or_(Person.kind != "child", and_(_has_consent(), _has_assent()))


def is_showing_words() -> ColumnElement[bool]:
    """Whether a person's own words may be in the room now, as a condition on Person: she takes
    part, said yes to it, and her dial is not at nothing."""
    return or_(
        Person.kind != "child",
        and_(
            Person.dial != Dial.NOTHING, _has_consent(), _has_assent(Assent.words_in_room.is_(True))
        ),
    )


def _has_consent() -> ColumnElement[bool]:
    return exists(
        select(GuardianConsent.id)
        .where(GuardianConsent.person_id == Person.id, GuardianConsent.withdrawn_at.is_(None))
        .correlate(Person)
    )


def _has_assent(*more: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists(
        select(Assent.id)
        .where(
            Assent.person_id == Person.id,
            Assent.withdrawn_at.is_(None),
            Assent.take_part.is_(True),
            *more,
        )
        .correlate(Person)
    )


def present_consent(person_id: str) -> GuardianConsent | None:
    """The consent that holds now."""
    return db.session.scalars(
        select(GuardianConsent).where(
            GuardianConsent.person_id == person_id, GuardianConsent.withdrawn_at.is_(None)
        )
    ).one_or_none()


def present_assent(person_id: str) -> Assent | None:
    """A child's newest answer, yes or no, while she has not taken it back."""
    return db.session.scalars(
        select(Assent).where(Assent.person_id == person_id, Assent.withdrawn_at.is_(None))
    ).one_or_none()


def has_answered(person_id: str) -> bool:
    """Whether a child has ever answered, also where she has taken it back."""
    ever = select(Assent.id).where(Assent.person_id == person_id).limit(1)
    return db.session.scalar(ever) is not None


def is_to_be_asked(person: Person) -> bool:
    """Whether this person is a child who has not answered the newest words yet."""
    assent = present_assent(person.id)
    return rules.is_to_be_asked(person.kind, assent.version if assent else None, texts.newest())


def choices_of(person_id: str) -> Choices:
    """What a child said yes to; nothing where she has not answered or has taken it back."""
    return choices_in(present_assent(person_id))


def choices_in(assent: Assent | None) -> Choices:
    if assent is None:
        return Choices()
    return Choices(**{name: getattr(assent, name) for name in rules.ASKED})


def shown_of(person_ids: Collection[str]) -> dict[str, Shown]:
    """What may be shown of each of these people now, by one query."""
    if not person_ids:
        return {}
    rows = db.session.execute(
        select(Person, GuardianConsent.id, Assent)
        .outerjoin(
            GuardianConsent,
            and_(GuardianConsent.person_id == Person.id, GuardianConsent.withdrawn_at.is_(None)),
        )
        .outerjoin(Assent, and_(Assent.person_id == Person.id, Assent.withdrawn_at.is_(None)))
        .where(Person.id.in_(sorted(set(person_ids))))
        .options(undefer(Person.first_name))
        .execution_options(populate_existing=True)
    )
    return {person.id: _shown(person, consent, assent) for person, consent, assent in rows}


def _shown(person: Person, consent_id: str | None, assent: Assent | None) -> Shown:
    choices = choices_in(assent)
    takes_part = rules.takes_part(
        person.kind, has_consent=consent_id is not None, said_yes=choices.take_part
    )
    if person.kind != "child":
        name: Words | None = person.shown_name
    elif takes_part:
        name = rules.name_shown(person.dial, choices, person.shown_name, person.first_name)
    else:
        name = None
    return Shown(
        kind=person.kind,
        dial=person.dial,
        takes_part=takes_part,
        choices=choices,
        name=name,
        has_first_name=bool(person.first_name),
    )


def hiding(person_ids: Collection[str]) -> set[str]:
    """Who of these shows nothing now: what they asked leaves every list until they turn back."""
    if not person_ids:
        return set()
    return set(
        db.session.scalars(
            select(Person.id).where(
                Person.id.in_(sorted(set(person_ids))),
                Person.kind == "child",
                Person.dial == Dial.NOTHING,
            )
        )
    )


def child(person_id: str | None, *, for_update: bool = False) -> Person | None:
    """The child with this id, locked for this transaction where asked for; None for an adult."""
    if person_id is None:
        return None
    found = select(Person).where(Person.id == person_id, Person.kind == "child")
    if for_update:
        found = found.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(found).one_or_none()


def first_name_of(person_id: str) -> Words | None:
    """A child's real first name; access.yaml, "real first name", says whose it is to read."""
    return db.session.scalar(select(Person.first_name).where(Person.id == person_id))


def names_taken() -> set[str]:
    """The English names that somebody is shown by already."""
    return {name.get("en", "") for name in db.session.scalars(select(Person.shown_name))}


def own_wish(person_id: str) -> NameWish | None:
    """The name a child wished for last, unless she has left it."""
    return db.session.scalars(
        select(NameWish)
        .where(NameWish.person_id == person_id, NameWish.state != NameState.LEFT)
        .order_by(NameWish.wished_at.desc(), NameWish.id)
        .limit(1)
    ).one_or_none()


def lock_wish(wish_id: str) -> NameWish | None:
    return db.session.scalars(
        select(NameWish)
        .where(NameWish.id == wish_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()


def old_wishes(moment: datetime) -> Sequence[NameWish]:
    """Names that never got the first key and were wished for before this moment, locked."""
    return db.session.scalars(
        select(NameWish)
        .where(
            NameWish.state != NameState.CLEARED,
            NameWish.proposed_name != "",
            NameWish.wished_at < moment,
        )
        .order_by(NameWish.id)
        .with_for_update()
    ).all()


def names_waiting() -> Sequence[NameWish]:
    """Names that wait for the first key, the longest waiting first; for clearing adults alone."""
    return db.session.scalars(
        select(NameWish)
        .join(Person, Person.id == NameWish.person_id)
        .where(NameWish.state == NameState.WAITING, is_taking_part())
        .order_by(NameWish.wished_at, NameWish.id)
    ).all()
