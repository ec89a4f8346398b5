"""What a poll has to have before it can be asked; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from participation.foundation.languages import Words
from participation.polls.models import Electorate, PollKind, PollState
from participation.polls.words.rules import MOST_WORDS

# What a hall can take in, and what fits on its wall.
MOST_OPTIONS = 8
FEWEST_OPTIONS = 2
FACES = 5
MOST_POINTS = 20
LONGEST_TITLE = 160
LONGEST_OPTION = 90

Way = Literal["earlier", "later"]

# Never opened: it can still be written, or asked at another place.
IN_PREPARATION = frozenset({PollState.DRAFT, PollState.READY})

KINDS = (
    PollKind.SINGLE,
    PollKind.MULTIPLE,
    PollKind.YES_NO_ABSTAIN,
    PollKind.SCALE,
    PollKind.RANKING,
    PollKind.POINTS,
    PollKind.WORDS,
)
# Its answers are always these, in every language.
YES_NO_ABSTAIN: tuple[Words, ...] = (
    {"ar": "نعم", "en": "Yes", "fr": "Oui"},
    {"ar": "لا", "en": "No", "fr": "Non"},
    {"ar": "لا أختار هذه المرة", "en": "I do not choose this time", "fr": "Je ne choisis pas"},
)


@dataclass(frozen=True)
class Written:
    """A poll as its writer has it now; `options` without what was left empty in all languages."""

    kind: str
    title: Words
    options: tuple[Words, ...] = ()
    electorate: str = Electorate.EVERYONE
    least: int = 1
    most: int = 1
    points: int | None = None
    faces: bool = False
    item_id: str | None = None
    # Where each option stood before, so that its picture stays with it.
    came_from: tuple[str | None, ...] = field(default=())


@dataclass(frozen=True)
class Missing:
    """One thing that is missing: what, of which option (counted from 1), in which language."""

    what: str
    lang: str | None = None
    option: int | None = None


def missing(written: Written, languages: Sequence[str]) -> list[Missing]:
    """What keeps this poll from being asked, in the order of the page; empty: it is ready."""
    return [*_words(written, languages), *_answers(written, languages), *_numbers(written)]


def neighbour(line: Sequence[str], one: str, way: Way) -> str | None:
    """Who stands before or after it in the line; None at its end."""
    at = line.index(one) + (-1 if way == "earlier" else 1)
    return line[at] if 0 <= at < len(line) else None


def _words(written: Written, languages: Sequence[str]) -> Iterator[Missing]:
    for lang in languages:
        if not written.title.get(lang):
            yield Missing("title", lang)
    for at, option in enumerate(written.options, 1):
        for lang in languages:
            if not option.get(lang):
                yield Missing("option", lang, at)


def _answers(written: Written, languages: Sequence[str]) -> Iterator[Missing]:
    many = len(written.options)
    if written.kind == PollKind.WORDS:
        return  # whoever answers brings them
    if written.kind == PollKind.SCALE and written.faces and many != FACES:
        yield Missing("faces")
    elif many < FEWEST_OPTIONS:
        yield Missing("options")
    for lang in languages:
        said = [option[lang] for option in written.options if option.get(lang)]
        if len(set(said)) < len(said):
            yield Missing("twice", lang)


def _numbers(written: Written) -> Iterator[Missing]:
    most = min(written.most, len(written.options))
    if written.kind == PollKind.MULTIPLE and not 1 <= written.least <= written.most == most:
        yield Missing("how_many")
    if written.kind == PollKind.POINTS and not 1 <= (written.points or 0) <= MOST_POINTS:
        yield Missing("points")
    if written.kind == PollKind.WORDS and not 1 <= written.most <= MOST_WORDS:
        yield Missing("how_many_words")
