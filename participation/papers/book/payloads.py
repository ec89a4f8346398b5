"""What the book shows of a paper: an allow-list, the same for the pages and the files.

Each paper stands in the language it was written in; a translation would come in at `_text`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from participation.foundation.languages import UserText, shown_text, user_text
from participation.papers import rules
from participation.papers.book import queries
from participation.papers.book.refusals import NotInTheBook
from participation.papers.leaves import language_of
from participation.papers.models import PaperRevision, Visibility
from participation.papers.showing.queries import names_on_level

Json = dict[str, Any]
# So much of a paper stands in the list, for whoever looks for something to read.
OPENING = 220


def book(level: Visibility, lang: str) -> list[Json]:
    """All that whoever is on this level may read, whole: what is in her language first."""
    found = sorted(queries.papers_on(level), key=lambda one: one.language != lang)
    names = names_on_level([one.paper_id for one in found], level)
    return [{**_text(one), "id": one.paper_id, "by": names.get(one.paper_id)} for one in found]


def book_list(level: Visibility, lang: str) -> list[Json]:
    """The same as a list: of each its title, its opening words and its names."""
    return [
        {
            "id": paper["id"],
            "title": paper["title"],
            "by": paper["by"],
            "lang": paper["lang"],
            "opening": _opening(paper["paragraphs"]),
        }
        for paper in book(level, lang)
    ]


def book_paper(paper_id: str, level: Visibility) -> Json:
    """One paper of the book. Refusal: NotInTheBook."""
    found = queries.paper_on(paper_id, level)
    if found is None:
        raise NotInTheBook
    names = names_on_level([paper_id], level)
    return {**_text(found), "id": paper_id, "by": names.get(paper_id)}


def _text(revision: PaperRevision) -> Json:
    """The words as their authors wrote them, each paragraph in the direction of its letters."""
    title = rules.heading(revision.title, revision.body)
    return {
        "title": _as_written(title, revision.language),
        "lang": revision.language,
        "paragraphs": [
            _as_written(each, revision.language) for each in rules.paragraphs(revision.body)
        ],
    }


def _as_written(words: str, language: str) -> UserText:
    return user_text(words, language_of(words, language))


def _opening(paragraphs: Sequence[UserText]) -> UserText | None:
    if not paragraphs:
        return None
    first = paragraphs[0]
    return shown_text(" ".join(first["text"].split()), first["lang"], OPENING)
