"""Reads of marks and lists. What marks are found with is kept ready, until it is another."""

from __future__ import annotations

import time
import tomllib
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from flask import current_app
from sqlalchemy import ColumnElement, case, func, select

from participation.foundation.extensions import db
from participation.foundation.versions import TopicVersion
from participation.people.models import Person
from participation.programme.models import Organisation
from participation.safeguarding.marks.contact import LISTS, as_dialled
from participation.safeguarding.marks.events import DESK
from participation.safeguarding.marks.models import ListEntry, TextMark
from participation.safeguarding.marks.phrases import Listed, Phrases, normal_words
from participation.safeguarding.marks.rules import (
    FIRST,
    SOON,
    Knowledge,
    ListKind,
    Mark,
    MarkKind,
)
from participation.safeguarding.models import Helpline, SafePerson
from participation.safeguarding.posts.queries import hours

# A name that somebody chose meanwhile is known to the next text after this time.
NAMES_FOR_S = 60.0
# Shorter first names are too often an ordinary word.
LEAST_LETTERS = 3


@dataclass(frozen=True)
class Shown:
    """An entry of a list as organisers see it."""

    words: str
    spelled: str
    is_own: bool
    in_use: bool


@dataclass(frozen=True)
class _Ready:
    known: Knowledge
    fingerprint: tuple[int, ...]
    made_at: float


def marks_on(kind: str, ids: Collection[str]) -> dict[str, list[Mark]]:
    """The marks of these texts, in order; a text without one is not in it. One query."""
    return marks_of_kinds((kind,), ids)


def marks_of_kinds(kinds: Collection[str], ids: Collection[str]) -> dict[str, list[Mark]]:
    """The same for texts of several kinds, each with an id of its own; one query."""
    marks: dict[str, list[Mark]] = defaultdict(list)
    if not ids:
        return marks
    rows = db.session.execute(
        select(TextMark.object_id, TextMark.start, TextMark.end, TextMark.mark)
        .where(TextMark.kind.in_(kinds), TextMark.object_id.in_(sorted(set(ids))))
        .order_by(TextMark.object_id, TextMark.start, TextMark.end)
    )
    for object_id, start, end, mark in rows:
        marks[object_id].append(Mark(start, end, mark))
    return marks


def urgency_of_each(mark: ColumnElement[str]) -> ColumnElement[int]:
    """The same as `urgency`, of all marks of a group of rows; of what has none it says nothing."""
    return func.min(case((mark == MarkKind.DISCLOSURE, FIRST), else_=SOON))


def knowledge() -> Knowledge:
    """What marks are found with, as of now: one small query, or all of it where it changed."""
    ready: _Ready | None = current_app.extensions.get("participation.marking")
    fingerprint = _fingerprint()
    fresh = ready is not None and time.monotonic() - ready.made_at < NAMES_FOR_S
    if ready is None or not fresh or ready.fingerprint != fingerprint:
        ready = _Ready(_knowledge(), fingerprint, time.monotonic())
        current_app.extensions["participation.marking"] = ready
    return ready.known


def lists() -> dict[tuple[str, str], list[Shown]]:
    """Every list by kind and language, with what was added and what was taken out, in the order
    of the alphabet. One query."""
    changed: dict[tuple[str, str], dict[str, ListEntry]] = defaultdict(dict)
    for entry in db.session.scalars(select(ListEntry)):
        changed[entry.kind, entry.language][entry.spelled] = entry
    return {which: _list(words, changed[which]) for which, words in shipped().items()}


def _list(words_of: dict[str, str], changed: dict[str, ListEntry]) -> list[Shown]:
    shown = {
        spelled: Shown(words, spelled, False, spelled not in changed or changed[spelled].in_use)
        for spelled, words in words_of.items()
    }
    for spelled, entry in changed.items():
        shown.setdefault(spelled, Shown(entry.words, spelled, True, entry.in_use))
    return sorted(shown.values(), key=lambda each: each.spelled.strip("*"))


@cache
def shipped() -> dict[tuple[str, str], dict[str, str]]:
    """The lists that come with the program: by kind and language, the form looked for → words."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for kind in ListKind:
        told = tomllib.loads((LISTS / f"{kind}.toml").read_text(encoding="utf-8"))
        for language, words in told.items():
            found[kind, language] = {normal_words(each): each for each in words}
    return found


def _fingerprint() -> tuple[int, ...]:
    version = select(TopicVersion.version).where(TopicVersion.scope == f"desk:{DESK}")
    counts = (select(func.count()).select_from(table) for table in (Person, Organisation, Helpline))
    row = db.session.execute(
        select(
            func.coalesce(version.scalar_subquery(), 0),
            *(count.scalar_subquery() for count in counts),
        )
    ).one()
    return tuple(row)


def _knowledge() -> Knowledge:
    listed = [
        Listed(kind, each.words, language)
        for (kind, language), entries in lists().items()
        for each in entries
        if each.in_use
    ]
    return Knowledge(
        phrases=Phrases([*listed, *_names()]),
        regions=frozenset(db.session.scalars(select(Organisation.country).distinct())),
        helplines=frozenset(_helplines()),
    )


def _names() -> list[Listed]:
    """The names of children: by which they are shown, whole and the first word, and which they
    have."""
    names: set[str] = set()
    told = select(Person.shown_name, Person.first_name).where(Person.kind == "child")
    for shown, real in db.session.execute(told):
        for name in (*shown.values(), *(real or {}).values()):
            first = name.split()[0] if name.split() else ""
            names |= {each for each in (name, first) if len(each) >= LEAST_LETTERS}
    return [Listed(MarkKind.NAME, name) for name in sorted(names)]


def _helplines() -> set[str]:
    """Every number that somebody may be told to call, with and without the country's code."""
    numbers: set[str] = set()
    for line in db.session.scalars(select(Helpline)):
        numbers |= as_dialled(line.number, line.country)
    for person in db.session.scalars(select(SafePerson)):
        numbers |= as_dialled(person.emergency_number, person.country)
        numbers |= as_dialled(hours().duty_phone, person.country)
    return numbers
