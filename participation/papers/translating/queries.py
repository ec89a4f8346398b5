"""Reads of translations, through authority: of papers that the hall may read, and of no other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, and_, exists, or_, select

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.policies import allows
from participation.foundation.refusals import NotFound
from participation.papers.authors.queries import authors_of
from participation.papers.models import Paper, PaperRevision
from participation.papers.permissions import POLICIES
from participation.papers.queries import confirmed_in, confirmed_revision
from participation.papers.translating.models import (
    PaperTranslation,
    PaperTranslationYes,
    TranslationState,
)
from participation.programme.models import ConferenceSession
from participation.programme.queries import sessions


@dataclass(frozen=True)
class Translated:
    """A translation with its words; `translates` is the revision that it says in `language`."""

    id: str
    paper_id: str
    translates: str
    language: str
    state: str
    revision_id: str
    written_by: str
    title: str
    body: str


def own_sessions(actor: Actor) -> list[ConferenceSession]:
    """The sessions whose papers this adult may translate."""
    policy = POLICIES["papers.translate_page"]
    return [session for session in sessions() if allows(policy, actor, session.id)]


def papers_to_translate(actor: Actor) -> Sequence[PaperRevision]:
    """The papers of her sessions that the hall may read, in the order in which they came."""
    return confirmed_in([session.id for session in own_sessions(actor)])


def paper_to_translate(actor: Actor, paper_id: str) -> PaperRevision:
    """One of them, as its authors let the hall read it. Refusal: NotFound."""
    revision = confirmed_revision(paper_id)
    session_id = db.session.scalar(select(Paper.session_id).where(Paper.id == paper_id))
    if revision is None or session_id not in {each.id for each in own_sessions(actor)}:
        raise NotFound
    return revision


def translations_of(
    revision_ids: Sequence[str], *states: TranslationState
) -> dict[str, list[Translated]]:
    """By revision its translations in these states, the newest last; one query."""
    found: dict[str, list[Translated]] = defaultdict(list)
    if not revision_ids:
        return found
    rows = db.session.execute(
        _with_words()
        .where(
            PaperTranslation.translates.in_(revision_ids),
            PaperTranslation.state.in_(states or tuple(TranslationState)),
        )
        .order_by(PaperTranslation.written_at, PaperTranslation.id)
    )
    for row in rows:
        found[row.translates].append(_translated(row))
    return found


def translations_of_now(paper_ids: Sequence[str], state: TranslationState) -> list[Translated]:
    """The translations of these papers in this state, the oldest first: of the words that the hall
    may read now. One query."""
    rows = db.session.execute(
        _with_words()
        .join(Paper, Paper.confirmed_revision_id == PaperTranslation.translates)
        .where(
            PaperTranslation.paper_id.in_(paper_ids),
            PaperTranslation.state == state,
        )
        .order_by(PaperTranslation.written_at, PaperTranslation.id)
    )
    return [_translated(row) for row in rows]


def revisions_by_id(revision_ids: Sequence[str]) -> dict[str, PaperRevision]:
    """The texts that were translated; one query."""
    found = db.session.scalars(select(PaperRevision).where(PaperRevision.id.in_(revision_ids)))
    return {revision.id: revision for revision in found}


def with_yes_of(person_id: str, translation_ids: Sequence[str]) -> set[str]:
    """To which of these translations this author has said yes."""
    if not translation_ids:
        return set()
    said = select(PaperTranslationYes.translation_id).where(
        PaperTranslationYes.person_id == person_id,
        PaperTranslationYes.translation_id.in_(translation_ids),
    )
    return set(db.session.scalars(said))


def have_all_said_yes(translation: PaperTranslation) -> bool:
    """Whether each present author said yes to it."""
    said = db.session.scalars(
        select(PaperTranslationYes.person_id).where(
            PaperTranslationYes.translation_id == translation.id
        )
    )
    return set(authors_of(translation.paper_id)) <= set(said)


def translated_texts(paper_id: str) -> Select[str]:
    """The texts of it that somebody wrote in another language: no words of its authors."""
    return select(PaperTranslation.revision_id).where(PaperTranslation.paper_id == paper_id)


def waiting_in(revision_id: str, lang: str) -> PaperTranslation | None:
    """The translation of these words into this language that waits for its authors."""
    return _in_state(revision_id, lang, TranslationState.WRITTEN, TranslationState.OPEN)


def newest_in(revision_id: str, lang: str) -> Translated | None:
    """What was written last of these words in this language, whatever became of it."""
    every = translations_of([revision_id])[revision_id]
    return next((one for one in reversed(every) if one.language == lang), None)


def translations_at_desk(paper_id: str) -> list[Translated]:
    """All that was written of this paper in other languages, the newest last. Of what its authors
    took back before they brought it back nothing, unless it is held: nothing that an adult wrote to
    a child is hidden from the safety team."""
    is_since = or_(
        Paper.brought_back_at.is_(None),
        PaperTranslation.written_at >= Paper.brought_back_at,
        Paper.held_at.is_not(None),
    )
    rows = db.session.execute(
        _with_words()
        .join(Paper, Paper.id == PaperTranslation.paper_id)
        .where(PaperTranslation.paper_id == paper_id, is_since)
        .order_by(PaperTranslation.written_at, PaperTranslation.id)
    )
    return [_translated(row) for row in rows]


def papers_with_unread() -> Sequence[PaperRevision]:
    """The papers of which a translation waits for another adult; not one that is held."""
    waits = exists().where(
        PaperTranslation.translates == PaperRevision.id,
        PaperTranslation.state == TranslationState.WRITTEN,
    )
    return db.session.scalars(
        select(PaperRevision)
        .join(Paper, Paper.confirmed_revision_id == PaperRevision.id)
        .where(Paper.held_at.is_(None), waits)
        .order_by(Paper.moved_at, Paper.id)
    ).all()


def taken_in(revision_id: str, lang: str) -> PaperTranslation | None:
    """The translation of these words into this language that its authors said yes to."""
    return _in_state(revision_id, lang, TranslationState.YES)


def _in_state(revision_id: str, lang: str, *states: TranslationState) -> PaperTranslation | None:
    return db.session.scalars(
        select(PaperTranslation).where(
            PaperTranslation.translates == revision_id,
            PaperTranslation.language == lang,
            PaperTranslation.state.in_(states),
        )
    ).one_or_none()


def _with_words() -> Select[*tuple[Any, ...]]:
    return select(
        PaperTranslation.id,
        PaperTranslation.paper_id,
        PaperTranslation.translates,
        PaperTranslation.language,
        PaperTranslation.state,
        PaperTranslation.revision_id,
        PaperTranslation.written_by,
        PaperRevision.title,
        PaperRevision.body,
    ).join(
        PaperRevision,
        and_(
            PaperRevision.id == PaperTranslation.revision_id,
            # What was erased with its paper is no translation any more.
            or_(PaperRevision.title != "", PaperRevision.body != ""),
        ),
    )


def _translated(row: Row[Any]) -> Translated:
    return Translated(*tuple(row))
