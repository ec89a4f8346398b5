"""The desk's list, counted, ordered and cut into pages by the database: however many papers were
sent, a page of it loads no more rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Select,
    String,
    Subquery,
    and_,
    case,
    exists,
    func,
    literal,
    select,
    true,
    tuple_,
    type_coerce,
    union_all,
)

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.searching import as_searched
from participation.papers import rules
from participation.papers.authors.models import PaperAuthor
from participation.papers.authors.queries import some_author
from participation.papers.comments.models import KIND as COMMENT
from participation.papers.comments.models import PaperComment
from participation.papers.curation.models import OfferState, PaperOffer, PaperQuestion
from participation.papers.curation.queries import (
    OPENING,
    SentPaper,
    group,
    is_shown_to,
    sent_papers,
)
from participation.papers.curation.rules import DECIDED, GROUPS
from participation.papers.models import Paper, PaperRevision
from participation.papers.pictures.rules import ALT
from participation.papers.subjects.models import PaperSubject
from participation.people.models import Person
from participation.safeguarding.duty.queries import languages_read
from participation.safeguarding.marks.models import TextMark
from participation.safeguarding.marks.queries import urgency_of_each
from participation.safeguarding.marks.rules import UNMARKED

# Instead of a subject: papers of which nobody has said yet what they are about.
NONE = "none"
# Instead of a language: those that the adult ticked, or all where she ticked none.
READ = "read"
# The order in which marks lift nothing: whoever has waited longest comes first.
LONGEST = "longest"
# So many papers stand on one page of the list.
PER_PAGE = 25


@dataclass(frozen=True)
class Asked:
    """Which papers of the desk an adult wants before her, and in which order; what is empty asks
    for all of them, those with a mark first."""

    group: str = ""
    state: str = ""
    written: str = ""
    organisation: str = ""
    subject: str = ""
    words: str = ""
    order: str = ""


EVERYTHING = Asked()


@dataclass(frozen=True)
class Counted:
    """How many papers there are: of those asked for in each group; and of all of them, how many
    came and how many are decided, in each language and with each subject."""

    groups: Mapping[str, int]
    languages: Mapping[str, tuple[int, int]]
    subjects: Mapping[str, tuple[int, int]]
    organisations: Collection[str]


@dataclass(frozen=True)
class Beside:
    """The papers before and after one in the list, and where it stands in it, from 1; 0 where it
    is not in it."""

    before: str | None = None
    after: str | None = None
    number: int = 0
    many: int = 0


def counted(actor: Actor, asked: Asked) -> Counted:
    """One query, beside what it takes to know what is asked for."""
    desk = (
        select(
            Paper.id,
            group().label("group"),
            PaperRevision.language,
            _is_asked_for(actor, asked).label("fits"),
        )
        .join(PaperRevision, PaperRevision.id == Paper.current_revision_id)
        .where(is_shown_to(actor))
        .cte("desk")
    )
    decided = func.sum(case((desk.c.group.in_(DECIDED), 1), else_=0))

    def each(kind: str, name: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
        counts = select(literal(kind).label("kind"), name.label("name"), func.count(), decided)
        return counts.select_from(desk).group_by(name)

    subject = func.coalesce(PaperSubject.subject, NONE)
    with_subject = each("subject", subject).outerjoin(
        PaperSubject, PaperSubject.paper_id == desk.c.id
    )
    of_author = (
        each("organisation", type_coerce(Person.organisation_id, String))
        .join(PaperAuthor, and_(PaperAuthor.paper_id == desk.c.id, PaperAuthor.left_at.is_(None)))
        .join(Person, Person.id == PaperAuthor.person_id)
    )
    rows = db.session.execute(
        union_all(
            each("group", desk.c.group).where(desk.c.fits),
            each("language", desk.c.language),
            of_author,
            with_subject,
        )
    )
    found: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for kind, name, came, so_far in rows:
        found[kind][name] = (came, so_far)
    return Counted(
        groups={name: came for name, (came, _) in found["group"].items()},
        languages=found["language"],
        subjects=found["subject"],
        organisations=[each for each in found["organisation"] if each],
    )


def page_of(actor: Actor, asked: Asked, start: int) -> list[SentPaper]:
    """A page of the list from there on, each paper with its opening words. Two queries: what is
    put in order are ids, and texts are read of this page alone."""
    listed = _listed(actor, asked)
    found = select(listed.c.id).order_by(*_places(listed)).limit(PER_PAGE).offset(start)
    return sent_papers(db.session.scalars(found).all())


def beside(actor: Actor, paper_id: str, asked: Asked) -> Beside:
    """Where this paper stands in the list; of one that is no more in it the first is the next. One
    query, one row."""
    listed = _listed(actor, asked)
    this, one = listed.alias("this"), listed.alias("one")
    here, there = tuple_(*_places(this)), tuple_(*_places(one))
    first = select(one.c.id).order_by(*_places(one)).limit(1)
    last_before = select(one.c.id).where(there < here).limit(1)
    many = select(func.count()).select_from(one)
    row = select(literal(1)).subquery("row")
    before, after, number, of = db.session.execute(
        select(
            last_before.order_by(*(each.desc() for each in _places(one))).scalar_subquery(),
            case(
                (this.c.id.is_(None), first.scalar_subquery()),
                else_=first.where(there > here).scalar_subquery(),
            ),
            many.where(there <= here).scalar_subquery(),
            many.scalar_subquery(),
        ).select_from(row.outerjoin(this, this.c.id == paper_id))
    ).one()
    return Beside(before, after, number, of)


def _listed(actor: Actor, asked: Asked) -> CTE:
    """Every paper of the list, with what its place in it is by."""
    marked = _marked()
    by_mark = literal(UNMARKED) if asked.order == LONGEST else marked.c.urgency
    return (
        select(
            Paper.id,
            case({name: place for place, name in enumerate(GROUPS)}, value=group()).label("turn"),
            func.coalesce(by_mark, UNMARKED).label("urgency"),
            PaperRevision.written_at,
        )
        .join(PaperRevision, PaperRevision.id == Paper.current_revision_id)
        .outerjoin(marked, marked.c.paper_id == Paper.id)
        .where(is_shown_to(actor), _is_asked_for(actor, asked), _is_in(asked.group))
        .cte("listed")
    )


def _places(listed: FromClause) -> list[ColumnElement[Any]]:
    """By what a paper has its place in the list, the first before the second."""
    return [listed.c.turn, listed.c.urgency, listed.c.written_at, listed.c.id]


def headings(*among: ColumnElement[bool]) -> dict[str, str]:
    """The heading of each paper among these, and nothing else of it; for looking through titles,
    which stand in no column in a form in which a database could. One query."""
    opening = func.substr(PaperRevision.body, 1, OPENING)
    found = (
        select(Paper.id, PaperRevision.title, case((PaperRevision.title == "", opening), else_=""))
        .join(PaperRevision, PaperRevision.id == Paper.current_revision_id)
        .where(*among)
    )
    return {id_: rules.heading(title, body) for id_, title, body in db.session.execute(found)}


def has_words(heading: str, sought: str) -> bool:
    """Whether each of these words, or its beginning or end, stands in it."""
    heading = as_searched(heading)
    return all(word in heading for word in as_searched(sought).split())


def _is_asked_for(actor: Actor, asked: Asked) -> ColumnElement[bool]:
    """Whether it is asked for, in whichever group it is: a condition on Paper and
    PaperRevision."""
    wanted: list[ColumnElement[bool]] = [true()]
    read = languages_read(actor.person_id) if asked.written == READ else (asked.written,)
    if any(read):
        wanted.append(PaperRevision.language.in_(read))
    if asked.state:
        wanted.append(Paper.state == asked.state)
    if asked.organisation:
        wanted.append(some_author(Person.organisation_id == asked.organisation))
    if asked.subject:
        about = exists().where(PaperSubject.paper_id == Paper.id)
        is_it = PaperSubject.subject == asked.subject
        wanted.append(~about if asked.subject == NONE else about.where(is_it))
    if asked.words.strip():
        titles = headings(is_shown_to(actor))
        found = [each for each, title in titles.items() if has_words(title, asked.words)]
        wanted.append(Paper.id.in_(found))
    return and_(*wanted)


def _is_in(name: str) -> ColumnElement[bool]:
    return group() == name if name else true()


def _marked() -> Subquery:
    """How urgent each paper is that has a mark: on what counts of it, and on what an adult wrote
    about it that waits, for the child or for a second adult."""
    text, no = ("paper_title", "paper_body", ALT), ("paper_no",)
    question, comment = ("paper_question",), (COMMENT,)
    counts = select(PaperRevision.paper_id, TextMark.mark).join(
        Paper,
        # Both: from a mark to its paper the way goes by ids that are indexed.
        and_(Paper.id == PaperRevision.paper_id, Paper.current_revision_id == PaperRevision.id),
    )
    places = union_all(
        _on(text, PaperRevision.id, counts),
        _on(no, Paper.id, select(Paper.id, TextMark.mark)),
        _on(
            question,
            PaperQuestion.id,
            select(PaperQuestion.paper_id, TextMark.mark).where(PaperQuestion.closed_at.is_(None)),
        ),
        _on(
            text,
            PaperOffer.revision_id,
            select(PaperOffer.paper_id, TextMark.mark).where(PaperOffer.state == OfferState.OPEN),
        ),
        _on(
            comment,
            PaperComment.id,
            counts.join(PaperComment, PaperComment.revision_id == PaperRevision.id).where(
                PaperComment.taken_back_at.is_(None), PaperComment.text != ""
            ),
        ),
    ).subquery()
    return (
        select(places.c.paper_id, urgency_of_each(places.c.mark).label("urgency"))
        .group_by(places.c.paper_id)
        .subquery("marked")
    )


def _on(
    kinds: Sequence[str], object_id: Any, found: Select[*tuple[Any, ...]]
) -> Select[*tuple[Any, ...]]:
    return found.join(TextMark, and_(TextMark.object_id == object_id, TextMark.kind.in_(kinds)))
