"""The moderator's writes that take several questions: lined up, joined, kept, declined, sorted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import delete

from participation.floor.queries import state_of
from participation.floor.undo.acts import Back
from participation.foundation.actors import Actor
from participation.foundation.commands import Reference, about, command, record
from participation.foundation.extensions import db
from participation.foundation.policies import own_facilitator, require
from participation.foundation.refusals import BadInput, NotFound
from participation.programme.queries import session_by_id
from participation.programme.subjects import SUBJECTS
from participation.questions import queries, rules
from participation.questions.events import LineMoved, QuestionsLabelled
from participation.questions.models import Question, QuestionLabel, QuestionState
from participation.questions.permissions import POLICIES
from participation.questions.promises import promise
from participation.questions.reasons.telling import tell
from participation.questions.refusals import CannotJoin, LineFull
from participation.questions.steps import (
    BRING_BACK,
    as_it_was,
    choose,
    in_seat,
    move,
    note_step,
    readable,
    reference,
    require_other_key,
    require_same_words,
    stand_in_order,
)


@command(clashes=BRING_BACK)
def line_up(actor: Actor, session_id: str, read: Mapping[str, int], epoch: int) -> Reference:
    """These questions stand in the line, in this order, and no other: what stood there and is not
    named waits to be chosen again. `read` says which revision of each she has read.

    Refusals: as shortlist; LineFull for more than five.
    """
    session = session_by_id(actor, session_id)
    in_seat(actor, "line_up", session, epoch)
    about("session", session.id, session.id)
    wanted = list(read)
    if len(wanted) > rules.LONGEST_LINE:
        raise LineFull
    line = queries.lock_line(session.id)
    named = _readable(wanted, session.id)
    leaving = [question for question in line if question.id not in named]
    was = as_it_was([*named.values(), *leaving])
    for question in leaving:
        move(question, "put_back")
    db.session.flush()  # a place is free before somebody else stands in it
    stand = [named[question_id] for question_id in wanted]
    for question in stand:
        require_same_words(question, read[question.id])
        if question.state != QuestionState.SHORTLISTED:
            require_other_key(actor, question)
    stand_in_order(stand)
    for question in stand:
        if question.state != QuestionState.SHORTLISTED:
            place = question.place
            move(question, "shortlist")
            question.place = place
            choose(actor, question)
    record(LineMoved(session.id))
    note_step(session.id, "line_up", was)
    return {"questions": wanted}


@command(clashes=BRING_BACK)
def join(actor: Actor, question_id: str, into_id: str, epoch: int) -> Reference:
    """The question goes where the other one goes, and its own words are shown nowhere. Whoever
    asked or supported it is heard with the other one, once.

    Refusals: as shortlist; CannotJoin; QuestionMovedOn with the present state.
    """
    session = queries.session_of(question_id)
    floor = in_seat(actor, "join", session, epoch)
    locked = {each.id: each for each in queries.lock_questions((question_id, into_id))}
    question = readable(locked.get(question_id), floor.session_id)
    into = readable(locked.get(into_id), floor.session_id)
    about("question", question.id, floor.session_id)
    if question.state == QuestionState.JOINED and question.joined_to == into.id:
        return reference(question)
    if question is into or into.state not in rules.TAKES_IN:
        raise CannotJoin(state={"question": into.id, "state": str(into.state)})
    beside = queries.lock_joined(question.id)
    was = as_it_was([question, *beside])
    move(question, "join")
    for each in (question, *beside):
        each.joined_to = into.id
    note_step(floor.session_id, "join", was, question.id)
    return reference(question)


@command()
def keep_many(
    actor: Actor,
    session_id: str,
    question_ids: Sequence[str],
    epoch: int,
    owner: str | None = None,
    by: date | None = None,
) -> Reference:
    """Each of these is kept, with one promise for all. What has moved on meanwhile is left where it
    is. Answers with those that are kept: `{"questions": [id]}`.

    Refusals: NotFound, NotAllowed, NotNow, NotYourSeat, SeatMoved, OwnerNotHere, DayIsOver.
    """
    session = session_by_id(actor, session_id)
    given = promise(session.id, owner, by)
    in_seat(actor, "keep_many", session, epoch)
    about("session", session.id, session.id)
    moved, was = _move_each(actor, _readable(question_ids, session.id).values(), "later")
    if given is not None:
        for question in moved:
            given.give(question)
    note_step(session.id, "keep_many", was)
    return {"questions": sorted(was)}


@command()
def decline_many(
    actor: Actor, session_id: str, question_ids: Sequence[str], epoch: int, reason: str
) -> Reference:
    """None of these comes on stage; each asker reads the one kind reason. What has moved on
    meanwhile is left where it is. Answers where each of them is now, in the order in which they
    were named: `{"questions": [{"question": id, "state": state}]}`.

    Refusals: NotFound, NotAllowed, NotNow, NotYourSeat, SeatMoved; as `tell`, for a reason that
    this session does not offer.
    """
    session = session_by_id(actor, session_id)
    in_seat(actor, "decline_many", session, epoch)
    about("session", session.id, session.id, reason)
    tell(actor, session.id, reason)
    named = _readable(question_ids, session.id)
    _, was = _move_each(actor, named.values(), "decline", reason)
    note_step(session.id, "decline_many", was)
    return {
        "questions": [reference(named[question_id]) for question_id in dict.fromkeys(question_ids)]
    }


def _move_each(
    actor: Actor, questions: Iterable[Question], step: str, reason: str | None = None
) -> tuple[list[Question], Back]:
    """Those of these that could make the step and have made it, and how they were before."""
    moved = [each for each in questions if rules.after(step, each.state) is not None]
    was = as_it_was(moved)
    for question in moved:
        move(question, step, reason)
        choose(actor, question)
    return moved, was


@command()
def label(
    actor: Actor,
    session_id: str,
    question_ids: Sequence[str],
    name: str,
    on: bool,
    epoch: int | None = None,
) -> Reference:
    """Each of these has this label of the list, or has it no more; twice is harmless. By a
    facilitator of the session, or from the moderator's seat.

    Refusals: NotFound (also before the first key), NotAllowed, NotNow, NotYourSeat, SeatMoved,
    BadInput for a label that is not on the list.
    """
    if name not in SUBJECTS:
        raise BadInput({"label": str(BadInput.words)})
    session = session_by_id(actor, session_id)
    if own_facilitator(actor, session.id):
        require(POLICIES["questions.label"], actor, session.id, state_of(session.id))
    else:
        in_seat(actor, "label", session, epoch)
    about("session", session.id, session.id, name)
    ids = sorted(_readable(question_ids, session.id))
    if on and ids:
        rows = [{"question_id": question_id, "label": name} for question_id in ids]
        db.session.execute(db.insert(QuestionLabel).on_conflict_do_nothing(), rows)
    elif ids:
        here = QuestionLabel.question_id.in_(ids), QuestionLabel.label == name
        db.session.execute(delete(QuestionLabel).where(*here))
    record(QuestionsLabelled(session.id))
    return {"questions": ids, "label": name, "on": on}


def _readable(question_ids: Sequence[str], session_id: str) -> dict[str, Question]:
    """Each of these, locked. Refusal: NotFound for one that her key does not reach."""
    found = {each.id: each for each in queries.lock_questions(question_ids)}
    if set(found) != set(question_ids):
        raise NotFound
    return {each.id: readable(each, session_id) for each in found.values()}
