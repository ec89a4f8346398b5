"""Whose each word of a text is, from the texts that led to it; pure.

product.md, "Working papers": adults help without taking a paper over. A word is whose who wrote it
first and kept its place; what an adult offered stays the adult's after the child's yes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from participation.papers.curation.differences import Piece, side_by_side

# What stands between spaces with a letter or digit in it; whose it is says the first of these.
WORD = re.compile(r"\S*?([^\W_])\S*")
OWN, ADULTS = b"c", b"a"


@dataclass(frozen=True)
class Text:
    """One of the texts in their order. `is_adults`: an adult offered it. `counts`: it stood for the
    paper; one that does not was only before the child's eyes when she wrote the next."""

    words: str
    is_adults: bool = False
    counts: bool = True


@dataclass(frozen=True)
class Shares:
    """How many words of the newest text that counts are its authors', and how many adults'."""

    own: int
    adults: int


def shares(texts: Sequence[Text]) -> Shares:
    """Of the last text that counts."""
    counted: tuple[str, bytes] = ("", b"")
    before = counted
    for text in texts:
        before = _written_on(before, text)
        if text.counts:
            counted = before
    own = adults = 0
    for word in WORD.finditer(counted[0]):
        is_own = counted[1][word.start(1) : word.end(1)] == OWN
        own, adults = own + is_own, adults + (not is_own)
    return Shares(own, adults)


def word_count(text: str) -> int:
    """How many words a text has, counted as they are for its shares."""
    return sum(1 for _ in WORD.finditer(text))


def _written_on(before: tuple[str, bytes], text: Text) -> tuple[str, bytes]:
    """The text, and letter by letter whose it is: as before where it is as before."""
    old, new = side_by_side(before[0], text.words)
    kept, at, whose = _kept(old, before[1]), 0, bytearray()
    for piece in new:
        length = len(piece.text)
        if piece.is_changed:
            whose += (ADULTS if text.is_adults else OWN) * length
        else:
            whose += kept[at : at + length]
            at += length
    return text.words, bytes(whose)


def _kept(pieces: Sequence[Piece], letters: bytes) -> bytes:
    """Whose the letters are that both texts have, one after the other."""
    found, at = bytearray(), 0
    for piece in pieces:
        if not piece.is_changed:
            found += letters[at : at + len(piece.text)]
        at += len(piece.text)
    return bytes(found)
