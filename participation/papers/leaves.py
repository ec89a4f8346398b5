"""How a paper is cut into what a wall shows at once; pure.

A leaf is a paragraph, or as many whole sentences of it as can be read from the last row: a long
paragraph has several leaves, and no letter becomes smaller for it. A picture is a leaf of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from participation.foundation.languages import LANGUAGES
from participation.papers.paragraphs import Paragraph

# What surely fits beside the title at the smallest letters of a wall (look.md: 1/25 of its height),
# also on an old 4:3 projector and in Arabic, whose lines are high.
LINE = 44
LINES = 7
WALL = LINE * LINES
# Where a text can be parted, the best place first: lines, sentences, clauses, words, letters.
SEAMS = (
    r"\n+",
    r"(?<=[.!?؟…])[”»\"')\]]*\s+",
    r"(?<=[,،;؛:—–])\s+",
    r"\s+",
    rf"(?<=\S{{{LINE}}})(?=\S)",
)
# So many seams are always parted at; what they leave, only where it does not fit.
SENTENCES = 2
ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")


@dataclass(frozen=True)
class Leaf:
    """What a wall shows at once: of which paragraph (the first is 1), which part of how many; or of
    no paragraph (0) which picture (the first is 1)."""

    paragraph: int
    part: int
    parts: int
    text: str
    heading: str = ""
    picture: int = 0


def leaves(paragraphs: Sequence[Paragraph], pictures: int = 0) -> list[Leaf]:
    """These paragraphs, leaf after leaf, each under the heading that it has, and so many pictures
    after them."""
    words = [
        Leaf(number, part, len(parts), text, paragraph.heading)
        for number, paragraph in enumerate(paragraphs, 1)
        for parts in [parted(paragraph.text, _room_under(paragraph.heading))]
        for part, text in enumerate(parts, 1)
    ]
    return words + [Leaf(0, 1, 1, "", picture=picture) for picture in range(1, pictures + 1)]


def _room_under(heading: str) -> int:
    return WALL - (_lines(heading) if heading else 0)


def parted(paragraph: str, room: int = WALL) -> list[str]:
    """The paragraph in as few parts as it takes where so many letters have room, and these as even
    as its sentences allow."""
    pieces = list(_pieces(paragraph, 0, len(paragraph), room))
    fewest = len(_filled(paragraph, pieces, room))
    rooms = range(1, room + 1)
    even = bisect_left(rooms, -fewest, key=lambda room: -len(_filled(paragraph, pieces, room)))
    return _filled(paragraph, pieces, rooms[even])


def _filled(text: str, pieces: Sequence[tuple[int, int]], room: int) -> list[str]:
    """The pieces together in parts of such a size; one that takes more is a part by itself."""
    parts: list[str] = []
    begin = end = 0
    for start, stop in pieces:
        if end > begin and _size(text[begin:stop]) > room:
            parts.append(text[begin:end].strip())
            begin = start
        end = stop
    return [*parts, text[begin:end].strip()]


def _pieces(
    text: str, start: int, stop: int, room: int, seam: int = 0
) -> Iterator[tuple[int, int]]:
    """What is not parted: sentences, and of a sentence that fills more than the room what fits."""
    if seam == len(SEAMS) or (seam >= SENTENCES and _size(text[start:stop]) <= room):
        yield start, stop
        return
    cuts = [found.end() for found in re.finditer(SEAMS[seam], text[start:stop])]
    places = [start, *(start + cut for cut in cuts), stop]
    for one, other in pairwise(places):
        if one < other:
            yield from _pieces(text, one, other, room, seam + 1)


def _size(text: str) -> int:
    """How much of a wall it takes, in letters: a line that ends takes its whole width."""
    *ended, last = text.strip().split("\n")
    return len(last.strip()) + sum(map(_lines, ended))


def _lines(line: str) -> int:
    """How much a line takes that nothing else stands on."""
    return max(1, -(-len(line.strip()) // LINE)) * LINE


def language_of(paragraph: str, language: str) -> str:
    """The language in which this paragraph of a paper in `language` is written, as far as its
    letters tell: an Arabic one in an English paper is read from the right."""
    arabic, latin = len(ARABIC.findall(paragraph)), len(LATIN.findall(paragraph))
    if arabic == latin or (arabic > latin) == (language == "ar"):
        return language
    return "ar" if arabic > latin else next(lang for lang in LANGUAGES if lang != "ar")
