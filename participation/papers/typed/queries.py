"""Reads of what adults type for children, through authority: each adult sees her own, for a
while."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.policies import facilitator
from participation.foundation.refusals import NotFound
from participation.papers.authors.queries import every_author, is_by
from participation.papers.models import Paper, PaperState
from participation.papers.queries import paper_for
from participation.people.consent.queries import is_taking_part

# What a list needs of a text: its heading is made of the opening words where it has no title.
OPENING = 400


@dataclass(frozen=True)
class TypedNow:
    """A paper in the list of the adult who types it."""

    id: str
    title: str
    opening: str
    language: str
    version: int
    updated_at: datetime


def typed_paper(actor: Actor, paper_id: str, *, for_update: bool = False) -> Paper:
    """A paper that this adult types for a child: until the child says that these are her own words,
    takes it back or takes part no more, and while the adult is a facilitator. Refusal: NotFound,
    for everybody else's too."""
    paper = db.session.get(Paper, paper_id, with_for_update=for_update or None)
    if paper is None or not facilitator(actor, None):
        raise NotFound
    is_open = select(Paper.id).where(Paper.id == paper_id, _is_open_to(actor.person_id))
    if db.session.scalar(is_open) is None:
        raise NotFound
    return paper


def draft_for(actor: Actor, paper_id: str, *, for_update: bool = False) -> Paper:
    """A draft for whoever writes in it: one of its authors, or the adult who types it. Refusal:
    NotFound, for everybody else."""
    if actor.has("delegate"):
        return paper_for(actor, paper_id, for_update=for_update)
    return typed_paper(actor, paper_id, for_update=for_update)


def typed_now(person_id: str) -> list[TypedNow]:
    """What this adult types for children now, the newest change first; one query."""
    rows = db.session.execute(
        select(
            Paper.id,
            Paper.draft_title,
            func.substr(Paper.draft_body, 1, OPENING),
            Paper.draft_language,
            Paper.draft_version,
            func.coalesce(Paper.saved_at, Paper.moved_at).label("updated_at"),
        )
        .where(_is_open_to(person_id))
        .order_by(func.coalesce(Paper.saved_at, Paper.moved_at).desc(), Paper.id)
    )
    return [TypedNow(*row) for row in rows]


def untouched_for(adult_id: str, child_id: str) -> Paper | None:
    """What this adult began for the child and nobody has written a word in."""
    return db.session.scalars(
        select(Paper)
        .where(_is_open_to(adult_id), Paper.author_id == child_id, Paper.draft_version == 0)
        .limit(1)
    ).one_or_none()


def open_for_child(person_id: str) -> Sequence[Paper]:
    """The papers of this child in which an adult writes now, locked for this transaction."""
    return db.session.scalars(
        select(Paper)
        .where(is_by(person_id), Paper.typed_by.is_not(None), Paper.typed_until.is_(None))
        .order_by(Paper.id)
        .with_for_update(of=Paper)
    ).all()


def typed_papers(paper_ids: Sequence[str]) -> Sequence[Paper]:
    """Those of these papers that an adult typed; one query."""
    found = select(Paper).where(Paper.id.in_(paper_ids), Paper.typed_by.is_not(None))
    return db.session.scalars(found).all() if paper_ids else []


def _is_open_to(adult_id: str | None) -> ColumnElement[bool]:
    """Whether this adult writes in it now: a condition on Paper."""
    return and_(
        Paper.typed_by == adult_id,
        Paper.typed_until.is_(None),
        Paper.state == PaperState.DRAFT,
        Paper.held_at.is_(None),
        every_author(is_taking_part()),
    )
