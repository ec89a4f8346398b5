"""Reads of what papers are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select

from participation.foundation.extensions import db
from participation.papers.subjects.models import PaperSubject
from participation.programme.subjects import SUBJECTS


def subjects_of(paper_ids: Sequence[str]) -> dict[str, list[str]]:
    """What each of these papers is about, in the order of the list; those of which nobody has said
    it yet are not in it. One query."""
    if not paper_ids:
        return {}
    said: dict[str, set[str]] = defaultdict(set)
    rows = db.session.execute(
        select(PaperSubject.paper_id, PaperSubject.subject).where(
            PaperSubject.paper_id.in_(sorted(set(paper_ids)))
        )
    )
    for paper_id, subject in rows:
        said[paper_id].add(subject)
    return {paper_id: [each for each in SUBJECTS if each in of] for paper_id, of in said.items()}
