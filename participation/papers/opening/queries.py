"""Which drafts are shared, and which papers do not say who wrote them: asked anew each time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, exists, func, or_, select

from participation.foundation.extensions import db
from participation.papers import rules
from participation.papers.authors.models import PaperAuthor
from participation.papers.authors.queries import authors_of_each
from participation.papers.authors.rules import beginning_of_id
from participation.papers.models import Naming, Paper
from participation.papers.pictures.models import PaperPicture
from participation.papers.queries import has_sent_words
from participation.papers.showing.queries import living_yeses
from participation.people.consent.queries import Shown, shown_of


@dataclass(frozen=True)
class SharedDraft:
    """That there is one, how many write it and when it was kept last; nothing of what it says."""

    id: str
    authors: int
    at: datetime


def shared_drafts(number: str = "") -> list[SharedDraft]:
    """The drafts with words or a picture that at least two children write now, what was kept last
    first; with a number the one that has it, or those of the child who has it. One query."""
    found = _shared()
    if number:
        letters = beginning_of_id(number) or "-"
        hers = exists(
            select(PaperAuthor.id)
            .where(
                PaperAuthor.paper_id == Paper.id,
                PaperAuthor.person_id.startswith(letters),
                PaperAuthor.left_at.is_(None),
            )
            .correlate(Paper)
        )
        found = found.where(or_(Paper.id.startswith(letters), hers))
    return [SharedDraft(*row) for row in db.session.execute(found)]


def is_shared_draft(paper_id: str) -> bool:
    """Whether this is one: with a single author left it is hers alone."""
    return db.session.execute(_shared().where(Paper.id == paper_id)).one_or_none() is not None


def _shared() -> Select[str, int, datetime]:
    kept_at = func.coalesce(Paper.saved_at, Paper.began_at)
    pictured = Paper.id.in_(
        select(PaperPicture.paper_id).where(PaperPicture.taken_out_at.is_(None))
    )
    return (
        select(Paper.id, func.count(PaperAuthor.id), kept_at)
        .join(PaperAuthor, PaperAuthor.paper_id == Paper.id)
        .where(
            PaperAuthor.left_at.is_(None),
            or_(Paper.draft_title != "", Paper.draft_body != "", pictured),
        )
        .group_by(Paper.id)
        .having(func.count(PaperAuthor.id) > 1)
        .order_by(kept_at.desc(), Paper.id)
    )


def hides_who_wrote(paper_id: str) -> bool:
    """Whether this is a paper that others than its authors read, or that is held, and one of its
    authors stands there with another name than her first, or with none."""
    paper = db.session.get(Paper, paper_id)
    if paper is None or not _is_met(paper):
        return False
    named: dict[str, set[str]] = defaultdict(set)
    revision_id = paper.current_revision_id or ""
    for yes in living_yeses([revision_id])[revision_id]:
        named[yes.person_id].add(yes.named)
    shown = shown_of(writers(paper_id))
    return any(not _says_who(each, named[person_id]) for person_id, each in shown.items())


def writers(paper_id: str) -> Sequence[str]:
    """Its present authors, and whoever left it while it is held."""
    return authors_of_each([paper_id], or_left_held=True).get(paper_id, [])


def _is_met(paper: Paper) -> bool:
    """Whether the safety team reads what was sent of it."""
    return has_sent_words(paper) and (paper.held_at is not None or rules.at_desk(paper.visibility))


def _says_who(shown: Shown, named: set[str]) -> bool:
    by_first_name = shown.name is not None and shown.name == shown.first_name.words
    return by_first_name and named <= {Naming.FIRST_NAME}
