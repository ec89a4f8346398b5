"""The writes of what a paper is about."""

from __future__ import annotations

from sqlalchemy import delete

from participation.foundation.actors import Actor
from participation.foundation.commands import Reference, about, command, record
from participation.foundation.extensions import db
from participation.foundation.policies import require
from participation.foundation.refusals import BadInput
from participation.papers.events import PaperHandled
from participation.papers.permissions import POLICIES
from participation.papers.queries import paper_at_desk
from participation.papers.subjects.models import PaperSubject
from participation.programme.subjects import SUBJECTS


@command()
def set_subject(actor: Actor, paper_id: str, subject: str, on: bool) -> Reference:
    """The paper is about this, as the desk sorts it, or is so no more; twice is harmless. It
    decides nothing, so a paper in a colleague's hand has it too, and its author isn't told.

    Answers `{"paper": id, "subject": …, "on": …}`. Refusals: NotAllowed, NotFound, BadInput for
    what is not on the list.
    """
    require(POLICIES["papers.set_subject"], actor)
    if subject not in SUBJECTS:
        raise BadInput({"subject": str(BadInput.words)})
    paper = paper_at_desk(actor, paper_id, for_update=True)
    if on:
        row = {"paper_id": paper.id, "subject": subject}
        db.session.execute(db.insert(PaperSubject).on_conflict_do_nothing(), row)
    else:
        db.session.execute(
            delete(PaperSubject).where(
                PaperSubject.paper_id == paper.id, PaperSubject.subject == subject
            )
        )
    about("paper", paper.id, None, subject)
    record(PaperHandled(paper.id))
    return {"paper": paper.id, "subject": subject, "on": on}


def forget_subjects(paper_id: str) -> None:
    """Nothing says any more what it was about: no word of it is left. For use inside a command."""
    db.session.execute(delete(PaperSubject).where(PaperSubject.paper_id == paper_id))
