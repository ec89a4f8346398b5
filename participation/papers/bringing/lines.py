"""What of a file is read: its lines of words, in reading order; pure."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from participation.papers.bringing.packages import TooMuch
from participation.papers.paragraphs import as_heading, is_heading
from participation.papers.rules import LONGEST

BULLET = "• "
# With those that are empty.
MOST_LINES = 50_000
BETWEEN_CELLS = " | "
# Signs that nobody sees go, as what is hidden may stand in them. These join letters or set the
# direction of words, and Arabic, Persian and emoji need them; the last ones are signs of Arabic
# that are seen, such as the end of a verse.
KEPT = "\u200c\u200d\u200e\u200f\u061c" + "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u08e2"


@dataclass(frozen=True)
class Line:
    """A paragraph, a point of a list, or a row of a table."""

    text: str
    kind: str = "paragraph"  # or title, heading, item, row


@dataclass
class Lines:
    """The lines found so far. Raises TooMuch where they are more than fits a paper."""

    found: list[Line] = field(default_factory=list)
    length: int = 0
    many: int = 0
    stayed: set[str] = field(default_factory=set)  # what there is to see besides (stayed.py)

    def add(self, text: str, kind: str) -> None:
        self.many += 1
        if self.many > MOST_LINES:
            raise TooMuch
        words = visible(text)
        if not words:
            return
        self.length += len(words)
        if self.length > LONGEST:
            raise TooMuch
        self.found.append(Line(words, kind))


def as_row(cells: list[str]) -> str:
    """A row of a table as one line; a cell without words takes no place."""
    words = (" ".join(visible(cell).split()) for cell in cells)
    return BETWEEN_CELLS.join(cell for cell in words if cell)


def as_note(words: list[str], notes: list[str]) -> str:
    """The sign of a note where it was called. The note stands among `notes` with the same sign; one
    without words has none."""
    text = "\n".join(part for part in words if part)
    if not text:
        return ""
    sign = f"[{len(notes) + 1}]"
    notes.append(f"{sign} {text}")
    return sign


def visible(text: str) -> str:
    """The words without signs that nobody sees, and without blanks at the ends of lines."""
    seen = "".join(sign for sign in text if not _is_unseen(sign))
    return "\n".join(" ".join(line.split()) for line in seen.split("\n")).strip()


def _is_unseen(sign: str) -> bool:
    if sign in KEPT or sign in "\n\t":
        return False
    return unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cs")


def title_and_body(lines: list[Line]) -> tuple[str, str]:
    """The title of the file, if it has one, and all its other words.

    A heading that doesn't stand first is the title too, and stays where it stands."""
    at = _place_of_title(lines)
    if at is None:
        return "", _joined(lines)
    title = " ".join(lines[at].text.split())
    is_apart = at == 0 or lines[at].kind == "title"
    return title, _joined(lines[:at] + lines[at + 1 :] if is_apart else lines)


def _place_of_title(lines: list[Line]) -> int | None:
    for kind in ("title", "heading"):
        for at, line in enumerate(lines):
            if line.kind == kind:
                return at
    return None


def _joined(lines: list[Line]) -> str:
    """Paragraphs apart, headings as headings; the points of a list and the rows of a table close
    together."""
    body, before = "", ""
    for line in lines:
        words = _written(line)
        is_close = line.kind == before and line.kind in ("item", "row")
        body += ("" if not body else "\n" if is_close else "\n\n") + words
        before = line.kind
    return body


def _written(line: Line) -> str:
    if line.kind == "item":
        return BULLET + line.text
    heading = as_heading(line.text)
    # What is too long for a heading stays the paragraph that it reads like.
    return heading if line.kind == "heading" and is_heading(heading) else line.text
