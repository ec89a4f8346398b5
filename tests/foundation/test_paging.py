"""Long lists come a page at a time."""

from __future__ import annotations

import pytest

from participation.foundation.paging import PER_PAGE, paged

ROWS = range(2 * PER_PAGE + 1)


@pytest.mark.parametrize(
    ("asked", "number"),
    [(None, 1), ("", 1), ("2", 2), ("٣", 3), ("0", 1), ("9" * 5_000, 3), ("-1", 1), ("two", 1)],
)
def test_the_nearest_page_to_the_one_asked_for_is_shown(asked: str | None, number: int) -> None:
    assert (paged(ROWS, asked).number, paged(ROWS, asked).last) == (number, 3)


def test_every_row_is_on_one_page() -> None:
    assert [row for page in "123" for row in paged(ROWS, page).rows] == list(ROWS)
    assert paged(ROWS, "3").many == len(ROWS)


def test_an_empty_list_is_one_empty_page() -> None:
    empty = paged(tuple[str, ...](), "7")
    assert (list(empty.rows), empty.many, empty.number, empty.last) == ([], 0, 1, 1)
