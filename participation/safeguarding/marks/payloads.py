"""Marks as clearing adults see them, on the text as it is shown. Nobody else is sent any."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from participation.foundation.languages import direction
from participation.foundation.taming import Tamed
from participation.safeguarding.marks.rules import Mark


def shown_marks(text: str, marks: Iterable[Mark]) -> list[dict[str, Any]]:
    """For each mark its stretch of the shown text, counted as browsers count: in UTF-16 units."""
    marks = list(marks)
    if not marks:
        return []
    tamed = Tamed(text)
    shown = [(mark.mark, tamed.browser_place(mark.start, mark.end)) for mark in marks]
    return [
        {"mark": mark, "start": start, "end": end} for mark, (start, end) in shown if end > start
    ]


def marked_parts(text: str, lang: str, marks: Sequence[Mark], offset: int = 0) -> dict[str, Any]:
    """The shown text cut at its marks: `parts` of `text` with the `marks` that lie on each. The
    text begins at `offset` of the one that was marked."""
    tamed = Tamed(text)
    places = []
    for mark in marks:
        first, last = max(0, mark.start - offset), min(len(text), mark.end - offset)
        if first < last:
            places.append((mark.mark, *tamed.place(first, last)))
    cuts = sorted({0, len(tamed.text)}.union(*({start, end} for _, start, end in places)))
    return {
        "lang": lang,
        "dir": direction(lang),
        "parts": [
            {
                "text": tamed.text[begin:finish],
                "marks": [mark for mark, start, end in places if start <= begin and finish <= end],
            }
            for begin, finish in pairwise(cuts)
        ],
    }
