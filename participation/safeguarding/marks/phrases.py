"""Listed words, found in a text however they are bent, stretched or spaced; pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from participation.safeguarding.marks.normal_form import normal
from participation.safeguarding.marks.spellings import spellings_of, without_what_grew

WORD = re.compile(r"(?:[^\W_]|[@$])+")
LISTED_WORD = re.compile(r"…|\*?(?:[^\W_]|[@$])+\*?")
# Letters one by one, with something thin in between: "s t u p i d", "غ.ب.ي".
SPACED = re.compile(r"(?<![^\W_])[^\W\d_]([ .\-_*·•+|]{1,2})[^\W\d_](?:\1[^\W\d_]){1,30}(?![^\W_])")
# A letter that is a word of its own may stand before the first of them.
WORDS_BEFORE = 2
# "Con" is an insult in French and nothing in English: a word as short as that counts in its own
# language alone.
SHORT = 4
GAP = "…"
WITHIN = 3


@dataclass(frozen=True)
class Listed:
    """Words of a list: what they are a mark of, and in which language (None: in any)."""

    mark: str
    words: str
    language: str | None = None


@dataclass(frozen=True)
class Word:
    """A word of a normal form and its place in it."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Found:
    """Listed words that stand in a text, from this place of the normal form to that."""

    listed: Listed
    start: int
    end: int


_ByLength = dict[int, dict[str, int]]


@dataclass(frozen=True)
class _Step:
    """One word of a phrase; `gap` is how many other words may come before it."""

    piece: int
    gap: int


def words_of(text: str) -> list[Word]:
    """The words of a normal form, in order."""
    return [Word(found[0], *found.span()) for found in WORD.finditer(text)]


def is_listable(words: str) -> bool:
    """Whether there is anything in it to look for: a word of two letters, or more words."""
    steps = [step for step in LISTED_WORD.findall(normal_words(words)) if step != GAP]
    return sum(len(step.strip("*")) for step in steps) >= 2


def normal_words(words: str) -> str:
    """Listed words in their normal form, with the signs that say more than letters."""
    told = words.replace("...", GAP)
    spelled = f" {GAP} ".join(normal(part) for part in told.split(GAP))
    return " ".join(LISTED_WORD.findall(spelled))


class _Pieces:
    """Every listed word by a number, found by a word of a text in a few look-ups."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._exact: dict[str, int] = {}
        # By how many letters: those at a word's beginning, at its end, and anywhere in it.
        self._begins: _ByLength = defaultdict(dict)
        self._ends: _ByLength = defaultdict(dict)
        self._holds: _ByLength = defaultdict(dict)

    def add(self, part: str) -> int:
        """The number of this listed word."""
        number = self._numbers.setdefault(part, len(self._numbers))
        letters = part.strip("*")
        if not part.startswith("*") and not part.endswith("*"):
            self._exact[letters] = number
        elif not part.startswith("*"):
            self._begins[len(letters)][letters] = number
        elif not part.endswith("*"):
            self._ends[len(letters)][letters] = number
        else:
            self._holds[len(letters)][letters] = number
        return number

    def of(self, word: str) -> frozenset[int]:
        """The listed words that this word may be."""
        found = set()
        for spelled in spellings_of(word):
            for bare in without_what_grew(spelled):
                found.add(self._exact.get(bare))
                found.update(known.get(bare[:many]) for many, known in self._begins.items())
            found.update(known.get(spelled[-many:]) for many, known in self._ends.items())
            for many, known in self._holds.items():
                starts = range(len(spelled) - many + 1)
                found.update(known.get(spelled[start : start + many]) for start in starts)
        return frozenset(number for number in found if number is not None)


class Phrases:
    """Everything listed, made ready once, so that a word costs a few look-ups."""

    def __init__(self, listed: Iterable[Listed]) -> None:
        self._pieces = _Pieces()
        self._by_first: dict[int, list[tuple[tuple[_Step, ...], Listed]]] = defaultdict(list)
        for each in listed:
            for words in {each.words, _called(each.words)}:
                steps = self._steps(words)
                if steps:
                    self._by_first[steps[0].piece].append((steps, each))

    def find(self, text: str, words: Sequence[Word], language: str) -> Iterator[Found]:
        """Whatever of the lists stands in this text of that language."""
        known: dict[str, frozenset[int]] = {}
        pieces = [
            known[word.text]
            if word.text in known
            else known.setdefault(word.text, self._pieces.of(word.text))
            for word in words
        ]
        for place, word in enumerate(words):
            for piece in pieces[place]:
                for steps, listed in self._by_first.get(piece, ()):
                    last = _follow(steps, pieces, place)
                    if last is not None and _counts(listed, language):
                        yield Found(listed, word.start, words[last].end)
        for spaced in SPACED.finditer(text):
            yield from self._in_letters(spaced, language)

    def _in_letters(self, spaced: re.Match[str], language: str) -> Iterator[Found]:
        letters = [place for place in range(*spaced.span()) if spaced.string[place].isalpha()]
        for first in range(min(WORDS_BEFORE, len(letters) - 2) + 1):
            word = "".join(spaced.string[place] for place in letters[first:])
            for piece in self._pieces.of(word):
                for steps, listed in self._by_first.get(piece, ()):
                    if len(steps) == 1 and _counts(listed, language):
                        yield Found(listed, letters[first], spaced.end())

    def _steps(self, words: str) -> tuple[_Step, ...]:
        steps: list[_Step] = []
        gap = 0
        for part in LISTED_WORD.findall(normal_words(words)):
            if part == GAP:
                gap = WITHIN
                continue
            steps.append(_Step(self._pieces.add(part), gap if steps else 0))
            gap = 0
        return tuple(steps)


def _called(words: str) -> str:
    """ "يا كلب" is as often written in one word."""
    return f"يا{words[3:]}" if words.startswith("يا ") else words


def _follow(steps: tuple[_Step, ...], pieces: Sequence[frozenset[int]], place: int) -> int | None:
    """Where the phrase that begins at this word ends, or None where it does not go on."""
    for step in steps[1:]:
        reach = range(place + 1, min(place + 2 + step.gap, len(pieces)))
        place = next((at for at in reach if step.piece in pieces[at]), -1)
        if place < 0:
            return None
    return place


def _counts(listed: Listed, language: str) -> bool:
    short = " " not in listed.words and len(listed.words.strip("*")) < SHORT
    return not short or listed.language in (None, language)
