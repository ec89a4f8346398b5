"""What the safety team is shown of a draft that several write, and of who wrote a paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.paging import Paged, paged
from participation.foundation.refusals import NotFound
from participation.papers.authors.queries import authors_of
from participation.papers.authors.rules import number_of
from participation.papers.models import Paper
from participation.papers.opening import queries
from participation.papers.pictures.payloads import drawn_in
from participation.papers.pictures.queries import drafted_pictures, pixels
from participation.papers.reading import as_read, as_written
from participation.people.roster.payloads import one_person_at_the_desk


def shared_drafts(number: str, page: str | None) -> Paged[dict[str, Any]]:
    """A page of the drafts that several write: the number of each, how many write it, and when it
    was kept last."""
    found = paged(queries.shared_drafts(number), page)
    rows = [
        {"id": one.id, "number": number_of(one.id), "authors": one.authors, "at": one.at}
        for one in found.rows
    ]
    return Paged(rows, found.many, found.number, found.last)


def shared_draft(actor: Actor, paper_id: str) -> dict[str, Any]:
    """The draft as it stands now, and who writes it. Refusal: NotFound where a single author is
    left."""
    paper = db.session.get_one(Paper, paper_id, populate_existing=True)
    if not queries.is_shared_draft(paper_id):
        raise NotFound
    return {
        "number": number_of(paper.id),
        "title": as_written(paper.draft_title, paper.draft_language),
        "paragraphs": as_read(paper.draft_body, paper.draft_language),
        "lang": paper.draft_language,
        "at": paper.saved_at or paper.began_at,
        "pictures": _pictures(paper),
        "people": _people(actor, authors_of(paper.id)),
    }


def draft_pixels(paper_id: str, picture_id: str) -> bytes:
    """A picture that stands in the draft now. Refusal: NotFound, also where a single author is
    left."""
    if not queries.is_shared_draft(paper_id):
        raise NotFound
    for one in drafted_pictures([paper_id])[paper_id]:
        if one.id == picture_id and not one.is_out:
            return pixels(one.pixels_id, small=False)
    raise NotFound


def _pictures(paper: Paper) -> list[dict[str, Any]]:
    """What stands in it; what was taken out stands in it no more."""
    drawn = drawn_in({paper.id: paper.draft_language})[paper.id]
    return [one for one in drawn if not one["is_out"]]


def who_wrote(actor: Actor, paper_id: str) -> dict[str, Any]:
    """The people who wrote it; not a word of it. Refusal: NotFound where it was taken back."""
    if not queries.hides_who_wrote(paper_id):
        raise NotFound
    people = _people(actor, queries.writers(paper_id))
    return {"number": number_of(paper_id), "people": people}


def _people(actor: Actor, person_ids: Sequence[str]) -> list[dict[str, Any]]:
    """With the first name: the name that each is shown by may be a pair of words."""
    return [one_person_at_the_desk(actor, person_id) for person_id in person_ids]
