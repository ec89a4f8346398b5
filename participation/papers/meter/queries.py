"""Reads of the texts that led to one."""

from __future__ import annotations

from sqlalchemy import func, not_, or_, select, true

from participation.foundation.extensions import db
from participation.papers.authors.models import PaperAuthor
from participation.papers.curation.models import OfferState, PaperOffer
from participation.papers.meter.models import PaperRuns
from participation.papers.meter.rules import Text, word_count
from participation.papers.models import PaperRevision
from participation.papers.translating.models import TranslationState
from participation.papers.translating.queries import translated_texts, translations_of

# What an adult offered and its authors took, or had before them when they wrote it their own way.
BEFORE_THEM = (OfferState.YES, OfferState.EDITED)


def texts_up_to(revision: PaperRevision) -> list[Text]:
    """The texts of this paper from the first to this one, each with whose it is; one query."""
    return texts_of(revision.paper_id, revision.number)


def texts_of(paper_id: str, number: int | None = None) -> list[Text]:
    """The same up to the last, or to that of this number."""
    rows = db.session.execute(
        select(PaperRevision.title, PaperRevision.body, PaperOffer.state, PaperRuns.runs)
        .outerjoin(PaperOffer, PaperOffer.revision_id == PaperRevision.id)
        .outerjoin(PaperRuns, PaperRuns.revision_id == PaperRevision.id)
        .where(
            PaperRevision.paper_id == paper_id,
            true() if number is None else PaperRevision.number <= number,
            PaperRevision.id.not_in(translated_texts(paper_id)),
            or_(PaperOffer.id.is_(None), PaperOffer.state.in_(BEFORE_THEM)),
            or_(PaperRevision.title != "", PaperRevision.body != ""),
        )
        .order_by(PaperRevision.number)
    )
    return [
        Text.of(
            title,
            body,
            is_adults=offer is not None,
            counts=offer != OfferState.EDITED,
            runs=runs or "",
        )
        for title, body, offer, runs in rows
    ]


def runs_of_draft(paper_id: str) -> PaperRuns | None:
    """What is noted of whose the draft's words are, since somebody left it."""
    return db.session.scalars(
        select(PaperRuns).where(PaperRuns.paper_id == paper_id, PaperRuns.revision_id.is_(None))
    ).one_or_none()


def translators_words(revision_id: str) -> dict[str, int]:
    """By language how many words a translator wrote that its authors said yes to; one query."""
    said = translations_of([revision_id], TranslationState.YES)[revision_id]
    return {one.language: word_count(f"{one.title}\n\n{one.body}") for one in said}


def is_shown(paper_id: str) -> bool:
    """Whether each present author lets readers see it."""
    hidden = select(func.count()).where(
        PaperAuthor.paper_id == paper_id,
        PaperAuthor.left_at.is_(None),
        not_(PaperAuthor.shows_meter),
    )
    return db.session.scalar(hidden) == 0


def shows(paper_id: str, person_id: str) -> bool:
    """Whether this author does."""
    found = select(PaperAuthor.shows_meter).where(
        PaperAuthor.paper_id == paper_id,
        PaperAuthor.person_id == person_id,
        PaperAuthor.left_at.is_(None),
    )
    return bool(db.session.scalar(found))
