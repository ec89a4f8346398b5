"""Reads of papers, through authority: a draft exists for its authors alone."""

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
from participation.papers.authors.models import PaperAuthor
from participation.papers.authors.queries import (
    authors_of,
    is_by,
    is_with_others,
    title_left,
)
from participation.papers.leaves import Leaf, leaves
from participation.papers.models import Paper, PaperRevision, PaperState, PaperYes, Visibility
from participation.papers.paragraphs import Paragraph, paragraphs
from participation.papers.parting.queries import left_or_not_found
from participation.papers.pictures.models import PaperPicture, PictureKind
from participation.papers.pictures.queries import SentPicture, sent_pictures
from participation.papers.showing.queries import names_on_level, readable_on
from participation.papers.showing.rules import SHOWN
from participation.people.consent.queries import takes_part
from participation.programme.models import ConferenceSession


@dataclass(frozen=True)
class StageText:
    """What the room may read of a paper: exactly the revision its authors said yes to."""

    revision_id: str
    paper_id: str
    title: str
    paragraphs: list[Paragraph]
    language: str
    author: Words | None
    pictures: list[SentPicture]

    @property
    def leaves(self) -> list[Leaf]:
        """What a wall shows of it, one after the other."""
        return leaves(self.paragraphs, len(self.pictures))


@dataclass(frozen=True)
class OwnPaper:
    """A paper in its author's list."""

    id: str
    state: str
    title: str
    language: str
    session: tuple[str, Words] | None
    version: int
    updated_at: datetime
    asks: str | None
    title_left: bool


def paper_for(actor: Actor, paper_id: str, *, for_update: bool = False) -> Paper:
    """A paper of which one is an author, with its working text. Refusals: NotFound, for everybody
    else's too; NotWithIt for one that one has left."""
    paper = db.session.get(Paper, paper_id, with_for_update=for_update or None)
    if paper is None or actor.person_id not in authors_of(paper.id):
        raise left_or_not_found(actor, paper_id)
    return paper


def paper_at_desk(actor: Actor, paper_id: str, *, for_update: bool = False) -> Paper:
    """A paper that was sent to the facilitators and neither taken back nor held from this reader.

    The safety team reads one that is held whatever its authors do meanwhile. Refusal: NotFound."""
    paper = db.session.get(Paper, paper_id, with_for_update=for_update or None)
    reads = actor.is_facilitator or actor.has("safeguarding") or actor.kind == "system"
    if paper is None or not reads:
        raise NotFound
    if paper.held_at is not None:
        # A paper that is held is with its authors and the safety team alone.
        if not (actor.has("safeguarding") and has_sent_words(paper)):
            raise NotFound
        return paper
    if not rules.at_desk(paper.visibility):
        raise NotFound
    if not all(takes_part(author) for author in authors_of(paper.id)):
        raise NotFound  # she took her yes back: nothing of hers is on a list
    return paper


def has_sent_words(paper: Paper) -> bool:
    """Whether words are left of what was sent last."""
    sent = db.session.get(PaperRevision, paper.current_revision_id or "")
    return sent is not None and bool(sent.title or sent.body)


def untouched_paper(person_id: str) -> Paper | None:
    """A paper of this person's own in which nobody has written a word yet: of nobody else's, typed
    by no adult, and not held."""
    return db.session.scalars(
        select(Paper)
        .where(
            Paper.author_id == person_id,
            Paper.state == PaperState.DRAFT,
            Paper.draft_version == 0,
            Paper.held_at.is_(None),
            Paper.typed_by.is_(None),
            not_(is_with_others(person_id)),
        )
        .limit(1)
    ).one_or_none()


def has_papers(person_id: str) -> bool:
    return db.session.scalar(select(Paper.id).where(is_by(person_id)).limit(1)) is not None


def papers_of(person_id: str) -> list[OwnPaper]:
    """A person's papers, the newest change first; one query."""
    is_empty = and_(Paper.draft_version > 0, Paper.draft_title == "", Paper.draft_body == "")
    erased = and_(Paper.state == PaperState.WITHDRAWN, is_empty)
    rows = db.session.execute(_own(person_id).where(is_by(person_id), not_(erased)))
    found = [_own_paper(row) for row in rows]
    return sorted(found, key=lambda paper: (paper.updated_at, paper.id), reverse=True)


def own_paper(actor: Actor, paper_id: str) -> OwnPaper:
    """One's own paper as it stands in one's list. Refusal: NotFound."""
    paper_for(actor, paper_id)
    return _own_paper(
        db.session.execute(_own(actor.person_id or "").where(Paper.id == paper_id)).one()
    )


def _own(person_id: str) -> Select[*tuple[Any, ...]]:
    return select(
        Paper.id,
        Paper.state,
        Paper.draft_title,
        func.substr(Paper.draft_body, 1, 400).label("opening"),
        Paper.draft_language,
        Paper.draft_version,
        Paper.moved_at,
        Paper.saved_at,
        Paper.announced_at,
        ConferenceSession.slug,
        ConferenceSession.title,
        _yes_that_holds(person_id).label("said_at"),
        _has_said_yes(person_id).label("has_said_yes"),
        _has_run_out().label("has_run_out"),
        title_left().label("title_left"),
    ).outerjoin(ConferenceSession, ConferenceSession.id == Paper.session_id)


def _yes_that_holds(person_id: str) -> ScalarSelect[datetime]:
    """When this author said the oldest yes on which the paper is shown."""
    return (
        select(func.min(PaperYes.said_at))
        .where(
            PaperYes.revision_id == Paper.current_revision_id,
            PaperYes.person_id == person_id,
            PaperYes.ended_at.is_(None),
        )
        .correlate(Paper)
        .scalar_subquery()
    )


def _has_said_yes(person_id: str) -> ColumnElement[bool]:
    """Whether this author's yes to the text that counts is there; where it is not shown yet, hers
    waits for the others'."""
    return exists(
        select(PaperYes.id)
        .where(
            PaperYes.revision_id == Paper.current_revision_id,
            PaperYes.person_id == person_id,
            PaperYes.ended_at.is_(None),
        )
        .correlate(Paper)
    )


def _has_run_out() -> ColumnElement[bool]:
    """Whether there was a yes to what was sent last, and there is none any more: whoever takes a
    paper back sends it anew before it can be chosen again."""
    return exists(
        select(PaperYes.id)
        .where(
            PaperYes.revision_id == Paper.current_revision_id,
            PaperYes.ended_at.is_not(None),
        )
        .correlate(Paper)
    )


def _own_paper(row: Row[Any]) -> OwnPaper:
    is_announced = row.announced_at is not None
    state = rules.told(row.state, is_announced=is_announced)
    return OwnPaper(
        id=row.id,
        state=state,
        title=rules.heading(row.draft_title, row.opening),
        language=row.draft_language,
        session=(row.slug, row.title) if row.slug and is_announced else None,
        version=row.draft_version,
        updated_at=max(row.moved_at, row.saved_at or row.moved_at),
        asks=rules.asks(
            state,
            yes_ends_at=row.said_at + YES_TO_A_PAPER.span() if row.said_at else None,
            has_run_out=row.has_run_out,
            has_said_yes=row.has_said_yes,
            now=clock.now(),
        ),
        title_left=row.title_left,
    )


def latest_revision(paper_id: str) -> PaperRevision | None:
    """The authors' words that count now: what was sent last, or the change they said yes to. None
    where one of those who wrote it has left: it is kept for the safety team alone."""
    with_who_left = exists(
        select(PaperAuthor.id).where(
            PaperAuthor.paper_id == PaperRevision.paper_id,
            PaperAuthor.joined_at <= PaperRevision.written_at,
            PaperAuthor.left_at >= PaperRevision.written_at,
        )
    )
    return db.session.scalars(
        select(PaperRevision)
        .join(Paper, Paper.current_revision_id == PaperRevision.id)
        .where(Paper.id == paper_id, not_(with_who_left))
    ).one_or_none()


def next_number(paper_id: str) -> int:
    """The number of the revision that comes next."""
    highest = select(func.max(PaperRevision.number)).where(PaperRevision.paper_id == paper_id)
    return (db.session.scalar(highest) or 0) + 1


def papers_with_old_yes(moment: datetime) -> Sequence[Paper]:
    """Papers shown on a yes that was said before this moment, locked for this transaction."""
    return db.session.scalars(
        select(Paper)
        .where(
            Paper.visibility.in_(SHOWN),
            exists(
                select(PaperYes.id)
                .where(
                    PaperYes.revision_id == Paper.current_revision_id,
                    PaperYes.ended_at.is_(None),
                    PaperYes.said_at < moment,
                )
                .correlate(Paper)
            ),
        )
        .order_by(Paper.id)
        .with_for_update(of=Paper)
    ).all()


def authors_who_stay() -> Select[str]:
    """Those who will be asked about a paper, or are: nobody else could say yes to it again."""
    return (
        select(PaperAuthor.person_id)
        .join(Paper, Paper.id == PaperAuthor.paper_id)
        .where(PaperAuthor.left_at.is_(None), _is_asked_about())
    )


def papers_to_erase() -> Sequence[Paper]:
    """Papers with words or pictures that nobody will be asked about any more, so many as one
    transaction takes, locked for it."""
    sent = select(PaperRevision.paper_id).where(
        or_(PaperRevision.title != "", PaperRevision.body != "")
    )
    return db.session.scalars(
        select(Paper)
        .where(
            or_(
                Paper.draft_title != "",
                Paper.draft_body != "",
                Paper.id.in_(sent),
                Paper.id.in_(select(PaperPicture.paper_id)),
            ),
            not_(_is_asked_about()),
        )
        .order_by(Paper.id)
        .limit(BATCH)
        .with_for_update(of=Paper)
    ).all()


def revisions_of(
    paper_id: str, *, since: datetime | None = None, until: datetime | None = None
) -> Sequence[str]:
    """The ids of all that was sent of this paper or offered for it, ever, since then or until
    then."""
    found = select(PaperRevision.id).where(PaperRevision.paper_id == paper_id)
    if since is not None:
        found = found.where(PaperRevision.written_at >= since)
    if until is not None:
        found = found.where(PaperRevision.written_at <= until)
    return db.session.scalars(found).all()


def _is_asked_about() -> ColumnElement[bool]:
    """Shown on a yes that holds, or on one that ran out a short while ago: a condition on Paper."""
    ran_out = (
        select(PaperRevision.paper_id)
        .join(PaperYes, PaperYes.revision_id == PaperRevision.id)
        .where(PaperYes.ended_at > clock.now() - OF_A_PAPER.span())
    )
    may_come_back = Paper.state.in_((PaperState.SELECTED, PaperState.NOT_THIS_TIME))
    is_shown = or_(Paper.state == PaperState.CONFIRMED, Paper.visibility.in_(SHOWN))
    return or_(is_shown, and_(may_come_back, Paper.id.in_(ran_out)))


def confirmed_revision(paper_id: str) -> PaperRevision | None:
    """The revision that its authors' living yes lets the room see, or None."""
    return db.session.scalars(_with_yes().where(Paper.id == paper_id)).one_or_none()


def confirmed_for_session(session_id: str) -> Sequence[PaperRevision]:
    """The revisions that may go on stage in this session."""
    return confirmed_in([session_id])


def confirmed_in(session_ids: Sequence[str]) -> Sequence[PaperRevision]:
    """The revisions that may go on stage in one of these sessions; one query."""
    return db.session.scalars(
        _with_yes().where(Paper.session_id.in_(session_ids)).order_by(Paper.moved_at, Paper.id)
    ).all()


def stage_text(revision_id: str) -> StageText | None:
    """A revision as the room reads it, only while its authors' yes lives."""
    revision = db.session.scalars(_with_yes().where(PaperRevision.id == revision_id)).one_or_none()
    if revision is None:
        return None
    return StageText(
        revision_id=revision.id,
        paper_id=revision.paper_id,
        title=rules.heading(revision.title, revision.body),
        paragraphs=paragraphs(revision.body),
        language=revision.language,
        author=names_on_level([revision.paper_id], Visibility.ROOM).get(revision.paper_id),
        pictures=sent_pictures([revision.id], PictureKind.PICTURE)[revision.id],
    )


def writers_of(revision_id: str) -> list[str]:
    """The present authors of the paper that has this revision."""
    found = select(PaperRevision.paper_id).where(PaperRevision.id == revision_id)
    paper_id = db.session.scalar(found)
    return authors_of(paper_id) if paper_id else []


def stage_titles(revision_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """(title, language) of those of these revisions whose authors' yes lives; one query."""
    if not revision_ids:
        return {}
    found = db.session.scalars(
        _with_yes().where(PaperRevision.id.in_(sorted(set(revision_ids))))
    ).all()
    return {each.id: (rules.heading(each.title, each.body), each.language) for each in found}


def _with_yes() -> Select[PaperRevision]:
    """Revisions that a living yes of all their authors lets the room see: the paper stands
    confirmed, on this very revision."""
    return readable_on(Visibility.ROOM).where(
        Paper.state == PaperState.CONFIRMED, Paper.confirmed_revision_id == PaperRevision.id
    )


def has_said_yes(person_id: str, revision_id: str) -> bool:
    """Whether a yes of this author to showing this revision to others stands."""
    said = select(PaperYes.id).where(
        PaperYes.revision_id == revision_id,
        PaperYes.person_id == person_id,
        PaperYes.ended_at.is_(None),
    )
    return db.session.scalar(said.limit(1)) is not None
