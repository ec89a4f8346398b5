"""Which places of a text are marked, and as what; pure. A mark never refuses, removes or routes.

safeguarding.md, "Marks on text": contact details or a request for them, possible disclosure,
unkind words, names of delegates. Helpline numbers are never marked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from participation.safeguarding.marks import contact
from participation.safeguarding.marks.normal_form import NormalForm
from participation.safeguarding.marks.phrases import Phrases, words_of

# What is read first, what is read soon, what may wait.
FIRST, SOON, UNMARKED = range(3)
# Of each kind in one text: more would tell an adult nothing, and are a burden to keep.
AT_MOST = 100


class MarkKind(StrEnum):
    """What an adult may find there, what matters most first."""

    DISCLOSURE = "disclosure"
    CONTACT = "contact"
    UNKIND = "unkind"
    NAME = "name"


class ListKind(StrEnum):
    """The lists that organisers keep."""

    DISCLOSURE = "disclosure"
    UNKIND = "unkind"
    CONTACT = "contact"
    APPS = "apps"


MARK_OF: dict[str, MarkKind] = {
    ListKind.DISCLOSURE: MarkKind.DISCLOSURE,
    ListKind.UNKIND: MarkKind.UNKIND,
    ListKind.CONTACT: MarkKind.CONTACT,
    ListKind.APPS: MarkKind.CONTACT,
}


@dataclass(frozen=True, order=True)
class Mark:
    """From this letter of the text as it was written to that, and what may stand there."""

    start: int
    end: int
    mark: str


@dataclass(frozen=True)
class Knowledge:
    """What marks are found with: listed words and names, countries, helplines' numbers."""

    phrases: Phrases
    regions: frozenset[str] = field(default_factory=frozenset)
    helplines: frozenset[str] = field(default_factory=frozenset)


def find_marks(text: str, language: str, known: Knowledge) -> list[Mark]:
    """The marks of this text in order of their places."""
    form = NormalForm(text)
    words = words_of(form.text)
    found: dict[str, list[tuple[int, int]]] = {kind: [] for kind in MarkKind}
    for each in known.phrases.find(form.text, words, language):
        is_app = each.listed.mark == ListKind.APPS
        end = contact.after_app(form.text, each.end) if is_app else each.end
        found[MARK_OF.get(each.listed.mark, MarkKind.NAME)].append((each.start, end))
    found[MarkKind.CONTACT] += contact.reaches(form.text, words, known.regions, known.helplines)
    found[MarkKind.UNKIND] = _outside(found[MarkKind.UNKIND], found[MarkKind.DISCLOSURE])
    return sorted(
        Mark(start, end, kind)
        for kind, places in found.items()
        # Joined once more in the original: of a sign that stands for a sentence two words may be
        # marked, and it is one sign.
        for start, end in _joined(form.place(*place) for place in _joined(places))[:AT_MOST]
    )


def may_pass_in_bulk(marks: Collection[Any]) -> bool:
    """Whether a text may go on together with others: only where none is on it."""
    return not marks


def urgency(marks: Iterable[Mark]) -> int:
    """FIRST for what is read first, larger for what may wait: marks raise a text, nothing else."""
    kinds = {mark.mark for mark in marks}
    if MarkKind.DISCLOSURE in kinds:
        return FIRST
    return SOON if kinds else UNMARKED


def _joined(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places that overlap, as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _outside(
    places: Iterable[tuple[int, int]], others: Iterable[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Those that touch none of the others: who tells what was done to her is not unkind."""
    others = list(others)
    return [
        (start, end)
        for start, end in places
        if not any(start < other[1] and other[0] < end for other in others)
    ]
