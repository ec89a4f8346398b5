"""Who writes which paper, and how they are named together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, exists, not_, or_, select
from sqlalchemy.orm import aliased

from participation.foundation.extensions import db
from participation.foundation.languages import Words
from participation.foundation.refusals import NotFound
from participation.papers.authors.models import PaperAuthor
from participation.papers.authors.rules import beginning_of_id
from participation.papers.models import Paper
from participation.people.models import Person
from participation.people.queries import shown_names

TOGETHER = " · "


def authors_of(paper_id: str) -> list[str]:
    """The present authors of a paper, whoever began it first."""
    return authors_of_each([paper_id]).get(paper_id, [])


def authors_of_each(
    paper_ids: Sequence[str], *, or_left_held: bool = False
) -> dict[str, list[str]]:
    """The present authors of these papers; `or_left_held`: and whoever left one while it was held.
    One query."""
    if not paper_ids:
        return {}
    found: dict[str, list[str]] = defaultdict(list)
    asked = select(PaperAuthor.paper_id, PaperAuthor.person_id).where(
        PaperAuthor.paper_id.in_(sorted(set(paper_ids)))
    )
    is_author: ColumnElement[bool] = PaperAuthor.left_at.is_(None)
    if or_left_held:
        asked = asked.join(Paper, Paper.id == PaperAuthor.paper_id)
        is_author = or_(is_author, PaperAuthor.left_at >= Paper.held_at)
    rows = db.session.execute(
        asked.where(is_author).order_by(
            PaperAuthor.joined_at, PaperAuthor.recorded_by.is_not(None), PaperAuthor.id
        )
    )
    for paper_id, person_id in rows:
        if person_id not in found[paper_id]:
            found[paper_id].append(person_id)
    return dict(found)


def yeses_to_sending(paper_ids: Sequence[str]) -> dict[str, dict[str, int | None]]:
    """For each of these papers its present authors, and to which version's sending each said yes;
    one query."""
    found: dict[str, dict[str, int | None]] = defaultdict(dict)
    if paper_ids:
        rows = db.session.execute(
            select(PaperAuthor.paper_id, PaperAuthor.person_id, PaperAuthor.sends_version).where(
                PaperAuthor.paper_id.in_(sorted(set(paper_ids))), PaperAuthor.left_at.is_(None)
            )
        )
        for paper_id, person_id, version in rows:
            found[paper_id][person_id] = version
    return found


def rows_of(paper_id: str) -> Sequence[PaperAuthor]:
    """The rows of a paper's present authors, in the same order."""
    return db.session.scalars(
        select(PaperAuthor)
        .where(PaperAuthor.paper_id == paper_id, PaperAuthor.left_at.is_(None))
        .order_by(PaperAuthor.joined_at, PaperAuthor.recorded_by.is_not(None), PaperAuthor.id)
    ).all()


def rows_of_who_left(paper_id: str) -> Sequence[PaperAuthor]:
    """The rows of those who wrote the paper once and have left it."""
    return db.session.scalars(
        select(PaperAuthor).where(
            PaperAuthor.paper_id == paper_id, PaperAuthor.left_at.is_not(None)
        )
    ).all()


def is_by(person_id: str) -> ColumnElement[bool]:
    """Whether this person is one of its authors: a condition on Paper."""
    return exists(_present().where(PaperAuthor.person_id == person_id).correlate(Paper))


def is_with_others(person_id: str) -> ColumnElement[bool]:
    """Whether somebody else writes it now: a condition on Paper."""
    return exists(_present().where(PaperAuthor.person_id != person_id).correlate(Paper))


def with_whom(person_id: str) -> Sequence[str]:
    """Everybody who writes a paper that this person writes, she too; one query."""
    hers = select(PaperAuthor.paper_id).where(
        PaperAuthor.person_id == person_id, PaperAuthor.left_at.is_(None)
    )
    return db.session.scalars(
        select(PaperAuthor.person_id)
        .where(PaperAuthor.paper_id.in_(hers), PaperAuthor.left_at.is_(None))
        .distinct()
    ).all()


def shared_papers(person_id: str) -> Sequence[Paper]:
    """The papers that this person writes with others, locked for this transaction."""
    return db.session.scalars(
        select(Paper)
        .where(is_by(person_id), is_with_others(person_id))
        .order_by(Paper.id)
        .with_for_update(of=Paper)
    ).all()


def title_left() -> ColumnElement[bool]:
    """Whether whoever began it has left, and no other title is there: a condition on Paper."""
    first = aliased(PaperAuthor)
    began_before = (
        select(PaperAuthor.id)
        .join(first, first.paper_id == PaperAuthor.paper_id)
        .where(
            PaperAuthor.paper_id == Paper.id,
            PaperAuthor.left_at.is_not(None),
            PaperAuthor.joined_at < first.joined_at,
            first.person_id == Paper.author_id,
            first.left_at.is_(None),
        )
    )
    return and_(Paper.draft_title == "", exists(began_before.correlate(Paper)))


def every_author(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether this condition on Person holds of all its authors: a condition on Paper."""
    return not_(some_author(not_(condition)))


def some_author(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether it holds of at least one of them: a condition on Paper."""
    such = _present().join(Person, Person.id == PaperAuthor.person_id).where(condition)
    return exists(such.correlate(Paper))


def _present() -> Select[str]:
    return select(PaperAuthor.id).where(
        PaperAuthor.paper_id == Paper.id, PaperAuthor.left_at.is_(None)
    )


def names_on(paper_ids: Sequence[str], *, or_left_held: bool = False) -> dict[str, Words]:
    """The names of each paper's authors, as they show themselves now; who shows none is left out,
    and a paper of which nobody shows one. `or_left_held`: with whoever left one that is held."""
    authors = authors_of_each(paper_ids, or_left_held=or_left_held)
    names = shown_names([each for several in authors.values() for each in several])
    together = {}
    for paper_id, several in authors.items():
        shown = [names[each] for each in several if each in names]
        if shown:
            together[paper_id] = {
                lang: TOGETHER.join(name[lang] for name in shown if lang in name)
                for lang in shown[0]
            }
    return together


def child_of(number: str) -> Person:
    """The child of the number that she told an adult. Refusal: NotFound, whatever is wrong."""
    letters = beginning_of_id(number)
    found = db.session.scalars(
        select(Person).where(Person.id.startswith(letters or "-"), Person.kind == "child").limit(2)
    ).all()
    if len(found) != 1:
        raise NotFound
    return found[0]
