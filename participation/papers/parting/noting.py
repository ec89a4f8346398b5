"""Notes of whose each line is and of who leaves. For use inside a command that has the paper
locked."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, update

from participation.foundation import clock
from participation.foundation.extensions import db
from participation.papers.authors.pieces import Parts, seams_in, writers_in
from participation.papers.models import Paper
from participation.papers.parting.models import PaperParting, PaperWriters
from participation.papers.parting.queries import newest_writers, print_key
from participation.papers.parting.rules import prints_of
from participation.papers.rules import Draft


def note_version(paper: Paper, version: int, parts: Sequence[Parts]) -> None:
    """Who began each line of the draft from this version on; the title is of whoever began it."""
    writers = writers_in(parts)
    authors = list(dict.fromkeys([paper.author_id, *writers]))
    lines = "".join(str(authors.index(who)) for who in writers)
    noted = (" ".join(authors), lines, seams_in(parts))
    before = newest_writers(paper.id)
    if before is not None and (before.authors, before.lines, before.seams) == noted:
        return
    if before is None or before.version != version:
        before = PaperWriters(paper_id=paper.id, version=version)
        db.session.add(before)
    before.authors, before.lines, before.seams = noted
    db.session.flush()


def note_parting(paper: Paper, person_id: str, theirs: Draft) -> PaperParting:
    """This author has left it with these words, from the present version of the draft on."""
    parting = PaperParting(
        paper_id=paper.id,
        person_id=person_id,
        version=paper.draft_version,
        prints=prints_of(print_key(paper.id), theirs),
        parted_at=clock.now(),
    )
    db.session.add(parting)
    db.session.flush()
    return parting


def forget_whose(paper_id: str) -> None:
    """Nothing is kept any more of whose each line was, and of the words of whoever left."""
    db.session.execute(delete(PaperWriters).where(PaperWriters.paper_id == paper_id))
    db.session.execute(
        update(PaperParting).where(PaperParting.paper_id == paper_id).values(prints="")
    )
