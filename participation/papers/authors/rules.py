"""Who parts with which lines, and the numbers by which an adult joins two who write; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from participation.papers.authors.pieces import Left, Parts, stays
from participation.papers.writing.merging import BETWEEN, lines_of

# A paper is written by a handful.
MOST_AUTHORS = 5
# A number is the first letters of an id: short enough to be said aloud. Only every eleventh is one,
# so that no digit heard wrong, and no two that changed places, lead to another child.
LETTERS = 6
DIGITS = 9
APART = 11
UNDO_WITHIN = timedelta(days=1)


def number_of(id_: str) -> str:
    """The number that a child tells an adult, in three groups as it is said."""
    digits = f"{int(id_[:LETTERS], 16) * APART:0{DIGITS}d}"
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}"


def beginning_of_id(number: str) -> str | None:
    """How the id of this number begins; None for what is no such number."""
    number = number.replace(" ", "")
    if not number.isascii() or not number.isdigit() or len(number) != DIGITS:
        return None
    found, is_none = divmod(int(number), APART)
    if is_none:
        return None
    letters = f"{found:0{LETTERS}x}"
    return letters if len(letters) == LETTERS else None


def may_undo_joining(places: str, joined_at: datetime, now: datetime) -> bool:
    """Whether the adult may still have taken a wrong number: whoever was joined has no line yet."""
    return not places and now - joined_at < UNDO_WITHIN


def sending(yeses: Mapping[str, int | None], version: int, reader: str) -> str | None:
    """Whether these authors' yeses to sending this version of the draft wait: `mine`, where the
    reader's is there and another's is not; `theirs`, where it is the reader's that is missing.

    A yes is to one version: whoever writes on makes it none.
    """
    said = {who for who, to in yeses.items() if to == version}
    if not said or said == set(yeses):
        return None
    return "mine" if reader in said else "theirs"


@dataclass(frozen=True)
class Parted:
    """Of each line of a text what whoever leaves it takes along, and what stays; None where that is
    nothing."""

    hers: list[Left | None]
    rest: list[Left | None]


def parted(body: str, parts: Sequence[Parts], leaver: str) -> Parted:
    """The text in two: of a line that several began each has her own piece."""
    lines = list(zip(lines_of(body), parts, strict=True))
    return Parted(
        [stays(lambda who: who == leaver, line, of_line) for line, of_line in lines],
        [stays(lambda who: who != leaver, line, of_line) for line, of_line in lines],
    )


def text_of(lines: Sequence[Left | None]) -> str:
    """What is left of these lines, as a text."""
    return BETWEEN.join(line.text for line in lines if line)


def parts_of(lines: Sequence[Left | None]) -> list[Parts]:
    """Whose each of its lines is."""
    return [line.parts for line in lines if line]
