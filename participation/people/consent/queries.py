"""Reads of consent and assent: who takes part, and what of a person may be shown now."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    SQLColumnExpression,
    Text,
    and_,
    cast,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Load

from participation.foundation.extensions import db
from participation.foundation.languages import Words
from participation.people.consent import rules, texts
from participation.people.consent.models import Assent, GuardianConsent, NameState, NameWish
from participation.people.consent.rules import Choices, Dial, FirstName
from participation.people.models import FIRST_NAME, Person


@dataclass(frozen=True)
class Shown:
    """What may be shown of one person now."""

    kind: str
    dial: str
    takes_part: bool
    choices: Choices
    chosen_name: Words
    first_name: FirstName
    name: Words | None

    @property
    def dials(self) -> tuple[Dial, ...]:
        """Where this child may turn her dial."""
        return rules.dials_for(self.choices, self.first_name.state is not None)


@dataclass(frozen=True)
class WaitingFirstName:
    """A first name that no adult has read, of a child who wants to be shown by it."""

    person_id: str
    text: str
    language: str
    since: datetime
    typed_by: str | None


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


def may_be_in_book() -> ColumnElement[bool]:
    """Whether a person said yes to her words in the book of these days, as a condition on Person:
    an adult's are hers to give."""
    return or_(Person.kind != "child", _has_assent(Assent.words_in_report.is_(True)))


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
        .options(Load(Person).undefer_group(FIRST_NAME))
        .execution_options(populate_existing=True)
    )
    return {person.id: _shown(person, consent, assent) for person, consent, assent in rows}


def _shown(person: Person, consent_id: str | None, assent: Assent | None) -> Shown:
    choices = choices_in(assent)
    takes_part = rules.takes_part(
        person.kind, has_consent=consent_id is not None, said_yes=choices.take_part
    )
    first_name = first_name_in(person)
    if person.kind != "child":
        name: Words | None = person.shown_name
    elif takes_part:
        name = rules.name_shown(person.dial, choices, person.shown_name, first_name)
    else:
        name = None
    return Shown(
        kind=person.kind,
        dial=person.dial,
        takes_part=takes_part,
        choices=choices,
        chosen_name=person.shown_name,
        first_name=first_name,
        name=name,
    )


def first_name_in(person: Person) -> FirstName:
    """The person's first name, with what an adult has decided about it."""
    cleared = person.first_name_cleared if person.first_name_cleared_by else None
    return FirstName(
        person.first_name,
        cleared,
        person.first_name_stopped,
        person.first_name_stopped_for,
        person.first_name_held_at is not None,
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
    """The child with this id, locked for this transaction where asked for; None for an adult. Rows
    that name her may still be added meanwhile: who adds them holds her paper, and whoever takes her
    yes back locks her first and her papers then."""
    if person_id is None:
        return None
    found = select(Person).where(Person.id == person_id, Person.kind == "child")
    if for_update:
        found = found.with_for_update(key_share=True).execution_options(populate_existing=True)
    return db.session.scalars(found).one_or_none()


def first_names_waiting(person_id: str | None = None) -> list[WaitingFirstName]:
    """First names that wait for the first key, of all children who take part and want to be shown
    by them, or of this one alone; the longest waiting first. For clearing adults alone."""
    asked = (
        select(Person, Assent, GuardianConsent.given_at)
        .join(Assent, and_(Assent.person_id == Person.id, Assent.withdrawn_at.is_(None)))
        .join(
            GuardianConsent,
            and_(GuardianConsent.person_id == Person.id, GuardianConsent.withdrawn_at.is_(None)),
        )
        .where(
            Person.kind == "child",
            Person.first_name.is_not(None),
            Assent.first_name_shown.is_(True),
            # In a full conference nearly all are cleared: these are not even read.
            _as_kept(Person.first_name).is_distinct_from(
                _as_kept(func.coalesce(Person.first_name_cleared, Person.first_name_stopped))
            ),
        )
        .options(Load(Person).undefer_group(FIRST_NAME))
        .execution_options(populate_existing=True)
    )
    if person_id is not None:
        asked = asked.where(Person.id == person_id)
    found = [
        _waiting_first_name(person, max(assent.given_at, consented_at))
        for person, assent, consented_at in db.session.execute(asked)
        if rules.asks_for_first_name(choices_in(assent))
        and first_name_in(person).state == NameState.WAITING
    ]
    return sorted(found, key=lambda one: (one.since, one.person_id))


def _as_kept(words: SQLColumnExpression[Any]) -> ColumnElement[str]:
    """Letter for letter: what is the same so is the same words; what is not may be all the same."""
    return cast(words, Text)


def _waiting_first_name(person: Person, asked_at: datetime) -> WaitingFirstName:
    name = first_name_in(person)
    return WaitingFirstName(
        person.id,
        name.text,
        next(iter(name.words or {})),
        max(asked_at, person.first_name_typed_at or asked_at),
        person.first_name_typed_by,
    )


def names_taken() -> set[str]:
    """The English names that somebody is shown by already."""
    return {name.get("en", "") for name in db.session.scalars(select(Person.shown_name))}


def own_wish(person_id: str) -> NameWish | None:
    """The name a child wished for last, unless she has left it."""
    return db.session.scalars(
        select(NameWish)
        .where(
            NameWish.person_id == person_id,
            NameWish.state != NameState.LEFT,
            NameWish.wisher_left.is_(False),
        )
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
