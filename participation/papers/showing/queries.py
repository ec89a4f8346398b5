"""Reads of who may read what: only what each author's living yes allows, at this very moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select, true

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.languages import Words
from participation.papers.authors.queries import (
    TOGETHER,
    authors_of_each,
    every_author,
    is_by,
)
from participation.papers.models import Paper, PaperRevision, PaperState, PaperYes, Visibility
from participation.papers.showing import rules
from participation.people.consent.queries import is_showing_words, may_be_in_book, shown_of
from participation.people.models import Person
from participation.programme.models import Organisation


def level_of(actor: Actor) -> Visibility:
    """The narrowest level that this reader is part of: children with a badge and the adults who
    read papers, or everybody."""
    reads = actor.is_delegate or actor.is_facilitator or actor.has("safeguarding")
    return Visibility.DELEGATES if reads else Visibility.PUBLIC


def readable_on(level: Visibility, reader: str | None = None) -> Select[PaperRevision]:
    """The revisions that whoever is on this level may read: each author's yes to this very text is
    at least as wide and has not ended, she shows her words now, and the paper is not held. What
    everybody may read also needs her yes to the book of these days. A `reader` meets her own paper
    where she left it, also while it is held: nothing tells an author of that."""
    wide_enough = rules.at_least(level)
    has_yes = exists(
        select(PaperYes.id)
        .where(
            PaperYes.revision_id == Paper.current_revision_id,
            PaperYes.person_id == Person.id,
            PaperYes.visibility.in_(wide_enough),
            PaperYes.ended_at.is_(None),
        )
        .correlate(Paper, Person)
    )
    agrees = and_(has_yes, is_showing_words(), _may_be_printed(level))
    return (
        select(PaperRevision)
        .join(Paper, Paper.current_revision_id == PaperRevision.id)
        .where(
            Paper.state.in_((PaperState.CONFIRMED, PaperState.NOT_THIS_TIME)),
            Paper.announced_at.is_not(None),
            Paper.visibility.in_(wide_enough),
            or_(Paper.held_at.is_(None), is_by(reader) if reader else false()),
            every_author(agrees),
        )
    )


def _may_be_printed(level: Visibility) -> ColumnElement[bool]:
    return may_be_in_book() if level == Visibility.PUBLIC else true()


def names_on_level(paper_ids: Sequence[str], level: Visibility) -> dict[str, Words]:
    """The names that stand with each paper for whoever reads on this level: as each author chose
    for it, and never more than she shows now."""
    authors = authors_of_each(paper_ids)
    chosen = _names_chosen(paper_ids, level)
    shown = shown_of([each for several in authors.values() for each in several])
    groups = groups_of(list(shown))
    together: dict[str, Words] = {}
    for paper_id, several in authors.items():
        names = [
            rules.name_as_chosen(
                chosen[paper_id, each], shown[each].name, shown[each].chosen_name, groups.get(each)
            )
            for each in several
            if (paper_id, each) in chosen
        ]
        # Two of one group are named by it once.
        different = [name for at, name in enumerate(names) if name and name not in names[:at]]
        if different:
            together[paper_id] = {
                lang: TOGETHER.join(name[lang] for name in different if lang in name)
                for lang in different[0]
            }
    return together


def _names_chosen(paper_ids: Sequence[str], level: Visibility) -> dict[tuple[str, str], str]:
    """By paper and author what she is named by on this level: as her narrowest yes says that holds
    there."""
    rows = db.session.execute(
        select(Paper.id, PaperYes.person_id, PaperYes.visibility, PaperYes.named)
        .join(PaperYes, PaperYes.revision_id == Paper.current_revision_id)
        .where(
            Paper.id.in_(sorted(set(paper_ids))),
            PaperYes.ended_at.is_(None),
            PaperYes.visibility.in_(rules.at_least(level)),
        )
    ).all()
    found = sorted(rows, key=lambda row: rules.LEVELS.index(row.visibility), reverse=True)
    return {(paper_id, person_id): named for paper_id, person_id, _, named in found}


def groups_of(person_ids: Sequence[str]) -> dict[str, Words]:
    """The names of these people's organisations; one query."""
    if not person_ids:
        return {}
    rows = db.session.execute(
        select(Person.id, Organisation.name)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .where(Person.id.in_(sorted(set(person_ids))))
    )
    return {row.id: row.name for row in rows}


def numbers_of(revision_ids: Sequence[str]) -> dict[str, int]:
    """The number that each of these texts has in its paper; one query."""
    rows = db.session.execute(
        select(PaperRevision.id, PaperRevision.number).where(PaperRevision.id.in_(revision_ids))
    )
    return {row.id: row.number for row in rows}


def living_yeses(revision_ids: Sequence[str]) -> dict[str, list[PaperYes]]:
    """The yeses to each of these texts that have not ended; one query."""
    found: dict[str, list[PaperYes]] = defaultdict(list)
    if revision_ids:
        asked = select(PaperYes).where(
            PaperYes.revision_id.in_(sorted(set(revision_ids))), PaperYes.ended_at.is_(None)
        )
        for yes in db.session.scalars(asked.order_by(PaperYes.said_at, PaperYes.id)):
            found[yes.revision_id].append(yes)
    return found


def yeses_to_renew(revision_id: str, person_id: str) -> Sequence[PaperYes]:
    """This author's yeses to this text that hold, or else those that ended last, together."""
    hers = select(PaperYes).where(
        PaperYes.revision_id == revision_id, PaperYes.person_id == person_id
    )
    living = db.session.scalars(hers.where(PaperYes.ended_at.is_(None))).all()
    if living:
        return living
    last: datetime | None = db.session.scalar(
        hers.with_only_columns(PaperYes.ended_at).order_by(PaperYes.ended_at.desc()).limit(1)
    )
    return db.session.scalars(hers.where(PaperYes.ended_at == last)).all()
