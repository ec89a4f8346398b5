"""Long lists a page at a time, so that none weighs more than a tablet on bad Wi-Fi can carry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

PER_PAGE = 50
# So many digits of a page's number are read; Python reads no number of thousands.
LONGEST_NUMBER = 99

T = TypeVar("T")


@dataclass(frozen=True)
class Paged(Generic[T]):
    """The rows of one page, and how many there are in all; `number` and `last` count from 1."""

    rows: Sequence[T]
    many: int
    number: int
    last: int


def paged(rows: Sequence[T], asked: str | None) -> Paged[T]:
    """The page that was asked for in an address; one that isn't there is the nearest that is."""
    last = max(1, -(-len(rows) // PER_PAGE))
    number = 1
    if asked and asked.isdecimal():
        number = min(max(1, int(asked[:LONGEST_NUMBER])), last)
    start = (number - 1) * PER_PAGE
    return Paged(rows[start : start + PER_PAGE], len(rows), number, last)
