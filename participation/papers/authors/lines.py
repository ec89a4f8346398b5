"""Whose each line is, once one of several has written on; pure, and soon done however long the
text: others wait to write meanwhile."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise, product, takewhile
from typing import TypeVar
from unicodedata import normalize

from participation.papers.writing.merging import MOST_LINES

T = TypeVar("T")

# From so many words in common on a line is the one that stood there, written on.
ALIKE = 0.6
# Lines of so few letters are compared by pairs of letters too: in a short one each word counts.
FEW_LETTERS = 60
# What is found word for word in a longer line was part of it, from so many letters on.
PART = 8
MOST_LETTERS_SOUGHT = 30_000_000
# Words, each counted as often as it is compared; of more lines than these the place decides.
MOST_COMPARED = 1_000_000
WORD = re.compile(r"\w+")
# Accents, vowel signs and what stretches a word: with and without it is the same one.
MARK = re.compile("[\u0300-\u036f\u0640\u064b-\u065f\u0670]")


@dataclass(frozen=True)
class Line:
    """A line as it is compared: by its words, without their accents, and by all its letters."""

    words: tuple[str, ...]
    letters: str
    of_words: frozenset[str]
    of_order: frozenset[tuple[str, str]]
    of_pairs: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Line:
        words = tuple(WORD.findall(MARK.sub("", normalize("NFKD", text.casefold())))) or tuple(
            text.split()
        )
        letters = "".join(words)
        is_short = len(letters) <= FEW_LETTERS
        pairs = [letters[at : at + 2] for at in range(max(len(letters) - 1, 1))] if is_short else ()
        return cls(words, letters, frozenset(words), frozenset(pairwise(words)), frozenset(pairs))

    def likeness(self, other: Line) -> float:
        """From 0 for nothing in common to 1 for the same words."""
        of_words = _shared(self.of_words, other.of_words)
        if self.of_pairs and other.of_pairs:
            return max(of_words, _shared(self.of_pairs, other.of_pairs))
        return of_words

    def goes_on(self, other: Line) -> bool:
        """Whether, at one place, the one is the other written on or cut."""
        shorter = min(len(self.words), len(other.words))
        return self.words[:shorter] == other.words[:shorter] or self.likeness(other) >= ALIKE


def writers_after(
    before: Sequence[str], writers: Sequence[str], after: Sequence[str], writer: str
) -> list[str]:
    """Who began each line of the text, once this writer has made it of the one before.

    A line belongs to whoever began it: also where another changed a word of it, moved it, or cut
    it in two. No line that went stands for two that were written anew.
    """
    first = same(before, after)
    last = same(before[first:][::-1], after[first:][::-1])
    stood, came = (lines[first : len(lines) - last] for lines in (before, after))
    found = where_from(stood, came)
    middle = [writer if at is None else writers[first + at] for at in found]
    return [*writers[:first], *middle, *writers[len(before) - last :]]


def same(some: Sequence[str], others: Sequence[str]) -> int:
    """With how many lines both begin."""
    return sum(
        1 for _ in takewhile(lambda both: both[0] == both[1], zip(some, others, strict=False))
    )


def where_from(before: Sequence[str], after: Sequence[str]) -> list[int | None]:
    """For each line that came the place of the one that it was."""
    if max(len(before), len(after)) > MOST_LINES:
        return [at if at < len(before) else None for at in range(len(after))]
    stood, came = ([Line.of(line) for line in lines] for lines in (before, after))
    found = _unchanged(stood, came)
    gone = sorted(set(range(len(stood))) - set(found))
    for places, there in _changed(found, len(stood)):
        if len(places) == len(there):  # as many lines as stood there: each may be the one before
            for at, was in zip(places, there, strict=True):
                if stood[was].goes_on(came[at]):
                    found[at] = was
    _find_parts(found, stood, came, gone)
    left, new = _open(found, len(stood))
    of_left = sum(len(stood[was].words) for was in left)
    of_new = sum(len(came[at].words) for at in new)
    if of_left * len(new) + of_new * len(left) > MOST_COMPARED:
        _by_place(found, len(stood))
    else:
        _best_first(found, stood, came, left, new)
    return found


def _unchanged(stood: Sequence[Line], came: Sequence[Line]) -> list[int | None]:
    """Lines with the very same words, wherever they stand now."""
    places: dict[str, deque[int]] = defaultdict(deque)
    for at, line in enumerate(stood):
        places[line.letters].append(at)
    return [places[line.letters].popleft() if places.get(line.letters) else None for line in came]


def _open(found: Sequence[int | None], stood: int) -> tuple[list[int], list[int]]:
    """Which lines that stood there are none of those that came; and which that came were none."""
    left = sorted(set(range(stood)) - set(found))
    return left, [at for at, was in enumerate(found) if was is None]


def _changed(found: Sequence[int | None], stood: int) -> list[tuple[range, list[int]]]:
    """Between lines that are known: the places of those that came, and of those that stood there
    and are gone, each in one place alone."""
    left, new = _open(found, stood)
    free = set(left)
    changed: list[tuple[range, list[int]]] = []
    for at in new:
        if changed and at < changed[-1][0].stop:
            continue
        end = at
        while end < len(found) and found[end] is None:
            end += 1
        before, after = found[at - 1] if at else None, found[end] if end < len(found) else None
        begin = bisect_right(left, -1 if before is None else before)
        end_there = bisect_right(left, stood if after is None else after)
        there = [was for was in left[begin:end_there] if was in free]
        free.difference_update(there)
        changed.append((range(at, end), there))
    return changed


def _find_parts(
    found: list[int | None], stood: Sequence[Line], came: Sequence[Line], gone: Sequence[int]
) -> None:
    """What is a part of a line that went was cut out of it."""
    whole = "\n".join(stood[was].letters for was in gone)
    begins = list(accumulate((len(stood[was].letters) + 1 for was in gone), initial=0))
    sought = [at for at, was in enumerate(found) if was is None and len(came[at].letters) >= PART]
    if len(whole) * len(sought) > MOST_LETTERS_SOUGHT:
        return
    for at in sought:
        place = whole.find(came[at].letters)
        if place >= 0:
            found[at] = gone[bisect_right(begins, place) - 1]


def _best_first(
    found: list[int | None],
    stood: Sequence[Line],
    came: Sequence[Line],
    left: Sequence[int],
    new: Sequence[int],
) -> None:
    alike: list[tuple[float, int, int]] = []
    for was, at in product(left, new):
        likeness = stood[was].likeness(came[at])
        if likeness >= ALIKE:
            alike.append((likeness + _shared(stood[was].of_order, came[at].of_order), was, at))
    taken: set[int] = set()
    for _, was, at in sorted(alike, key=lambda each: (-each[0], abs(each[1] - each[2]))):
        if found[at] is None and was not in taken:
            found[at] = was
            taken.add(was)


def _by_place(found: list[int | None], stood: int) -> None:
    for places, there in _changed(found, stood):
        for at, was in zip(places, there, strict=False):
            found[at] = was
    for was, at in zip(*_open(found, stood), strict=False):
        found[at] = was


def _shared(some: frozenset[T], others: frozenset[T]) -> float:
    return 2 * len(some & others) / ((len(some) + len(others)) or 1)
