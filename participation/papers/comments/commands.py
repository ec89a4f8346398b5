"""The writes of comments."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import Reference, about, command, record
from participation.foundation.extensions import db
from participation.foundation.policies import require
from participation.foundation.refusals import BadInput, ChangedMeanwhile, NotFound, NotNow
from participation.papers.comments import queries
from participation.papers.comments.models import KIND, PaperComment, PaperCommentDone
from participation.papers.comments.rules import OPEN, Place, is_sentence
from participation.papers.events import PaperCommented, PaperHandled
from participation.papers.models import Paper
from participation.papers.permissions import POLICIES
from participation.papers.queries import latest_revision, paper_at_desk
from participation.safeguarding.marks.commands import forget_marks, mark_text


@command()
def comment_on_sentence(
    actor: Actor, paper_id: str, revision_id: str, place: Place, text: str
) -> Reference:
    """The comment stands beside that sentence: its authors read it, the whole desk and the safety
    team. It moves the paper nowhere and asks for nothing, so it may be said whoever has the paper
    in hand.

    `revision_id` is what the adult read, so that a comment never meets other words, and `place`
    where the sentence stands in it. Answers `{"paper": id, "comment": id}`. Refusals: NotAllowed,
    NotFound, NotNow once it is decided, ChangedMeanwhile where other words count by now, BadInput
    without words or for what is no sentence.
    """
    require(POLICIES["papers.comment_page"], actor)
    paper = paper_at_desk(actor, paper_id, for_update=True)
    if paper.state not in OPEN:
        raise NotNow(state=paper.state)
    sent = latest_revision(paper.id)
    if sent is None or sent.id != revision_id:
        raise ChangedMeanwhile(state=paper.state)
    if not text.strip() or not is_sentence(sent.body, place) or actor.person_id is None:
        raise BadInput
    comment = PaperComment(
        revision_id=sent.id,
        start=place[0],
        end=place[1],
        text=text,
        language=sent.language,
        written_by=actor.person_id,
        written_at=clock.now(),
    )
    db.session.add(comment)
    db.session.flush()
    mark_text(KIND, comment.id, text, sent.language)
    about("paper", paper.id)
    record(PaperCommented(paper.id, paper.author_id))
    return {"paper": paper.id, "comment": comment.id}


@command()
def take_comment_back(actor: Actor, paper_id: str, comment_id: str) -> Reference:
    """Its authors read the comment no more; the desk and the safety team still read what was said.
    By whoever wrote it, or a colleague who would not say it so. Twice is harmless.

    Refusals: NotAllowed, NotFound.
    """
    require(POLICIES["papers.comment_page"], actor)
    paper = paper_at_desk(actor, paper_id, for_update=True)
    comment = queries.comment_of(paper.id, comment_id)
    if comment is None:
        raise NotFound
    if comment.taken_back_at is None:
        comment.taken_back_by, comment.taken_back_at = actor.person_id, clock.now()
        about("paper", paper.id)
        record(PaperCommented(paper.id, paper.author_id))
    return {"paper": paper.id, "comment": comment.id}


@command()
def mark_comment_done(actor: Actor, paper_id: str, comment_id: str) -> Reference:
    """The desk sees that the comment needs nothing more, and who says so; its authors read it as
    before. Twice is harmless.

    Refusals: NotAllowed, NotFound, NotNow for one that was taken back.
    """
    paper, comment = _comment_at_desk(actor, paper_id, comment_id)
    if comment.taken_back_at is not None or actor.person_id is None:
        raise NotNow(state=paper.state)
    if queries.done_mark(comment.id) is None:
        done = PaperCommentDone(comment_id=comment.id, done_by=actor.person_id, done_at=clock.now())
        db.session.add(done)
        about("paper", paper.id)
        record(PaperHandled(paper.id))
    return {"paper": paper.id, "comment": comment.id}


@command()
def open_comment_again(actor: Actor, paper_id: str, comment_id: str) -> Reference:
    """The comment is open again at the desk, by whoever of it; that it was done stays kept. Twice
    is harmless. Refusals: NotAllowed, NotFound."""
    paper, comment = _comment_at_desk(actor, paper_id, comment_id)
    done = queries.done_mark(comment.id)
    if done is not None:
        done.opened_by, done.opened_at = actor.person_id, clock.now()
        about("paper", paper.id)
        record(PaperHandled(paper.id))
    return {"paper": paper.id, "comment": comment.id}


def _comment_at_desk(actor: Actor, paper_id: str, comment_id: str) -> tuple[Paper, PaperComment]:
    require(POLICIES["papers.comment_done_page"], actor)
    paper = paper_at_desk(actor, paper_id, for_update=True)
    comment = queries.comment_of(paper.id, comment_id)
    if comment is None:
        raise NotFound
    return paper, comment


def erase_comments(revision_ids: Sequence[str]) -> None:
    """No word and no mark is left of what was said about these texts. For use inside a command."""
    gone = db.session.scalars(
        select(PaperComment.id).where(PaperComment.revision_id.in_(revision_ids))
    ).all()
    for comment_id in gone:
        forget_marks(KIND, comment_id)
    db.session.execute(
        update(PaperComment)
        .where(PaperComment.id.in_(gone))
        .values(text="")
        .execution_options(synchronize_session=False)
    )
