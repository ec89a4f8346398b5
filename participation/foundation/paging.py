"""Long lists a page at a time, so that none weighs more than a tablet on bad Wi-Fi can carry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
    return paged_by(lambda start: rows[start : start + PER_PAGE], len(rows), asked)


def paged_by(
    rows_from: Callable[[int], Sequence[T]],
    many: int,
    asked: str | None,
    per_page: int = PER_PAGE,
) -> Paged[T]:
    """The same of a list that is read a page at a time: `rows_from` answers with the page that
    begins there."""
    last = max(1, -(-many // per_page))
    number = 1
    if asked and asked.isdecimal():
        number = min(max(1, int(asked[:LONGEST_NUMBER])), last)
    return Paged(rows_from((number - 1) * per_page), many, number, last)
