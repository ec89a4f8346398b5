"""Whose the words are in a line that was made of lines of several; pure, and soon done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import groupby
from unicodedata import normalize

from participation.papers.authors.lines import ALIKE, MARK, PART, WORD, Line, same, where_from
from participation.papers.authors.pieces import Parts, between, cut, whole

# Pairs of words that are the same in both texts, or that are compared; of a text with more each
# line is one's alone.
MOST_PAIRS = 1_000_000


@dataclass(frozen=True)
class Word:
    """A word as it is compared, and where it stands in its line."""

    letters: str
    begin: int
    end: int


@dataclass(frozen=True)
class Row:
    """The words of several lines, one after the other, and in which line each is."""

    words: list[str]
    lines: list[int]

    @classmethod
    def of(cls, lines: Sequence[Sequence[Word]], which: Sequence[int]) -> Row:
        each = [(word.letters, at) for at in which for word in lines[at]]
        return cls([word for word, _ in each], [at for _, at in each])

    def letters(self, begin: int, words: int) -> int:
        return sum(map(len, self.words[begin : begin + words]))


@dataclass(frozen=True)
class Lost:
    """A piece that stood there, of which no word is found again, and whose it was."""

    line: Line
    whose: str


def parts_after(
    before: Sequence[str], parts: Sequence[Parts], after: Sequence[str], writer: str
) -> list[Parts]:
    """Whose each piece of each line is, once this writer has made the text of the one before.

    A line is of whoever began it, as by `writers_after`. Where words stand in it that were in a
    line of another's, they stay that one's, if most of that line is still there: whoever joins two
    lines, or cuts what was joined, takes nobody's words.
    """
    first = same(before, after)
    last = same(before[first:][::-1], after[first:][::-1])
    stood = list(zip(before, parts, strict=True))[first : len(before) - last]
    pieces = [piece for line, of_line in stood for piece in cut(line, of_line)]
    came = after[first : len(after) - last]
    middle = _Made([text for text, _ in pieces], [who for _, who in pieces], came, writer).parts()
    return [*parts[:first], *middle, *parts[len(before) - last :]]


class _Made:
    """Lines that came for pieces of lines that stood there."""

    def __init__(
        self, stood: Sequence[str], whose: Sequence[str], came: Sequence[str], writer: str
    ) -> None:
        self.stood, self.whose, self.came = stood, whose, came
        self.where = where_from(stood, came)
        self.began = [writer if was is None else whose[was] for was in self.where]
        self.old, self.new = [_words(text) for text in stood], [_words(text) for text in came]
        same_as = {
            at: was
            for at, was in enumerate(self.where)
            if was is not None and _said(self.old[was]) == _said(self.new[at])
        }
        self.changed = [at for at in range(len(came)) if at not in same_as]
        self.gone = sorted(set(range(len(stood))) - set(same_as.values()))
        self.rests: dict[tuple[str, ...], str] = {}

    def parts(self) -> list[Parts]:
        found = [whole(who) for who in self.began]
        if (
            len({self.whose[was] for was in self.gone} | {self.began[at] for at in self.changed})
            < 2
        ):
            return found
        self._unglue()
        stood_in = self._stood_in()
        kept: dict[int, int] = defaultdict(int)
        for at, words in stood_in.items():
            for place, was in words.items():
                kept[was] += len(self.new[at][place].letters)
        stay = {was for was in kept if kept[was] >= ALIKE * len(_said(self.old[was]))}
        lost = [
            Lost(Line.of(self.stood[was]), self.whose[was]) for was in self.gone if not kept[was]
        ]
        if sum(len(one.line.words) for one in lost) * len(self.changed) > MOST_PAIRS:
            lost = []
        for at in self.changed:
            owners: list[str | None] = [None] * len(self.new[at])
            for place, was in stood_in[at].items():
                if was in stay or self.whose[was] == self.began[at]:
                    owners[place] = self.whose[was]
            if owners:
                found[at] = self._parts_of(at, owners, lost)
        return found

    def _unglue(self) -> None:
        """A word that is the last of one line and the first of another is both."""
        known = {word.letters for was in self.gone for word in self.old[was]}
        ends = {self.old[was][-1].letters for was in self.gone if self.old[was]}
        begins = {self.old[was][0].letters for was in self.gone if self.old[was]}
        for at in self.changed:
            self.new[at] = [
                part
                for word in self.new[at]
                for part in (
                    _apart(self.came[at], word, ends, begins)
                    if word.letters not in known
                    else [word]
                )
            ]

    def _stood_in(self) -> dict[int, dict[int, int]]:
        """For each line that came, and each of its words, in which piece that word stood before:
        the longest stretches first, and every word that stood there once."""
        here, there = Row.of(self.new, self.changed), Row.of(self.old, self.gone)
        began_at = {at: here.lines.index(at) for at in set(here.lines)}
        found: dict[int, dict[int, int]] = defaultdict(dict)
        free_here, free_there = [True] * len(here.words), [True] * len(there.words)

        def entry(begin: int, was: int, words: int) -> tuple[int, int, int, int, int, int]:
            at, piece = here.lines[begin], there.lines[was]
            is_others = self.whose[piece] != self.began[at]
            rank = 0 if self.where[at] == piece else 1 + is_others
            return -here.letters(begin, words), rank, abs(begin - was), begin, was, words

        stretches = [entry(*each) for each in _stretches(here, there)]
        stretches = [each for each in stretches if -each[0] >= PART]
        heapify(stretches)
        while stretches:
            *_, begin, was, words = heappop(stretches)
            is_free = [free_here[begin + n] and free_there[was + n] for n in range(words)]
            if all(is_free):
                for n in range(words):
                    free_here[begin + n] = free_there[was + n] = False
                    at = here.lines[begin + n]
                    found[at][begin + n - began_at[at]] = there.lines[was + n]
                continue
            for free, places in groupby(range(words), is_free.__getitem__):
                run = list(places)
                if free and here.letters(begin + run[0], len(run)) >= PART:
                    heappush(stretches, entry(begin + run[0], was + run[0], len(run)))
        for (piece, free), each in groupby(
            range(len(there.words)), lambda was: (there.lines[was], free_there[was])
        ):
            if free:
                rest = tuple(there.words[was] for was in each)
                self.rests.setdefault(rest, self.whose[piece])
        return found

    def _parts_of(self, at: int, owners: list[str | None], lost: Sequence[Lost]) -> Parts:
        """The line, cut between words of several. Words not found yet are of the one of
        whose line they are the rest, or whose line they are like; else of whoever began this one,
        or the words before them."""
        words, line = self.new[at], self.came[at]
        has_words = self.began[at] in owners
        filled: list[str] = []
        for is_known, places in groupby(range(len(words)), lambda place: owners[place] is not None):
            run = list(places)
            if is_known:
                filled += [str(owners[place]) for place in run]
                continue
            text = Line.of(line[words[run[0]].begin : words[run[-1]].end])
            like = max(lost, key=lambda piece: piece.line.likeness(text), default=None)
            after = owners[run[-1] + 1] if run[-1] + 1 < len(words) else None
            rest = self.rests.get(tuple(words[place].letters for place in run))
            if rest is not None:
                owner = rest
            elif like is not None and like.line.likeness(text) >= ALIKE:
                owner = like.whose
            elif not has_words and (self.where[at] is not None or len(text.letters) >= PART):
                owner = self.began[at]
            else:
                owner = filled[-1] if filled else after or self.began[at]
            filled += [owner] * len(run)
        return between(
            line, [(word.begin, word.end, who) for word, who in zip(words, filled, strict=True)]
        )


def _words(text: str) -> list[Word]:
    """The words of the line, as `Line` has them, and where they stand."""
    letters, places = "", []
    for place, letter in enumerate(text):
        plain = MARK.sub("", normalize("NFKD", letter.casefold()))
        letters += plain
        places += [place] * len(plain)
    return [
        Word(word.group(), places[word.start()], places[word.end() - 1] + 1)
        for word in WORD.finditer(letters)
    ]


def _said(words: Sequence[Word]) -> str:
    return "".join(word.letters for word in words)


def _apart(line: str, word: Word, ends: set[str], begins: set[str]) -> list[Word]:
    for place in range(word.begin + 1, word.end):
        one, other = (
            _said(_words(part)) for part in (line[word.begin : place], line[place : word.end])
        )
        if one in ends and other in begins:
            return [Word(one, word.begin, place), Word(other, place, word.end)]
    return [word]


def _stretches(here: Row, there: Row) -> Iterator[tuple[int, int, int]]:
    """Where so many words of the one are words of the other, within one line of each, and no more
    beside them are."""
    places: dict[str, list[int]] = defaultdict(list)
    for was, word in enumerate(there.words):
        places[word].append(was)
    if sum(len(places.get(word, ())) for word in here.words) > MOST_PAIRS:
        return
    running: dict[int, int] = {}
    for at, word in enumerate([*here.words, ""]):
        is_first = at in (0, len(here.words)) or here.lines[at] != here.lines[at - 1]
        going: dict[int, int] = {}
        for was in places.get(word, ()):
            goes_on = not is_first and was > 0 and there.lines[was] == there.lines[was - 1]
            going[was] = 1 + (running.pop(was - 1, 0) if goes_on else 0)
        for was, words in running.items():
            yield at - words, was - words + 1, words
        running = going
