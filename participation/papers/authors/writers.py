"""Whose each line of a draft is, as its authors' rows keep it."""

from __future__ import annotations

from collections.abc import Sequence

from participation.papers.authors.joining import parts_after
from participation.papers.authors.models import PaperAuthor
from participation.papers.authors.pieces import Parts, begins_in, parts_of, writers_in
from participation.papers.authors.queries import rows_of
from participation.papers.models import Paper
from participation.papers.parting.noting import note_version
from participation.papers.parting.queries import newest_writers
from participation.papers.writing.merging import lines_of


def whose_now(paper: Paper, rows: Sequence[PaperAuthor]) -> list[Parts]:
    """Whose each line of the draft is, and each piece of one that several began."""
    noted = newest_writers(paper.id)
    begins = begins_in(len(lines_of(paper.draft_body)), noted.seams if noted else "")
    writers = [paper.author_id] * sum(map(len, begins))
    for row in rows:
        for place in row.places.split():
            if int(place) < len(writers):
                writers[int(place)] = row.person_id
    return parts_of(begins, writers)


def note_lines(paper: Paper, body: str, writer: str) -> None:
    """Whose each line is where several write, once this text of the writer's stands for the draft.
    For use before it does."""
    rows = rows_of(paper.id)
    if len(rows) > 1:
        before, after = lines_of(paper.draft_body), lines_of(body)
        parts = parts_after(before, whose_now(paper, rows), after, writer)
        note_writers(rows, parts)
        note_version(paper, paper.draft_version + 1, parts)


def wish_to_send(paper: Paper, person_id: str) -> bool:
    """This author wants to send the draft as it stands. Whether each of its authors does."""
    rows = rows_of(paper.id)
    for row in rows:
        if row.person_id == person_id:
            row.sends_version = paper.draft_version
    return all(row.sends_version == paper.draft_version for row in rows)


def forget_wishes(paper: Paper) -> None:
    """Nobody's yes to sending is there any more: it was sent."""
    for row in rows_of(paper.id):
        row.sends_version = None


def note_writers(rows: Sequence[PaperAuthor], parts: Sequence[Parts]) -> None:
    """From now on these lines, and pieces of lines, are theirs."""
    writers = writers_in(parts)
    for row in rows:
        row.places = " ".join(str(at) for at, who in enumerate(writers) if who == row.person_id)
