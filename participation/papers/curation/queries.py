"""Reads of the desk: what was sent, never a draft; and what waits for a child to answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.languages import Words
from participation.foundation.refusals import NotFound
from participation.papers.authors.queries import authors_of, authors_of_each, every_author
from participation.papers.comments.queries import present_comments
from participation.papers.curation.models import (
    OfferState,
    PaperOffer,
    PaperOfferYes,
    PaperQuestion,
)
from participation.papers.models import Paper, PaperRevision, PaperState, Visibility
from participation.papers.queries import paper_at_desk
from participation.papers.rules import AT_THE_DESK, DECIDED
from participation.papers.showing.queries import groups_of
from participation.papers.translating.queries import translated_texts
from participation.people.consent.queries import is_taking_part

WITH_THE_CHILD = (
    PaperState.QUESTIONS_BACK,
    PaperState.CHANGE_OFFERED,
    # Of one that is held the safety team reads what was sent, also when she has it back.
    PaperState.DRAFT,
    PaperState.WITHDRAWN,
)
# What a list needs of a text: its heading is made of the opening words where it has no title.
OPENING = 400


@dataclass(frozen=True)
class SentPaper:
    """A paper at the facilitators' desk: the revision that counts, never the draft."""

    id: str
    state: str
    session_id: str | None
    title: str
    body: str
    language: str
    number: int
    sent_at: datetime
    author_id: str
    revision_id: str
    in_hand_of: str | None
    in_hand_at: datetime | None
    no_by: str | None
    announced_at: datetime | None
    held_at: datetime | None
    visibility: str
    reads_aloud: str | None
    is_typed: bool
    group: str


@dataclass(frozen=True)
class Standing:
    """Where a paper at the desk stands, without a word of it."""

    id: str
    state: str
    group: str
    number: int
    in_hand_of: str | None
    in_hand_at: datetime | None


@dataclass(frozen=True)
class SentText:
    """A text of its authors' own: as they sent it, or as they took a change that was offered."""

    id: str
    number: int
    title: str
    body: str
    language: str
    written_at: datetime
    is_offered: bool


@dataclass(frozen=True)
class TextPair:
    """A change offered, with the text that it would replace."""

    offer_id: str
    paper_id: str
    revision_id: str
    state: str
    language: str
    title: tuple[str, str]
    body: tuple[str, str]
    offered_at: datetime


def is_shown_to(actor: Actor) -> ColumnElement[bool]:
    """Whether this adult has it at the desk, a condition on Paper: what was sent while its authors
    take part; those that are held for the safety team alone, whatever their authors do
    meanwhile."""
    is_free, is_held = Paper.held_at.is_(None), Paper.held_at.is_not(None)
    is_shown = and_(_is_at_desk(), is_free)
    if not actor.has("safeguarding"):
        return is_shown
    words = select(PaperRevision.id).where(
        PaperRevision.id == Paper.current_revision_id, _has_words(PaperRevision)
    )
    return or_(is_shown, and_(is_held, exists(words.correlate(Paper))))


def sent_papers(paper_ids: Sequence[str]) -> list[SentPaper]:
    """These papers in this order, each with its opening words; the caller has found that its reader
    has them at the desk. One query."""
    opening = func.substr(PaperRevision.body, 1, OPENING)
    rows = db.session.execute(_sent(opening).where(Paper.id.in_(paper_ids)))
    found = {paper.id: paper for paper in (SentPaper(*row) for row in rows)}
    return [found[each] for each in paper_ids]


def sent_paper(actor: Actor, paper_id: str) -> SentPaper:
    """One paper at the desk, whole. Refusal: NotFound."""
    paper_at_desk(actor, paper_id)
    row = db.session.execute(_sent(PaperRevision.body).where(Paper.id == paper_id)).one_or_none()
    if row is None:
        raise NotFound
    return SentPaper(*row)


def is_at_desk(actor: Actor, paper_id: str) -> bool:
    """Whether the actor reads this paper at the desk now."""
    try:
        paper_at_desk(actor, paper_id)
    except NotFound:
        return False
    return True


def sent_before(paper: SentPaper) -> Sequence[PaperRevision]:
    """What its authors had sent before the words that count now, the newest first."""
    offered = select(PaperOffer.revision_id).where(PaperOffer.paper_id == paper.id)
    return db.session.scalars(
        select(PaperRevision)
        .where(
            PaperRevision.paper_id == paper.id,
            PaperRevision.number < paper.number,
            PaperRevision.id.not_in(offered.union(translated_texts(paper.id))),
            _has_words(PaperRevision),
        )
        .order_by(PaperRevision.number.desc())
    ).all()


def own_texts(paper: SentPaper) -> list[SentText]:
    """Every text of its authors' own up to the one that counts, the oldest first: what they sent,
    and the changes they said yes to. What was sent before they took it back and brought it back is
    not among them, nor what was erased when an author left. One query."""
    found = _own_texts(paper, PaperRevision, PaperOffer.id.is_not(None))
    return [
        SentText(
            id=text.id,
            number=text.number,
            title=text.title,
            body=text.body,
            language=text.language,
            written_at=text.written_at,
            is_offered=is_offered,
        )
        for text, is_offered in db.session.execute(found.order_by(PaperRevision.number))
    ]


def how_many_texts(paper: SentPaper) -> int:
    """How many of these there are."""
    return db.session.scalar(_own_texts(paper, func.count())) or 0


def _own_texts(paper: SentPaper, *what: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(*what)
        .select_from(PaperRevision)
        .join(Paper, Paper.id == PaperRevision.paper_id)
        .outerjoin(PaperOffer, PaperOffer.revision_id == PaperRevision.id)
        .where(
            PaperRevision.paper_id == paper.id,
            PaperRevision.number <= paper.number,
            or_(PaperOffer.id.is_(None), PaperOffer.state == OfferState.YES),
            PaperRevision.id.not_in(translated_texts(paper.id)),
            _is_since(PaperRevision.written_at),
            _has_words(PaperRevision),
        )
    )


def group() -> ColumnElement[str]:
    """Whose turn it is with a paper: a condition on Paper."""
    is_at_desk = Paper.state.in_(AT_THE_DESK)
    return case(
        (and_(is_at_desk, Paper.no_by.is_(None)), "waiting"),
        (is_at_desk, "second"),
        (Paper.state.in_(WITH_THE_CHILD), "child"),
        (Paper.announced_at.is_(None), "decided"),
        else_="told",
    )


def _sent(body: Any) -> Select[*tuple[Any, ...]]:
    """What a SentPaper is made of, with this much of its text."""
    return select(
        Paper.id,
        Paper.state,
        Paper.session_id,
        PaperRevision.title,
        body,
        PaperRevision.language,
        PaperRevision.number,
        PaperRevision.written_at,
        Paper.author_id,
        PaperRevision.id,
        Paper.in_hand_of,
        Paper.in_hand_at,
        Paper.no_by,
        Paper.announced_at,
        Paper.held_at,
        Paper.visibility,
        Paper.reads_aloud,
        Paper.typed_by.is_not(None),
        group(),
    ).join(PaperRevision, PaperRevision.id == Paper.current_revision_id)


def organisations_of(paper_ids: Sequence[str]) -> dict[str, list[Words]]:
    """The organisations of each paper's authors, each once; with whoever left one that is held."""
    authors = authors_of_each(paper_ids, or_left_held=True)
    groups = groups_of([each for several in authors.values() for each in several])
    found: dict[str, list[Words]] = {}
    for paper_id, several in authors.items():
        named = [groups[each] for each in several if each in groups]
        found[paper_id] = [each for at, each in enumerate(named) if each not in named[:at]]
    return found


def _is_at_desk() -> ColumnElement[bool]:
    """What was sent, while its authors take part: a condition on Paper."""
    sent = Paper.visibility != Visibility.AUTHORS
    return and_(sent, every_author(is_taking_part()))


def how_many_in_each_state() -> dict[str, int]:
    """How many papers at the desk that are not held stand in each state. One query."""
    rows = db.session.execute(
        select(Paper.state, func.count())
        .where(_is_at_desk(), Paper.held_at.is_(None))
        .group_by(Paper.state)
    )
    return dict(iter(rows))


def standing_of(actor: Actor, paper_ids: Sequence[str]) -> list[Standing]:
    """Where those of these papers stand that this adult has at the desk. One query."""
    if not paper_ids:
        return []
    rows = db.session.execute(
        select(
            Paper.id, Paper.state, group(), PaperRevision.number, Paper.in_hand_of, Paper.in_hand_at
        )
        .join(PaperRevision, PaperRevision.id == Paper.current_revision_id)
        .where(Paper.id.in_(sorted(set(paper_ids))), is_shown_to(actor))
        .order_by(Paper.id)
    )
    return [Standing(*row) for row in rows]


def decided_papers() -> Sequence[Paper]:
    """Papers whose decision nobody has announced, locked for this transaction. One that is held
    waits until it is not."""
    return db.session.scalars(
        select(Paper).where(_is_unannounced()).order_by(Paper.id).with_for_update(of=Paper)
    ).all()


def decisions_waiting() -> tuple[int, str]:
    """How many decisions wait to be announced, and a mark that is another one for others."""
    found = select(func.count(), func.max(Paper.decided_at)).where(_is_unannounced())
    many, newest = db.session.execute(found).one()
    return many, _mark_of_decided(many, newest)


def mark_of_decided(papers: Sequence[Paper]) -> str:
    """That mark, of these decisions."""
    decided = [paper.decided_at for paper in papers if paper.decided_at is not None]
    return _mark_of_decided(len(papers), max(decided, default=None))


def _mark_of_decided(many: int, newest: datetime | None) -> str:
    return f"{many}-{clock.iso(newest)}"


def _is_unannounced() -> ColumnElement[bool]:
    return and_(Paper.state.in_(DECIDED), Paper.announced_at.is_(None), Paper.held_at.is_(None))


def joined_unannounced(paper_id: str) -> Sequence[Paper]:
    """What was joined with this paper and is told to nobody yet, locked for this transaction."""
    found = select(Paper).where(
        Paper.joined_to == paper_id,
        Paper.state == PaperState.JOINED,
        Paper.announced_at.is_(None),
    )
    return db.session.scalars(found.order_by(Paper.id).with_for_update(of=Paper)).all()


def as_read(paper: Paper) -> str:
    """What somebody at the desk reads of the paper, as a mark that is another one when she would
    read other words: the revision that counts, and the no that waits."""
    read = (paper.current_revision_id, paper.no_by, paper.no_reason, paper.goes_to)
    return sha256(repr(read).encode()).hexdigest()[:32]


def open_question(paper_id: str) -> PaperQuestion | None:
    """The question that waits for the authors, locked for this transaction."""
    return db.session.scalars(
        select(PaperQuestion)
        .where(PaperQuestion.paper_id == paper_id, PaperQuestion.closed_at.is_(None))
        .with_for_update()
    ).one_or_none()


def open_offer(paper_id: str) -> PaperOffer | None:
    """The change that waits for the authors, locked for this transaction."""
    return db.session.scalars(
        select(PaperOffer)
        .where(PaperOffer.paper_id == paper_id, PaperOffer.state == OfferState.OPEN)
        .with_for_update()
    ).one_or_none()


def have_all_said_yes(offer: PaperOffer) -> bool:
    """Whether each author said yes to the change."""
    said = db.session.scalars(
        select(PaperOfferYes.person_id).where(PaperOfferYes.offer_id == offer.id)
    )
    return set(authors_of(offer.paper_id)) <= set(said)


def offers_with_yes_of(person_id: str, offer_ids: Sequence[str]) -> set[str]:
    """To which of these changes this author has said yes."""
    if not offer_ids:
        return set()
    return set(
        db.session.scalars(
            select(PaperOfferYes.offer_id).where(
                PaperOfferYes.person_id == person_id, PaperOfferYes.offer_id.in_(offer_ids)
            )
        )
    )


def waiting_letters(paper_ids: Sequence[str]) -> dict[str, list[str]]:
    """What waits for the authors of these papers, or stands beside the words that count: by paper
    the ids of the question that is open, of the text that is offered, and of comments. Two
    queries."""
    asked = select(PaperQuestion.paper_id, PaperQuestion.id).where(
        PaperQuestion.paper_id.in_(paper_ids), PaperQuestion.closed_at.is_(None)
    )
    offered = select(PaperOffer.paper_id, PaperOffer.revision_id).where(
        PaperOffer.paper_id.in_(paper_ids), PaperOffer.state == OfferState.OPEN
    )
    found: dict[str, list[str]] = defaultdict(list)
    for paper_id, id_ in db.session.execute(asked.union_all(offered)):
        found[paper_id].append(id_)
    for paper_id, comment_id in present_comments(paper_ids):
        found[paper_id].append(comment_id)
    return found


def questions_about(paper_ids: Sequence[str]) -> Sequence[PaperQuestion]:
    """All that was asked about these papers, in order; since its authors brought it back, where
    they took it back before."""
    return db.session.scalars(
        select(PaperQuestion)
        .join(Paper, Paper.id == PaperQuestion.paper_id)
        .where(PaperQuestion.paper_id.in_(paper_ids), _is_since(PaperQuestion.asked_at))
        .order_by(PaperQuestion.asked_at, PaperQuestion.id)
    ).all()


def offers_for(paper_ids: Sequence[str], *, open_only: bool = False) -> list[TextPair]:
    """The changes offered for these papers with both texts, in order; one query. What was offered
    before it was brought back is not among them, nor what was erased when an author left."""
    before, after = aliased(PaperRevision), aliased(PaperRevision)
    found = (
        select(PaperOffer, before, after)
        .join(before, before.id == PaperOffer.based_on)
        .join(after, after.id == PaperOffer.revision_id)
        .join(Paper, Paper.id == PaperOffer.paper_id)
        .where(
            PaperOffer.paper_id.in_(paper_ids),
            _is_since(PaperOffer.offered_at),
            _has_words(before),
            _has_words(after),
        )
        .order_by(PaperOffer.offered_at, PaperOffer.id)
    )
    if open_only:
        found = found.where(PaperOffer.state == OfferState.OPEN)
    return [
        TextPair(
            offer_id=offer.id,
            paper_id=offer.paper_id,
            revision_id=offer.revision_id,
            state=offer.state,
            language=new.language,
            title=(old.title, new.title),
            body=(old.body, new.body),
            offered_at=offer.offered_at,
        )
        for offer, old, new in db.session.execute(found).all()
    ]


def _is_since(moment: Any) -> ColumnElement[bool]:
    """Whether it was after the paper was brought back, or it never was: a condition on Paper."""
    return or_(Paper.brought_back_at.is_(None), moment >= Paper.brought_back_at)


def _has_words(text: type[PaperRevision]) -> ColumnElement[bool]:
    return or_(text.title != "", text.body != "")


def told_noes(paper_ids: Sequence[str]) -> Sequence[Paper]:
    """Of these papers those whose author was told that they are in no session this time."""
    return db.session.scalars(
        select(Paper).where(
            Paper.id.in_(paper_ids),
            Paper.state == PaperState.NOT_THIS_TIME,
            Paper.announced_at.is_not(None),
        )
    ).all()
