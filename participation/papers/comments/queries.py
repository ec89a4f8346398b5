"""Reads of comments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, not_, or_, select

from participation.foundation.extensions import db
from participation.papers.comments.models import PaperComment, PaperCommentDone
from participation.papers.models import Paper, PaperRevision


@dataclass(frozen=True)
class Commented:
    """A comment with the sentence that it is about; `is_earlier` where other words count by now."""

    id: str
    paper_id: str
    sentence: str
    place: tuple[int, int]
    text: str
    language: str
    written_by: str
    written_at: datetime
    is_earlier: bool
    is_taken_back: bool
    done_by: str | None
    done_at: datetime | None


def comments_on(paper_ids: Sequence[str], *, with_taken_back: bool = False) -> list[Commented]:
    """What was said about sentences of these papers, in the order of their words, the newest text
    first; since its authors brought it back, where they took it back before. One query."""
    if not paper_ids:
        return []
    sentence = func.substr(
        PaperRevision.body, PaperComment.start + 1, PaperComment.end - PaperComment.start
    )
    found = (
        select(
            PaperComment,
            PaperRevision.paper_id,
            sentence,
            _is_about_what_counts(),
            PaperCommentDone,
        )
        .outerjoin(PaperCommentDone, _is_done())
        .join(PaperRevision, PaperRevision.id == PaperComment.revision_id)
        .join(Paper, Paper.id == PaperRevision.paper_id)
        .where(
            Paper.id.in_(sorted(set(paper_ids))),
            PaperComment.text != "",
            or_(Paper.brought_back_at.is_(None), PaperComment.written_at >= Paper.brought_back_at),
        )
        .order_by(
            PaperRevision.number.desc(),
            PaperComment.start,
            PaperComment.written_at,
            PaperComment.id,
        )
    )
    if not with_taken_back:
        found = found.where(PaperComment.taken_back_at.is_(None))
    return [
        Commented(
            id=one.id,
            paper_id=paper_id,
            sentence=words,
            place=(one.start, one.end),
            text=one.text,
            language=one.language,
            written_by=one.written_by,
            written_at=one.written_at,
            is_earlier=not counts,
            is_taken_back=one.taken_back_at is not None,
            done_by=done.done_by if done else None,
            done_at=done.done_at if done else None,
        )
        for one, paper_id, words, counts, done in db.session.execute(found)
    ]


def present_comments(
    paper_ids: Sequence[str], *, open_only: bool = False
) -> Sequence[tuple[str, str]]:
    """(paper, comment) of each comment on the words that count now; `open_only`: that nobody has
    marked as done. One query."""
    if not paper_ids:
        return []
    found = (
        select(Paper.id, PaperComment.id)
        .join(PaperComment, PaperComment.revision_id == Paper.current_revision_id)
        .where(
            Paper.id.in_(sorted(set(paper_ids))),
            PaperComment.taken_back_at.is_(None),
            PaperComment.text != "",
        )
    )
    if open_only:
        found = found.where(not_(exists(select(PaperCommentDone.id).where(_is_done()))))
    return [(paper_id, comment_id) for paper_id, comment_id in db.session.execute(found)]


def comment_of(paper_id: str, comment_id: str) -> PaperComment | None:
    """This comment, where it is one on this paper; locked for this transaction."""
    return db.session.scalars(
        select(PaperComment)
        .join(PaperRevision, PaperRevision.id == PaperComment.revision_id)
        .where(PaperComment.id == comment_id, PaperRevision.paper_id == paper_id)
        .with_for_update(of=PaperComment)
    ).one_or_none()


def done_mark(comment_id: str) -> PaperCommentDone | None:
    """That this comment is done, or None while it is open."""
    return db.session.scalars(
        select(PaperCommentDone).where(
            PaperCommentDone.comment_id == comment_id, PaperCommentDone.opened_at.is_(None)
        )
    ).one_or_none()


def _is_done() -> ColumnElement[bool]:
    """Which row says that a comment is done: a condition on both."""
    return and_(
        PaperCommentDone.comment_id == PaperComment.id, PaperCommentDone.opened_at.is_(None)
    )


def _is_about_what_counts() -> ColumnElement[bool]:
    return func.coalesce(PaperComment.revision_id == Paper.current_revision_id, False)
