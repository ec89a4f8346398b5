"""Reads of papers, through authority: a draft exists for its author alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    ScalarSelect,
    Select,
    and_,
    exists,
    func,
    not_,
    or_,
    select,
)

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.inventory import BATCH, OF_A_PAPER, YES_TO_A_PAPER
from participation.foundation.languages import Words
from participation.foundation.refusals import NotFound
from participation.papers import rules
from participation.papers.models import Paper, PaperRevision, PaperState, PaperYes, Visibility
from participation.people.consent.queries import is_showing_words, is_taking_part, takes_part
from participation.people.models import Person
from participation.people.queries import shown_names
from participation.programme.models import ConferenceSession, Organisation


@dataclass(frozen=True)
class StageText:
    """What the room may read of a paper: exactly the revision its author said yes to."""

    revision_id: str
    paper_id: str
    title: str
    paragraphs: list[str]
    language: str
    author: Words | None


@dataclass(frozen=True)
class SentPaper:
    """A paper at the facilitators' desk: its newest sent revision, never the draft."""

    id: str
    state: str
    session_id: str | None
    title: str
    body: str
    language: str
    number: int
    sent_at: datetime
    author_id: str
    organisation: Words | None
    country: str | None
    revision_id: str


@dataclass(frozen=True)
class OwnPaper:
    """A paper in its author's list."""

    id: str
    state: str
    title: str
    language: str
    session: tuple[str, Words] | None
    updated_at: datetime
    asks: str | None


def paper_for(actor: Actor, paper_id: str, *, for_update: bool = False) -> Paper:
    """One's own paper, with its working text. Refusal: NotFound, for everybody else's too."""
    paper = db.session.get(Paper, paper_id, with_for_update=for_update or None)
    if paper is None or actor.person_id is None or paper.author_id != actor.person_id:
        raise NotFound
    return paper


def paper_at_desk(actor: Actor, paper_id: str, *, for_update: bool = False) -> Paper:
    """A paper that was sent to the facilitators and not taken back. Refusal: NotFound."""
    paper = db.session.get(Paper, paper_id, with_for_update=for_update or None)
    reads = actor.is_facilitator or actor.has("safeguarding") or actor.kind == "system"
    if paper is None or not reads or not rules.at_desk(paper.visibility):
        raise NotFound
    if not takes_part(paper.author_id):
        raise NotFound  # she took her yes back: nothing of hers is on a list
    return paper


def untouched_paper(person_id: str) -> Paper | None:
    """A paper this person began and has not written a word in yet."""
    return db.session.scalars(
        select(Paper)
        .where(
            Paper.author_id == person_id,
            Paper.state == PaperState.DRAFT,
            Paper.draft_version == 0,
        )
        .limit(1)
    ).one_or_none()


def has_papers(person_id: str) -> bool:
    return (
        db.session.scalar(select(Paper.id).where(Paper.author_id == person_id).limit(1)) is not None
    )


def papers_of(person_id: str) -> list[OwnPaper]:
    """A person's papers, the newest change first; one query."""
    is_empty = and_(Paper.draft_version > 0, Paper.draft_title == "", Paper.draft_body == "")
    erased = and_(Paper.state == PaperState.WITHDRAWN, is_empty)
    rows = db.session.execute(_own().where(Paper.author_id == person_id, not_(erased)))
    found = [_own_paper(row) for row in rows]
    return sorted(found, key=lambda paper: (paper.updated_at, paper.id), reverse=True)


def own_paper(actor: Actor, paper_id: str) -> OwnPaper:
    """One's own paper as it stands in one's list. Refusal: NotFound."""
    paper_for(actor, paper_id)
    return _own_paper(db.session.execute(_own().where(Paper.id == paper_id)).one())


def _own() -> Select[*tuple[Any, ...]]:
    return select(
        Paper.id,
        Paper.state,
        Paper.draft_title,
        func.substr(Paper.draft_body, 1, 400).label("opening"),
        Paper.draft_language,
        Paper.moved_at,
        Paper.saved_at,
        ConferenceSession.slug,
        ConferenceSession.title,
        _yes_that_holds().label("said_at"),
        _has_run_out().label("has_run_out"),
    ).outerjoin(ConferenceSession, ConferenceSession.id == Paper.session_id)


def _yes_that_holds() -> ScalarSelect[datetime]:
    """When the author said the yes on which the paper is shown."""
    return (
        select(func.max(PaperYes.said_at))
        .where(PaperYes.revision_id == Paper.confirmed_revision_id, PaperYes.ended_at.is_(None))
        .correlate(Paper)
        .scalar_subquery()
    )


def _has_run_out() -> ColumnElement[bool]:
    """Whether there was a yes to what was sent last, and there is none any more: whoever takes a
    paper back sends it anew before it can be chosen again."""
    latest = (
        select(func.max(PaperRevision.number))
        .where(PaperRevision.paper_id == Paper.id)
        .correlate(Paper)
        .scalar_subquery()
    )
    return exists(
        select(PaperYes.id)
        .join(PaperRevision, PaperRevision.id == PaperYes.revision_id)
        .where(
            PaperRevision.paper_id == Paper.id,
            PaperRevision.number == latest,
            PaperYes.ended_at.is_not(None),
        )
        .correlate(Paper)
    )


def _own_paper(row: Row[Any]) -> OwnPaper:
    return OwnPaper(
        id=row.id,
        state=row.state,
        title=rules.heading(row.draft_title, row.opening),
        language=row.draft_language,
        session=(row.slug, row.title) if row.slug else None,
        updated_at=max(row.moved_at, row.saved_at or row.moved_at),
        asks=rules.asks(
            row.state,
            yes_ends_at=row.said_at + YES_TO_A_PAPER.span() if row.said_at else None,
            has_run_out=row.has_run_out,
            now=clock.now(),
        ),
    )


def latest_revision(paper_id: str) -> PaperRevision | None:
    """What was sent last."""
    return db.session.scalars(
        select(PaperRevision)
        .where(PaperRevision.paper_id == paper_id)
        .order_by(PaperRevision.number.desc())
        .limit(1)
    ).one_or_none()


def papers_with_old_yes(moment: datetime) -> Sequence[Paper]:
    """Papers shown on a yes that was said before this moment, locked for this transaction."""
    return db.session.scalars(
        select(Paper)
        .join(PaperYes, PaperYes.revision_id == Paper.confirmed_revision_id)
        .where(
            Paper.state == PaperState.CONFIRMED,
            PaperYes.person_id == Paper.author_id,
            PaperYes.visibility == Visibility.ROOM,
            PaperYes.ended_at.is_(None),
            PaperYes.said_at < moment,
        )
        .order_by(Paper.id)
        .with_for_update(of=Paper)
    ).all()


def authors_who_stay() -> Select[str]:
    """Those who will be asked about a paper, or are: nobody else could say yes to it again."""
    return select(Paper.author_id).where(_is_asked_about())


def papers_to_erase() -> Sequence[Paper]:
    """Papers with words that nobody will be asked about any more, so many as one transaction
    takes, locked for it."""
    sent = select(PaperRevision.paper_id).where(
        or_(PaperRevision.title != "", PaperRevision.body != "")
    )
    return db.session.scalars(
        select(Paper)
        .where(
            or_(Paper.draft_title != "", Paper.draft_body != "", Paper.id.in_(sent)),
            not_(_is_asked_about()),
        )
        .order_by(Paper.id)
        .limit(BATCH)
        .with_for_update(of=Paper)
    ).all()


def revisions_of(paper_id: str) -> Sequence[str]:
    """The ids of all that was ever sent of this paper."""
    return db.session.scalars(
        select(PaperRevision.id).where(PaperRevision.paper_id == paper_id)
    ).all()


def _is_asked_about() -> ColumnElement[bool]:
    """Shown on a yes that holds, or on one that ran out a short while ago: a condition on Paper."""
    ran_out = (
        select(PaperRevision.paper_id)
        .join(PaperYes, PaperYes.revision_id == PaperRevision.id)
        .where(PaperYes.ended_at > clock.now() - OF_A_PAPER.span())
    )
    return or_(
        Paper.state == PaperState.CONFIRMED,
        and_(Paper.state == PaperState.SELECTED, Paper.id.in_(ran_out)),
    )


def sent_papers() -> list[SentPaper]:
    """Every paper at the desk, the one that waits longest first; one query."""
    return [SentPaper(*row) for row in db.session.execute(_sent())]


def sent_paper(actor: Actor, paper_id: str) -> SentPaper:
    """One paper at the desk. Refusal: NotFound."""
    paper_at_desk(actor, paper_id)
    row = db.session.execute(_sent().where(Paper.id == paper_id)).one_or_none()
    if row is None:
        raise NotFound
    return SentPaper(*row)


def _sent() -> Select[*tuple[Any, ...]]:
    newest = (
        select(PaperRevision.paper_id, func.max(PaperRevision.number).label("number"))
        .group_by(PaperRevision.paper_id)
        .subquery()
    )
    return (
        select(
            Paper.id,
            Paper.state,
            Paper.session_id,
            PaperRevision.title,
            PaperRevision.body,
            PaperRevision.language,
            PaperRevision.number,
            PaperRevision.written_at,
            Paper.author_id,
            Organisation.name,
            Organisation.country,
            PaperRevision.id,
        )
        .join(newest, newest.c.paper_id == Paper.id)
        .join(
            PaperRevision,
            and_(PaperRevision.paper_id == Paper.id, PaperRevision.number == newest.c.number),
        )
        .join(Person, Person.id == Paper.author_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(_is_at_desk())
        .order_by(PaperRevision.written_at, Paper.id)
    )


def _is_at_desk() -> ColumnElement[bool]:
    """What was sent, while its author takes part (a condition on Paper and its author)."""
    sent = Paper.visibility.in_((Visibility.FACILITATORS, Visibility.ROOM))
    return and_(sent, is_taking_part())


def states_at_desk() -> list[tuple[str, str]]:
    """(id, state) of every paper at the desk, in the desk's order; no text."""
    rows = db.session.execute(
        select(Paper.id, Paper.state)
        .join(Person, Person.id == Paper.author_id)
        .where(_is_at_desk())
        .order_by(Paper.moved_at, Paper.id)
    )
    return [(row.id, row.state) for row in rows]


def confirmed_revision(paper_id: str) -> PaperRevision | None:
    """The revision that its author's living yes lets the room see, or None."""
    return db.session.scalars(_with_yes().where(Paper.id == paper_id)).one_or_none()


def confirmed_for_session(session_id: str) -> Sequence[PaperRevision]:
    """The revisions that may go on stage in this session."""
    return db.session.scalars(
        _with_yes().where(Paper.session_id == session_id).order_by(Paper.moved_at, Paper.id)
    ).all()


def stage_text(revision_id: str) -> StageText | None:
    """A revision as the room reads it, only while its author's yes lives."""
    revision = db.session.scalars(_with_yes().where(PaperRevision.id == revision_id)).one_or_none()
    if revision is None:
        return None
    return StageText(
        revision_id=revision.id,
        paper_id=revision.paper_id,
        title=rules.heading(revision.title, revision.body),
        paragraphs=rules.paragraphs(revision.body),
        language=revision.language,
        author=shown_names([revision.written_by]).get(revision.written_by),
    )


def stage_titles(revision_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """(title, language) of those of these revisions whose authors' yes lives; one query."""
    if not revision_ids:
        return {}
    found = db.session.scalars(
        _with_yes().where(PaperRevision.id.in_(sorted(set(revision_ids))))
    ).all()
    return {each.id: (rules.heading(each.title, each.body), each.language) for each in found}


def _with_yes() -> Select[PaperRevision]:
    """Revisions that a living yes of their author lets the room see: the paper stands confirmed,
    on this very revision, the yes has not ended, and its author shows her words now."""
    return (
        select(PaperRevision)
        .join(Paper, Paper.confirmed_revision_id == PaperRevision.id)
        .join(
            PaperYes,
            and_(
                PaperYes.revision_id == PaperRevision.id,
                PaperYes.person_id == Paper.author_id,
                PaperYes.visibility == Visibility.ROOM,
                PaperYes.ended_at.is_(None),
            ),
        )
        .join(Person, Person.id == Paper.author_id)
        .where(
            Paper.state == PaperState.CONFIRMED,
            Paper.visibility == Visibility.ROOM,
            is_showing_words(),
        )
    )
