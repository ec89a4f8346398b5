"""Reads of the book: asked anew each time, so that what was taken back is gone at once."""

from __future__ import annotations

from collections.abc import Sequence

from participation.foundation.extensions import db
from participation.papers.models import Paper, PaperRevision, Visibility
from participation.papers.showing.queries import readable_on


def papers_on(level: Visibility) -> Sequence[PaperRevision]:
    """What whoever is on this level may read now, what was written last first."""
    return db.session.scalars(
        readable_on(level).order_by(PaperRevision.written_at.desc(), PaperRevision.id)
    ).all()


def paper_on(paper_id: str, level: Visibility) -> PaperRevision | None:
    """The text of this paper that whoever is on this level may read now, or None."""
    return db.session.scalars(readable_on(level).where(Paper.id == paper_id)).one_or_none()
