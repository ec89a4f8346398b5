"""Reads of names that wait for the first key."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import select

from participation.foundation.extensions import db
from participation.people.consent.models import (
    FIRST_NAME_KIND,
    NAME_KIND,
    NameState,
    NameWish,
)
from participation.people.consent.queries import (
    WaitingFirstName,
    first_names_waiting,
    names_waiting,
)
from participation.people.models import Person
from participation.safeguarding.clearing.kinds import Waiting
from participation.safeguarding.marks.payloads import shown_marks
from participation.safeguarding.marks.queries import marks_on
from participation.safeguarding.marks.rules import urgency

# What the audit log calls that which a name of this kind is found by.
ABOUT = {NAME_KIND: "name", FIRST_NAME_KIND: "person"}


def waiting_names(session_id: str) -> list[Waiting]:
    """Every name that waits: they hang on no session, so each desk may read them."""
    return _with_marks(
        Waiting(NAME_KIND, wish.id, None, wish.proposed_name, wish.language, wish.wished_at)
        for wish in names_waiting()
    )


def waiting_first_names(session_id: str) -> list[Waiting]:
    """Every first name that waits, likewise; only of children who want to be shown by it."""
    return _with_marks(
        Waiting(
            FIRST_NAME_KIND,
            name.person_id,
            None,
            name.text,
            name.language,
            name.since,
            writer=name.typed_by,
        )
        for name in first_names_waiting()
    )


def _with_marks(names: Iterable[Waiting]) -> list[Waiting]:
    found = list(names)
    if not found:
        return []
    marks = marks_on(found[0].kind, [one.id for one in found])
    return [
        replace(
            one,
            marks=shown_marks(one.text, marks.get(one.id, ())),
            urgency=urgency(marks.get(one.id, ())),
        )
        for one in found
    ]


def wish_of(wish_id: str) -> NameWish | None:
    """The name with this id."""
    return db.session.get(NameWish, wish_id)


def language_of(wish_id: str) -> str | None:
    """The language in which a name was typed; None where there is no such name, also where the
    safety team has it."""
    return db.session.scalar(
        select(NameWish.language).where(NameWish.id == wish_id, NameWish.state != NameState.HELD)
    )


def first_name_to_read(person_id: str) -> WaitingFirstName | None:
    """This person's first name where it waits for the first key."""
    return next(iter(first_names_waiting(person_id)), None)


def first_name_typed(person_id: str) -> tuple[str, str | None] | None:
    """In which language a person's first name was typed and by whom, where that is known; None
    where there is none."""
    row = db.session.execute(
        select(Person.first_name, Person.first_name_typed_by).where(Person.id == person_id)
    ).one_or_none()
    return (next(iter(row.first_name)), row.first_name_typed_by) if row and row[0] else None
