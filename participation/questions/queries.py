"""Reads of questions, through authority: what an actor may not see does not exist."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from participation.floor.models import Floor
from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.people.consent.queries import hiding
from participation.people.models import Device
from participation.programme.models import ConferenceSession
from participation.programme.queries import may_see
from participation.questions import rules
from participation.questions.models import KIND, Question, QuestionState, Support
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


def is_a_device_that_is_gone(holder: Any) -> ColumnElement[bool]:
    """Whether this column names a phone of which there is no row any more."""
    prefix = "device:"
    return and_(
        holder.startswith(prefix),
        func.substr(holder, len(prefix) + 1).not_in(select(Device.id)),
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
    """Each of these questions with its session and the session's state, by one query."""
    rows = db.session.execute(
        select(Question, ConferenceSession, Floor.state)
        .join(ConferenceSession, ConferenceSession.id == Question.session_id)
        .outerjoin(Floor, Floor.session_id == Question.session_id)
        .where(Question.id.in_(sorted(set(question_ids))))
        .execution_options(populate_existing=True)
    )
    return {
        question.id: (question, session, state or "planned") for question, session, state in rows
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


def waiting_for_first_key(session_id: str) -> list[Waiting]:
    """The questions of the session that nobody has read yet, with their marks."""
    questions = questions_in(session_id, {QuestionState.SENT})
    marks = marks_on(KIND, [question.id for question in questions])
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
        .where(Question.session_id == session_id, Question.decided_at > now - PACE_OF)
        .order_by(Question.decided_at.desc())
        .limit(PACE_FROM)
    )
    took = [(decided - asked).total_seconds() for asked, decided in lately if decided]
    return [(now - oldest).total_seconds()] if oldest else [], took


def is_public(question: Question) -> bool:
    """Whether both keys have turned for this very text."""
    return rules.is_public(
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
    """The questions of the session to which these holders said "me too"."""
    supported: dict[str, list[str]] = defaultdict(list)
    rows = db.session.execute(
        select(Support.holder, Support.question_id)
        .join(Question, Question.id == Support.question_id)
        .where(
            Question.session_id == session_id,
            Question.state.in_(sorted(rules.PUBLIC)),
            Support.holder.in_(sorted(set(holders))),
        )
        .order_by(Support.question_id)
    )
    for holder, question_id in rows:
        supported[holder].append(question_id)
    return supported


def supporters(session_id: str) -> dict[str, int]:
    """How many said "me too", by question; those without a supporter are not in it."""
    rows = db.session.execute(
        select(Support.question_id, func.count())
        .join(Question, Question.id == Support.question_id)
        .where(Question.session_id == session_id)
        .group_by(Support.question_id)
    )
    return dict(rows.all())


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
