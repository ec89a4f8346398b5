"""How a paper's text is built: paragraphs, and headings above them; pure.

What stands between empty lines is a paragraph. A line that begins with "# " is a heading: a sign
that a child can type, that stays in place whoever joins two texts, and that no reader is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MARK = "# "
# A heading is a line; what is longer is a paragraph that begins with a sign.
LONGEST = 120
_HEADING = rf"#[ \t]+\S(?:[^\n]{{0,{LONGEST - 2}}}\S)?(?=[ \t\r]*(?:\n|\Z))"
_BEGINNING = re.compile(r"#[ \t]+")
# From one word to the last before an empty line or a heading. A piece begins where a line does.
_PIECE = re.compile(rf"{_HEADING}|\S(?:(?!\n\s*\n)(?!\n[ \t]*{_HEADING})[\s\S])*(?<=\S)")

Place = tuple[int, int]


@dataclass(frozen=True)
class Paragraph:
    """What is read at once: its words, and what stands above them, if anything does."""

    text: str
    heading: str = ""


def piece_places(body: str) -> list[Place]:
    """Where in the text each heading and each paragraph begins and ends."""
    return [found.span() for found in _PIECE.finditer(body)]


def pieces(body: str) -> list[str]:
    """The headings and paragraphs of the text as they were typed, one after the other."""
    return [body[start:end] for start, end in piece_places(body)]


def is_heading(piece: str) -> bool:
    """Whether this piece of a text, whole, is a heading."""
    return re.fullmatch(_HEADING, piece) is not None


def words_place(body: str, place: Place) -> Place:
    """Where the words of this piece stand: of a heading without its sign."""
    start, end = place
    if not is_heading(body[start:end]):
        return place
    sign = _BEGINNING.match(body, start)
    return (sign.end() if sign else start, end)


def words_of(piece: str) -> str:
    """The piece as it is read: of a heading without its sign."""
    start, end = words_place(piece, (0, len(piece)))
    return piece[start:end]


def as_heading(words: str) -> str:
    """These words as a heading of a text, on one line."""
    return MARK + " ".join(words.split())


def paragraphs(body: str) -> list[Paragraph]:
    """The text as it is read: each paragraph with the heading above it. A heading above nothing is
    a paragraph itself."""
    return list(_paragraphs(pieces(body)))


def _paragraphs(parts: list[str]) -> Iterator[Paragraph]:
    heading = ""
    for part in parts:
        if is_heading(part):
            if heading:
                yield Paragraph(heading)
            heading = words_of(part)
        else:
            yield Paragraph(part, heading)
            heading = ""
    if heading:
        yield Paragraph(heading)
