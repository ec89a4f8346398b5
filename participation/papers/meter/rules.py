"""Whose each word of a text is, from the texts that led to it; pure.

product.md, "Working papers": adults help without taking a paper over. A word is whose who wrote it
first and kept its place; what an adult offered stays the adult's after the child's yes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, groupby, pairwise

from participation.papers.authors.pieces import Left
from participation.papers.curation.differences import Piece, side_by_side
from participation.papers.writing.merging import BETWEEN, lines_of

# What stands between spaces with a letter or digit in it; whose it is says the first of these.
WORD = re.compile(r"\S*?([^\W_])\S*")
OWN, ADULTS = b"c", b"a"


@dataclass(frozen=True)
class Text:
    """One of the texts in their order. `is_adults`: an adult offered it. `counts`: it stood for the
    paper; one that does not was only before the child's eyes when she wrote the next. `runs`: whose
    its words are, where that is known of itself (`Known.runs`)."""

    words: str
    is_adults: bool = False
    counts: bool = True
    runs: str = ""

    @classmethod
    def of(
        cls, title: str, body: str, *, is_adults: bool = False, counts: bool = True, runs: str = ""
    ) -> Text:
        """As a paper's words are counted."""
        return cls(title + BETWEEN + body, is_adults, counts, runs)


@dataclass(frozen=True)
class Shares:
    """How many words of the newest text that counts are its authors', and how many adults'."""

    own: int
    adults: int


@dataclass(frozen=True)
class Known:
    """A text, and letter by letter whose it is."""

    text: str
    whose: bytes

    @classmethod
    def by_runs(cls, text: str, runs: str) -> Known:
        """The text whose words are as in these runs."""
        each = cycle((OWN, ADULTS))
        kinds = [kind for run in runs.split() for kind in [next(each)] for _ in range(int(run))]
        begins = [word.start() for word in WORD.finditer(text)]
        whose = OWN * (begins[0] if begins else len(text))
        for (begin, end), kind in zip(pairwise([*begins, len(text)]), kinds, strict=False):
            whose += kind * (end - begin)
        return cls(text, whose + OWN * (len(text) - len(whose)))

    def runs(self) -> str:
        """How many words in turn are its authors' and how many adults', and no word."""
        found = [(kind, sum(1 for _ in each)) for kind, each in groupby(self._kinds())]
        counts = [words for _, words in found]
        return " ".join(map(str, [0, *counts] if found and found[0][0] == ADULTS else counts))

    def shares(self) -> Shares:
        kinds = self._kinds()
        own = kinds.count(OWN)
        return Shares(own, len(kinds) - own)

    def left(self, body: str, lines: Sequence[Left | None], *, has_title: bool) -> Known:
        """What is left of it, a title and this body, where this is left of each of its lines."""
        at = len(self.text) - len(body)
        title = at - len(BETWEEN) if has_title else 0
        text, whose = self.text[:title] + BETWEEN, self.whose[:title] + OWN * len(BETWEEN)
        for line, left in zip(lines_of(body), lines, strict=True):
            begin = self.text.index(line, at)
            at = begin + len(line)
            if left:
                text += left.text + BETWEEN
                for one, other in left.spans:
                    whose += self.whose[begin + one : begin + other]
                whose += OWN * len(BETWEEN)
        return Known(text, whose)

    def _kinds(self) -> list[bytes]:
        """Whose each word is."""
        return [self.whose[word.start(1) : word.end(1)] for word in WORD.finditer(self.text)]


def shares(texts: Sequence[Text]) -> Shares:
    """Of the last text that counts."""
    return known_by(texts).shares()


def known_by(texts: Sequence[Text]) -> Known:
    """The last text that counts, as those before it led to it."""
    counted = before = Known("", b"")
    for text in texts:
        before = Known.by_runs(text.words, text.runs) if text.runs else written_on(before, text)
        if text.counts:
            counted = before
    return counted


def word_count(text: str) -> int:
    """How many words a text has, counted as they are for its shares."""
    return sum(1 for _ in WORD.finditer(text))


def written_on(before: Known, text: Text) -> Known:
    """The text, and whose it is: as before where it is as before."""
    old, new = side_by_side(before.text, text.words)
    kept, at, whose = _kept(old, before.whose), 0, bytearray()
    for piece in new:
        length = len(piece.text)
        if piece.is_changed:
            whose += (ADULTS if text.is_adults else OWN) * length
        else:
            whose += kept[at : at + length]
            at += length
    return Known(text.words, bytes(whose))


def _kept(pieces: Sequence[Piece], letters: bytes) -> bytes:
    """Whose the letters are that both texts have, one after the other."""
    found, at = bytearray(), 0
    for piece in pieces:
        if not piece.is_changed:
            found += letters[at : at + len(piece.text)]
        at += len(piece.text)
    return bytes(found)
