"""Who types what now, as the events ask it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from participation.foundation.extensions import db
from participation.papers.models import Paper


def who_types(paper_id: str) -> Sequence[str]:
    """The adult who writes in this paper now, if one does."""
    found = select(Paper.typed_by).where(
        Paper.id == paper_id, Paper.typed_by.is_not(None), Paper.typed_until.is_(None)
    )
    return [adult for adult in db.session.scalars(found) if adult is not None]


def types_with(person_id: str) -> Sequence[str]:
    """The adults who write now in papers that this child began."""
    found = select(Paper.typed_by).where(
        Paper.author_id == person_id, Paper.typed_by.is_not(None), Paper.typed_until.is_(None)
    )
    return [adult for adult in db.session.scalars(found.distinct()) if adult is not None]
