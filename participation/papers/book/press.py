"""A large book is printed in parts, each in a child of its own, and then bound.

    the contents without numbers: how many pages do they take?
    → each part, from the page on where the one before ended
    → the contents again, with the page of each paper
    → all of them as one PDF

The words are all there before it begins; page numbers come to them as style.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from typing import Any

Json = dict[str, Any]

PART = "participation.papers.book.printing:part"
BOUND = "participation.papers.book.binding:bound"
# A part has at most so many papers, and so many letters or one paper. Both are far from what a
# child process may take, also where all children write long.
PAPERS, LETTERS = 100, 150_000


def in_portions(papers: Sequence[Json]) -> list[list[Json]]:
    """The papers in their order, in portions that can be printed at once."""
    portions: list[list[Json]] = []
    room = 0
    for paper in papers:
        letters = sum(len(paragraph["text"]) for paragraph in paper["paragraphs"])
        if not portions or letters > room or len(portions[-1]) == PAPERS:
            portions.append([])
            room = LETTERS
        portions[-1].append(paper)
        room -= letters
    return portions


def in_parts(sheets: Sequence[str], child: Callable[[str, str], bytes]) -> bytes:
    """The contents and then the parts as one PDF; `child` runs a function on a text."""
    contents, *parts = sheets
    _, pages = _printed(child, contents)
    printed: list[bytes] = []
    at: dict[str, int] = {}
    for part in parts:
        pdf, more = _printed(child, _styled(part, _begins_on(len(pages) + 1)))
        for page, names in enumerate(more, start=len(pages) + 1):
            for name in names:
                at.setdefault(name, page)  # a paper has its name on each of its pages
        pages += more
        printed.append(pdf)
    first, _ = _printed(child, _styled(contents, _stand_on(at)))
    return child(BOUND, "\n".join(base64.b64encode(each).decode() for each in (first, *printed)))


def _printed(child: Callable[[str, str], bytes], sheet: str) -> tuple[bytes, list[list[str]]]:
    """The PDF, and of each of its pages the places on it that have a name."""
    told, _, pdf = child(PART, sheet).partition(b"\n")
    return pdf, json.loads(told)


def _styled(sheet: str, style: str) -> str:
    return sheet.replace("</head>", f"<style>{style}</style></head>", 1)


def _begins_on(page: int) -> str:
    return f"@page :first {{ counter-reset: page {page} }}"


def _stand_on(at: dict[str, int]) -> str:
    """The contents' numbers, by the names of what they lead to."""
    return "\n".join(f"#{name} .page {{ counter-reset: at {page} }}" for name, page in at.items())
