"""Reads of the book: asked anew each time, so that what was taken back is gone at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.papers.models import Paper, PaperRevision, Visibility
from participation.papers.showing.queries import level_of, readable_on


@dataclass(frozen=True)
class Reader:
    """Whoever opens the book: on which level, in which language, and whose own papers they are."""

    level: Visibility
    lang: str
    person_id: str | None = None

    @classmethod
    def of(cls, actor: Actor) -> Reader:
        return cls(level_of(actor), actor.locale, actor.person_id)

    @classmethod
    def anybody(cls, lang: str) -> Reader:
        return cls(Visibility.PUBLIC, lang)


def papers_for(reader: Reader) -> Sequence[PaperRevision]:
    """What this reader may read now: in her language first, and what was written last."""
    is_hers = case((PaperRevision.language == reader.lang, 0), else_=1)
    return db.session.scalars(
        readable_on(reader.level, reader.person_id).order_by(
            is_hers, PaperRevision.written_at.desc(), PaperRevision.id
        )
    ).all()


def paper_for(reader: Reader, paper_id: str) -> PaperRevision | None:
    """The text of this paper that she may read now, or None."""
    found = readable_on(reader.level, reader.person_id).where(Paper.id == paper_id)
    return db.session.scalars(found).one_or_none()
