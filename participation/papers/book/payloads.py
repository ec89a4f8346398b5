"""What the book shows of a paper: an allow-list, the same for the pages and the files.

Each paper stands in the reader's language, where its authors said yes to a translation, with their
own words beside it; else in the language it was written in.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

from participation.foundation.languages import UserText, shown_text
from participation.foundation.paging import Paged, paged
from participation.foundation.versions import desk_version
from participation.papers import rules
from participation.papers.book import queries
from participation.papers.book.queries import Reader
from participation.papers.book.refusals import NotInTheBook
from participation.papers.meter.payloads import shown_meter
from participation.papers.models import PaperRevision
from participation.papers.pictures.models import PictureKind
from participation.papers.pictures.payloads import pictures_of_each
from participation.papers.pictures.queries import small_pixels
from participation.papers.reading import as_read, as_written
from participation.papers.showing.queries import names_on_level
from participation.papers.translating.payloads import spoken_in

Json = dict[str, Any]
# So much of a paper stands in the list, for whoever looks for something to read.
OPENING = 220


def book_topic() -> Json:
    """Topic `book`: which edition it is. An open page that has another one looks whether what it
    shows may still be read; what moved, and for whom, is not in it."""
    return {"edition": desk_version("book")}


def book(reader: Reader) -> list[Json]:
    """All that this reader may read, whole: for a file, with its pictures in it."""
    papers = _named(queries.papers_for(reader), reader)
    pictures = [picture for paper in papers for picture in paper["pictures"]]
    pixels = small_pixels([picture["id"] for picture in pictures])
    for picture in pictures:
        picture["data"] = base64.b64encode(pixels[picture["id"]]).decode()
    return papers


def book_list(reader: Reader, page: str | None) -> Paged[Json]:
    """A page of its list: of each paper its title, its opening words and its names."""
    found: Paged[PaperRevision] = paged(queries.papers_for(reader), page)
    rows = [
        {
            "id": paper["id"],
            "title": paper["title"],
            "by": paper["by"],
            "lang": paper["lang"],
            "opening": _opening(paper["paragraphs"]),
        }
        for paper in _named(found.rows, reader)
    ]
    return Paged(rows, found.many, found.number, found.last)


def book_paper(reader: Reader, paper_id: str) -> Json:
    """One paper of the book. Refusal: NotInTheBook."""
    found = queries.paper_for(reader, paper_id)
    if found is None:
        raise NotInTheBook
    return {**_named([found], reader)[0], "meter": shown_meter(found)}


def _named(found: Sequence[PaperRevision], reader: Reader) -> list[Json]:
    names = names_on_level([one.paper_id for one in found], reader.level)
    said = spoken_in([one.id for one in found], reader.lang)
    pictures = pictures_of_each({one.id: one.language for one in found}, PictureKind.PICTURE)
    return [
        {
            **_in_language(_text(one), said.get(one.id)),
            "id": one.paper_id,
            "by": names.get(one.paper_id),
            "pictures": pictures[one.id],
        }
        for one in found
    ]


def _in_language(own: Json, said: Json | None) -> Json:
    """What the reader is shown; `own` is what its authors wrote, where that is something else."""
    return {**own, **said, "own": own} if said else {**own, "own": None}


def _text(revision: PaperRevision) -> Json:
    """The words as their authors wrote them, each paragraph in the direction of its letters."""
    title = rules.heading(revision.title, revision.body)
    return {
        "title": as_written(title, revision.language),
        "lang": revision.language,
        "paragraphs": as_read(revision.body, revision.language),
    }


def _opening(paragraphs: Sequence[Json]) -> UserText | None:
    if not paragraphs:
        return None
    first = paragraphs[0]
    return shown_text(" ".join(first["text"].split()), first["lang"], OPENING)
