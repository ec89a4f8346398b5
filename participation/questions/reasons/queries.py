"""Reads of reasons: the list of a session, what waits for an adult, what an asker was told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from participation.foundation.extensions import db
from participation.foundation.inventory import BATCH
from participation.foundation.languages import Words
from participation.foundation.taming import shortened
from participation.people.consent.queries import is_showing_words
from participation.people.models import Person
from participation.programme.sentences.catalogue import Sentence
from participation.programme.sentences.models import SentenceKind
from participation.programme.sentences.queries import ready_sentences
from participation.questions.models import Question
from participation.questions.reasons import rules
from participation.questions.reasons.models import (
    KIND,
    LONGEST,
    ReasonList,
    ReasonState,
    ReasonText,
)
from participation.safeguarding.clearing.kinds import Waiting
from participation.safeguarding.marks.payloads import shown_marks
from participation.safeguarding.marks.queries import marks_on
from participation.safeguarding.marks.rules import urgency


def lock_text(text_id: str) -> ReasonText | None:
    """One reason in one language, locked for this transaction."""
    found = db.session.scalars(_locked(ReasonText.id == text_id))
    return found.one_or_none()


def lock_reason(reason_id: str) -> Sequence[ReasonText]:
    """The reason in all its languages, locked for this transaction."""
    return db.session.scalars(_locked(ReasonText.reason_id == reason_id)).all()


def _locked(which: ColumnElement[bool]) -> Select[ReasonText]:
    return (
        select(ReasonText)
        .where(which)
        .order_by(ReasonText.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def lock_list(session_id: str) -> ReasonList:
    """The session's list, locked for this transaction; made where the children had none yet."""
    row = {"session_id": session_id, "arranged": [], "hidden": []}
    db.session.execute(db.insert(ReasonList).values(row).on_conflict_do_nothing())
    return db.session.get_one(ReasonList, session_id, with_for_update=True, populate_existing=True)


def ready_reasons() -> list[Sentence]:
    """The ready ones, which come with the product or are the event's own."""
    return ready_sentences(SentenceKind.REASON)


def whole_list(session_id: str) -> list[Sentence]:
    """Every reason that an adult has read or nobody needs to, in the children's order; also hidden
    ones."""
    known = {one.id: one for one in (*ready_reasons(), *_cleared(session_id))}
    row = db.session.get(ReasonList, session_id)
    return [known[each] for each in rules.in_order(list(known), row.arranged if row else ())]


def hidden_in(session_id: str) -> set[str]:
    """Those that the children of this session do not want to be offered."""
    row = db.session.get(ReasonList, session_id)
    return set(row.hidden if row else ())


def offered_reasons(session_id: str) -> list[Sentence]:
    """What the moderator can tell an asker, in the children's order."""
    listed = {one.id: one for one in whole_list(session_id)}
    ready = {one.id for one in ready_reasons()}
    return [listed[each] for each in rules.offered(listed, hidden_in(session_id), ready)]


def _cleared(session_id: str) -> list[Sentence]:
    """The children's own that an adult has read, while their writers show their words."""
    texts = db.session.scalars(
        _shown()
        .where(
            ReasonText.session_id == session_id,
            ReasonText.state == ReasonState.CLEARED,
            ReasonText.cleared_by.is_not(None),
            ReasonText.cleared_text == ReasonText.text,
            ReasonText.text != "",
        )
        .order_by(ReasonText.written_at, ReasonText.reason_id, ReasonText.language)
    )
    words = _by_reason(texts)
    return [Sentence(reason_id, SentenceKind.REASON, said) for reason_id, said in words.items()]


def told_words(reason_ids: Iterable[str]) -> dict[str, Words]:
    """The words of these reasons of the children's own as an asker reads them who was told one:
    both keys have turned for them, and no adult stopped them since."""
    texts = db.session.scalars(
        _shown().where(
            ReasonText.reason_id.in_(sorted(set(reason_ids))),
            ReasonText.state.in_(sorted(rules.TOLD)),
            ReasonText.cleared_by.is_not(None),
            ReasonText.cleared_text == ReasonText.text,
            ReasonText.chosen_by.is_not(None),
            ReasonText.chosen_text == ReasonText.text,
            ReasonText.text != "",
        )
    )
    return _by_reason(texts)


def _by_reason(texts: Iterable[ReasonText]) -> dict[str, Words]:
    words: dict[str, Words] = defaultdict(dict)
    for text in texts:
        words[text.reason_id][text.language] = shortened(text.text, LONGEST)
    return dict(words)


def _shown() -> Select[ReasonText]:
    return (
        select(ReasonText).join(Person, Person.id == ReasonText.writer_id).where(is_showing_words())
    )


def unread_texts(session_id: str) -> Sequence[ReasonText]:
    """What of the children's own is not on the list: it waits, was stopped, or is held; of those
    that nobody took back, the oldest first."""
    return db.session.scalars(
        select(ReasonText)
        .where(
            ReasonText.session_id == session_id,
            ReasonText.state.in_((ReasonState.SENT, ReasonState.STOPPED, ReasonState.HELD)),
            ReasonText.writer_left.is_(False),
        )
        .order_by(ReasonText.written_at, ReasonText.id)
    ).all()


def writers_of(reason_ids: Collection[str]) -> dict[str, str]:
    """Who wrote each of these."""
    rows = db.session.execute(
        select(ReasonText.reason_id, ReasonText.writer_id).where(
            ReasonText.reason_id.in_(sorted(reason_ids))
        )
    )
    return {row.reason_id: row.writer_id for row in rows}


def languages_of(reason_ids: Collection[str]) -> dict[str, set[str]]:
    """The languages in which each of these was written, whatever became of it."""
    rows = db.session.execute(
        select(ReasonText.reason_id, ReasonText.language).where(
            ReasonText.reason_id.in_(sorted(reason_ids))
        )
    )
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        found[row.reason_id].add(row.language)
    return found


def how_many_own(session_id: str) -> int:
    """How many reasons of their own the children of this session have."""
    found = db.session.scalars(
        select(ReasonText.reason_id)
        .where(
            ReasonText.session_id == session_id,
            ReasonText.state.not_in(sorted(rules.LEFT)),
            ReasonText.writer_left.is_(False),
        )
        .distinct()
    )
    return len(found.all())


def waiting_for_first_key(session_id: str) -> list[Waiting]:
    """What of the session nobody has read yet, with its marks."""
    texts = db.session.scalars(
        select(ReasonText)
        .where(ReasonText.session_id == session_id, ReasonText.state == ReasonState.SENT)
        .order_by(ReasonText.written_at, ReasonText.id)
    ).all()
    marks = marks_on(KIND, [text.id for text in texts])
    return [
        Waiting(
            KIND,
            text.id,
            text.session_id,
            text.text,
            text.language,
            text.written_at,
            writer=text.writer_id,
            marks=shown_marks(text.text, marks.get(text.id, ())),
            urgency=urgency(marks.get(text.id, ())),
        )
        for text in texts
    ]


def sessions_written_in(person_id: str) -> Sequence[str]:
    """The sessions for which this person wrote a reason."""
    return db.session.scalars(
        select(ReasonText.session_id).where(ReasonText.writer_id == person_id).distinct()
    ).all()


def texts_with_old_words(moment: datetime) -> Sequence[ReasonText]:
    """Those that nobody cleared and came before this moment, or were stopped or taken back before
    it; what an asker was told and its writer took back stays with the asker. Locked."""
    is_told = and_(
        ReasonText.state == ReasonState.TAKEN_BACK,
        ReasonText.chosen_by.is_not(None),
        exists().where(Question.reason == ReasonText.reason_id),
    )
    return db.session.scalars(
        _locked(
            and_(
                ReasonText.text != "",
                or_(
                    and_(ReasonText.state == ReasonState.SENT, ReasonText.written_at < moment),
                    and_(
                        ReasonText.state.in_(sorted(rules.LEFT)),
                        ReasonText.moved_at < moment,
                        ~is_told,
                    ),
                ),
            )
        )
    ).all()


def texts_with_words() -> Sequence[ReasonText]:
    """Those of which a word is left, so many as one transaction takes, locked for it."""
    return db.session.scalars(_locked(ReasonText.text != "").limit(BATCH)).all()
