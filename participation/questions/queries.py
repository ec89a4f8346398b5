"""Reads of questions, through authority: what an actor may not see does not exist."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, func, or_, select, union
from sqlalchemy.orm import aliased

from participation.floor.models import Floor
from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.inventory import BATCH
from participation.foundation.languages import Words
from participation.people.consent.queries import hiding
from participation.people.erasing.queries import erased_holders
from participation.people.models import Device
from participation.people.queries import shown_names
from participation.programme.models import ConferenceSession, Organisation
from participation.programme.queries import may_see
from participation.programme.subjects import SUBJECTS
from participation.questions import rules
from participation.questions.models import KIND, Question, QuestionLabel, QuestionState, Support
from participation.questions.paragraphs import abouts
from participation.safeguarding.clearing.kinds import Waiting
from participation.safeguarding.marks.payloads import shown_marks
from participation.safeguarding.marks.queries import marks_on
from participation.safeguarding.marks.rules import urgency

# The pace of reading is that of the last ten texts, if they were read not long ago.
PACE_OF = timedelta(minutes=15)
PACE_FROM = 10


def session_of(question_id: str) -> ConferenceSession | None:
    """The session in which a question was asked."""
    return db.session.scalars(
        select(ConferenceSession)
        .join(Question, Question.session_id == ConferenceSession.id)
        .where(Question.id == question_id)
    ).one_or_none()


def lock_question(question_id: str) -> Question | None:
    """The question, locked for this transaction. Supporters may still be added meanwhile."""
    return db.session.scalars(
        select(Question)
        .where(Question.id == question_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()


def lock_questions(question_ids: Iterable[str]) -> Sequence[Question]:
    """These questions, locked for this transaction, always in the same order."""
    return db.session.scalars(
        select(Question)
        .where(Question.id.in_(sorted(set(question_ids))))
        .order_by(Question.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()


def lock_line(session_id: str) -> Sequence[Question]:
    """The chosen questions in their order, locked for this transaction."""
    return db.session.scalars(
        select(Question)
        .where(Question.session_id == session_id, Question.place.is_not(None))
        .order_by(Question.place)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()


def lock_joined(question_id: str) -> Sequence[Question]:
    """What is joined with this question, locked for this transaction."""
    return db.session.scalars(
        select(Question)
        .where(Question.joined_to == question_id)
        .order_by(Question.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()


def lock_unsettled(session_id: str) -> Sequence[Question]:
    """What waits for somebody in a session that is over, locked for this transaction."""
    return db.session.scalars(
        select(Question)
        .where(Question.session_id == session_id, Question.state.in_(sorted(rules.OPEN)))
        .order_by(Question.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()


def has_open(session_id: str, asker: str) -> bool:
    """Whether this asker has a question on its way in the session."""
    return (
        db.session.scalar(
            select(func.count()).where(
                Question.session_id == session_id,
                Question.asker == asker,
                Question.state.in_(sorted(rules.OPEN)),
            )
        )
        or 0
    ) > 0


def how_many_open(session_id: str) -> int:
    """How many questions of the session nobody has given a state to."""
    return (
        db.session.scalar(
            select(func.count()).where(
                Question.session_id == session_id, Question.state.in_(sorted(rules.OPEN))
            )
        )
        or 0
    )


def how_many_public(session_ids: Collection[str]) -> int:
    """How many questions the halls of these sessions read now, or have read answered."""
    return (
        db.session.scalar(
            select(func.count()).where(
                Question.session_id.in_(sorted(session_ids)),
                Question.state.in_(sorted(rules.PUBLIC)),
            )
        )
        or 0
    )


def questions_with_old_words(moment: datetime) -> Sequence[Question]:
    """Those whose words never got the first key and came before this moment, or were stopped or
    taken back before it, or had something covered; locked for this transaction."""
    left = Question.state.in_((QuestionState.STOPPED, QuestionState.TAKEN_BACK))
    return db.session.scalars(
        select(Question)
        .where(
            or_(
                and_(
                    Question.text != "",
                    or_(
                        and_(Question.cleared_by.is_(None), Question.asked_at < moment),
                        and_(left, Question.moved_at < moment),
                    ),
                ),
                and_(Question.before_cover.is_not(None), Question.asked_at < moment),
            ),
        )
        .order_by(Question.id)
        .with_for_update(key_share=True)
    ).all()


def questions_with_words() -> Sequence[Question]:
    """Those of which a word is left, so many as one transaction takes, locked for it."""
    return db.session.scalars(
        select(Question)
        .where(Question.text != "")
        .order_by(Question.id)
        .limit(BATCH)
        .with_for_update(key_share=True)
    ).all()


def is_gone(holder: Any) -> ColumnElement[bool]:
    """Whether this column names a phone of which there is no row any more, or a child of whom
    nothing is left."""
    phone, child = "device:", "person:"
    return or_(
        and_(
            holder.startswith(phone), func.substr(holder, len(phone) + 1).not_in(select(Device.id))
        ),
        and_(holder.startswith(child), func.substr(holder, len(child) + 1).in_(erased_holders())),
    )


def lock_stage(session_id: str) -> Question | None:
    """The question on stage, locked for this transaction."""
    return db.session.scalars(
        select(Question)
        .where(Question.session_id == session_id, Question.state == QuestionState.ON_STAGE)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()


def questions_to_support(
    question_ids: Collection[str],
) -> dict[str, tuple[Question, ConferenceSession, str]]:
    """Each of these questions with its session and the session's state, by one query. In the place
    of a joined one stands what it is joined with: who pressed a moment late is heard all the same.
    """
    asked, target = aliased(Question), aliased(Question)
    rows = db.session.execute(
        select(asked.id, target, ConferenceSession, Floor.state)
        .join(target, target.id == func.coalesce(asked.joined_to, asked.id))
        .join(ConferenceSession, ConferenceSession.id == target.session_id)
        .outerjoin(Floor, Floor.session_id == target.session_id)
        .where(asked.id.in_(sorted(set(question_ids))))
        .execution_options(populate_existing=True)
    )
    return {
        question_id: (question, session, state or "planned")
        for question_id, question, session, state in rows
    }


def on_stage(session_id: str) -> Question | None:
    """The question on stage, with both its keys."""
    found = db.session.scalars(
        select(Question).where(
            Question.session_id == session_id, Question.state == QuestionState.ON_STAGE
        )
    ).one_or_none()
    if found is None or not is_public(found) or hidden([found]):
        return None
    return found


def public_question(question_id: str, session_id: str) -> Question | None:
    """The question of this session, if the hall may read it now."""
    found = db.session.get(Question, question_id)
    if found is None or found.session_id != session_id:
        return None
    return None if not is_public(found) or hidden([found]) else found


def hidden(questions: Iterable[Question]) -> set[str]:
    """The ids of those of these questions whose askers show nothing now; one query."""
    asked_by: dict[str, list[str]] = defaultdict(list)
    for question in questions:
        kind, _, person_id = question.asker.partition(":")
        if kind == "person":
            asked_by[person_id].append(question.id)
    return {question_id for person_id in hiding(asked_by) for question_id in asked_by[person_id]}


def sessions_asked_in(holder: str) -> Sequence[str]:
    """The sessions in which this holder asked something."""
    return db.session.scalars(
        select(Question.session_id).where(Question.asker == holder).distinct()
    ).all()


def questions_in(session_id: str, states: Iterable[str]) -> Sequence[Question]:
    """The questions of a session in these states; who has waited longest comes first."""
    return db.session.scalars(
        select(Question)
        .where(Question.session_id == session_id, Question.state.in_(sorted(set(states))))
        .order_by(Question.moved_at, Question.id)
    ).all()


def last_answered(session_id: str, many: int) -> Sequence[Question]:
    """The questions of a session that were answered last, at most so many; the newest ends them."""
    newest = db.session.scalars(
        select(Question)
        .where(Question.session_id == session_id, Question.state == QuestionState.ANSWERED)
        .order_by(Question.moved_at.desc(), Question.id.desc())
        .limit(many)
    ).all()
    return newest[::-1]


def waiting_for_first_key(session_id: str) -> list[Waiting]:
    """The questions of the session that nobody has read yet, with their marks."""
    questions = questions_in(session_id, {QuestionState.SENT})
    marks = marks_on(KIND, [question.id for question in questions])
    about = abouts(session_id) if questions else {}
    return [
        Waiting(
            KIND,
            question.id,
            question.session_id,
            question.text,
            question.language,
            question.asked_at,
            revision=question.revision,
            marks=shown_marks(question.text, marks.get(question.id, ())),
            urgency=urgency(marks.get(question.id, ())),
            on_paper=question.on_paper,
            about=about.get(question.id),
        )
        for question in questions
    ]


def reading_pace(session_id: str) -> tuple[list[float], list[float]]:
    """In seconds: how long who waits longest has waited, and how long the last ones took that were
    read in the last quarter of an hour."""
    now = clock.now()
    oldest = db.session.scalar(
        select(func.min(Question.asked_at)).where(
            Question.session_id == session_id, Question.state == QuestionState.SENT
        )
    )
    lately = db.session.execute(
        select(Question.asked_at, Question.decided_at)
        .where(
            Question.session_id == session_id,
            Question.decided_at > now - PACE_OF,
            Question.typed_by.is_(None),  # read while it was typed
        )
        .order_by(Question.decided_at.desc())
        .limit(PACE_FROM)
    )
    took = [(decided - asked).total_seconds() for asked, decided in lately if decided]
    return [(now - oldest).total_seconds()] if oldest else [], took


def labels_in(session_id: str) -> dict[str, list[str]]:
    """What each question of the session is about, in the order of the list; those without a label
    are not in it."""
    found: dict[str, list[str]] = defaultdict(list)
    rows = db.session.execute(
        select(QuestionLabel.question_id, QuestionLabel.label)
        .join(Question, Question.id == QuestionLabel.question_id)
        .where(Question.session_id == session_id)
    )
    order = {label: at for at, label in enumerate(SUBJECTS)}
    for question_id, label in sorted(rows, key=lambda row: order.get(row.label, len(order))):
        found[question_id].append(label)
    return found


def is_public(question: Question) -> bool:
    """Whether both keys have turned for this very text, and it has not been erased since."""
    return question.text != "" and rules.is_public(
        question.state,
        question.cleared_by is not None and question.cleared_text == question.text,
        question.chosen_by is not None and question.chosen_text == question.text,
    )


def questions_of(session_id: str, holders: Collection[str]) -> dict[str, list[Question]]:
    """What these holders asked in the session, the newest first."""
    asked: dict[str, list[Question]] = defaultdict(list)
    for question in db.session.scalars(
        select(Question)
        .where(Question.session_id == session_id, Question.asker.in_(sorted(set(holders))))
        .order_by(Question.asked_at.desc(), Question.id)
    ):
        asked[question.asker].append(question)
    return asked


def supported_by(session_id: str, holders: Collection[str]) -> dict[str, list[str]]:
    """The questions of the session to which these holders said "me too", or with which their own
    was joined."""
    supported: dict[str, list[str]] = defaultdict(list)
    voices, target = _voices(session_id), aliased(Question)
    rows = db.session.execute(
        select(voices.c.holder, voices.c.question_id)
        .join(target, target.id == voices.c.question_id)
        .where(
            target.state.in_(sorted(rules.PUBLIC)),
            voices.c.holder.in_(sorted(set(holders))),
        )
        .order_by(voices.c.question_id)
    )
    for holder, question_id in rows:
        supported[holder].append(question_id)
    return supported


def supporters(session_id: str) -> dict[str, int]:
    """How many said "me too", by question; those without a supporter are not in it. Whoever asked
    what was joined with it, or supported that, is one of them, and everybody counts once."""
    voices, target = _voices(session_id), aliased(Question)
    rows = db.session.execute(
        select(voices.c.question_id, func.count())
        .join(target, target.id == voices.c.question_id)
        .where(voices.c.holder != target.asker)
        .group_by(voices.c.question_id)
    )
    return dict(rows.all())


def _voices(session_id: str) -> Subquery:
    """Who speaks for which question, each once: a union has no row twice."""
    said = (
        select(
            func.coalesce(Question.joined_to, Question.id).label("question_id"),
            Support.holder.label("holder"),
        )
        .join(Support, Support.question_id == Question.id)
        .where(Question.session_id == session_id)
    )
    asked = select(Question.joined_to, Question.asker).where(
        Question.session_id == session_id, Question.joined_to.is_not(None)
    )
    return union(said, asked).subquery()


def targets(questions: Iterable[Question]) -> dict[str, Question]:
    """What these are joined with, by its id; one query, none where nothing is joined."""
    ids = {question.joined_to for question in questions if question.joined_to is not None}
    if not ids:
        return {}
    found = db.session.scalars(select(Question).where(Question.id.in_(sorted(ids))))
    return {question.id: question for question in found}


def owner_names(questions: Iterable[Question]) -> dict[str, Words]:
    """The names of who answers these, by id; people's as they are shown now."""
    people = {each.owner_person for each in questions if each.owner_person is not None}
    companies = {
        each.owner_organisation for each in questions if each.owner_organisation is not None
    }
    names: dict[str, Words] = shown_names(sorted(people)) if people else {}
    if companies:
        rows = db.session.execute(
            select(Organisation.id, Organisation.name).where(Organisation.id.in_(sorted(companies)))
        )
        names |= {row.id: row.name for row in rows}
    return names


def askers(session_id: str) -> set[str]:
    """The holders who asked something in the session; for telling them of their own questions."""
    return set(
        db.session.scalars(
            select(Question.asker).where(Question.session_id == session_id).distinct()
        )
    )


def may_see_session_of(actor: Actor, question: Question) -> bool:
    """Whether the session in which the question was asked exists for the actor."""
    session = db.session.get(ConferenceSession, question.session_id)
    return session is not None and may_see(actor, session)
