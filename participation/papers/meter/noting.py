"""Notes of whose a draft's words are once somebody has left it. For use inside a command that has
the paper locked."""

from __future__ import annotations

from sqlalchemy import delete

from participation.foundation.extensions import db
from participation.papers.meter.models import PaperRuns
from participation.papers.meter.queries import runs_of_draft, texts_of
from participation.papers.meter.rules import Known, Text, known_by, written_on
from participation.papers.models import Paper


def words_now(paper: Paper) -> Known:
    """The words of the draft, and whose each of them is."""
    return known_by([*texts_of(paper.id), _draft_of(paper)])


def note_runs(paper: Paper, words: Known) -> None:
    """These are the words of the draft, and whose they are: known also when the texts that led to
    them are gone. Nothing is noted where none is an adult's, nor is any word."""
    db.session.execute(
        delete(PaperRuns).where(PaperRuns.paper_id == paper.id, PaperRuns.revision_id.is_(None))
    )
    if words.shares().adults:
        db.session.add(PaperRuns(paper_id=paper.id, runs=words.runs()))
        db.session.flush()


def words_go_on(paper: Paper, title: str, body: str) -> None:
    """This text stands for the draft from now on: what is new in it is its authors'. For use before
    it does."""
    if runs_of_draft(paper.id) is not None:
        text = Text.of(title, body)
        note_runs(paper, written_on(known_by([_draft_of(paper)]), text))


def send_runs(paper_id: str, revision_id: str) -> None:
    """What is noted of the draft's words is of this revision, which was made of it."""
    noted = runs_of_draft(paper_id)
    if noted is not None:
        noted.revision_id = revision_id
        db.session.flush()


def forget_runs(paper_id: str) -> None:
    """Nothing is kept of whose its words were."""
    db.session.execute(delete(PaperRuns).where(PaperRuns.paper_id == paper_id))


def _draft_of(paper: Paper) -> Text:
    noted = runs_of_draft(paper.id)
    return Text.of(paper.draft_title, paper.draft_body, runs=noted.runs if noted else "")
