"""What every step of a question is made of: the move, the moderator's key, and its undoing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from participation.floor.models import Floor
from participation.floor.queries import require_seat
from participation.floor.undo.acts import Back, note_act, undoable
from participation.floor.undo.refusals import NothingToUndo
from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import Reference, about, record
from participation.foundation.extensions import db
from participation.foundation.policies import require
from participation.foundation.refusals import NotFound, Refusal
from participation.programme.models import ConferenceSession
from participation.programme.queries import may_see
from participation.questions import queries, rules
from participation.questions.events import (
    QuestionAnswered,
    QuestionCleared,
    QuestionCovered,
    QuestionDeclined,
    QuestionHeld,
    QuestionJoined,
    QuestionMoved,
    QuestionParted,
    QuestionPostponed,
    QuestionPutBack,
    QuestionPutOnStage,
    QuestionShortlisted,
    QuestionStopped,
    QuestionTakenBack,
    QuestionUndone,
    StepTakenBack,
)
from participation.questions.models import Question, QuestionState
from participation.questions.permissions import POLICIES
from participation.questions.promises import give_usual
from participation.questions.refusals import (
    AskerAskedAgain,
    LineFull,
    OtherKeyNeeded,
    QuestionMovedOn,
    QuestionWaiting,
)
from participation.safeguarding.clearing.refusals import WordsChanged

# SQLite names the columns of a broken index, PostgreSQL the index.
ONE_OPEN: dict[str, type[Refusal]] = {
    "uq_question_open": QuestionWaiting,
    "question.session_id, question.asker": QuestionWaiting,
}
BRING_BACK: dict[str, type[Refusal]] = dict.fromkeys(ONE_OPEN, AskerAskedAgain)

HAPPENED: dict[str, type[QuestionMoved]] = {
    "clear": QuestionCleared,
    "clear_late": QuestionPostponed,
    "stop": QuestionStopped,
    "cover": QuestionCovered,
    "undo": QuestionUndone,
    "route_to_safety": QuestionHeld,
    "shortlist": QuestionShortlisted,
    "put_on_stage": QuestionPutOnStage,
    "answered": QuestionAnswered,
    "later": QuestionPostponed,
    "keep": QuestionPostponed,
    "decline": QuestionDeclined,
    "join": QuestionJoined,
    "part": QuestionParted,
    "put_back": QuestionPutBack,
    "take_back": QuestionTakenBack,
    "run_out": QuestionDeclined,
}
# What a step of the moderator's changes; the database has it as it was, so it can be undone.
KEPT = (
    *("state", "reason", "place", "joined_to"),
    *("owner_person", "owner_organisation", "answer_by"),
    "moved_at",  # its place among the new ones
)


def move(question: Question, step: str, reason: str | None = None) -> None:
    """The question is in the state that follows; what belongs to the state before is gone. Whoever
    moves it to `joined` or into the line says where. Refusal: QuestionMovedOn with the present
    state."""
    state = rules.after(step, question.state)
    if state is None:
        raise moved_on(question)
    if state in rules.PROMISED:
        give_usual(question)  # first: the table takes no later without a promise
    else:
        question.owner_person = question.owner_organisation = question.answer_by = None
    question.state = state
    question.reason = reason
    question.moved_at = clock.now()
    if state != QuestionState.SHORTLISTED:
        question.place = None
    if state != QuestionState.JOINED:
        question.joined_to = None
    record(HAPPENED[step](question.session_id, question.id))


def moved_on(question: Question) -> QuestionMovedOn:
    return QuestionMovedOn(state={"question": question.id, "state": str(question.state)})


def reference(question: Question) -> Reference:
    return {"question": question.id, "state": str(question.state)}


def in_seat(
    actor: Actor, action: str, session: ConferenceSession | None, epoch: int | None
) -> Floor:
    """The session's floor, locked, for whoever holds its seat; it is locked before any question.

    Refusals: NotFound, NotAllowed, NotNow, NotYourSeat, SeatMoved.
    """
    if session is None or not may_see(actor, session):
        raise NotFound
    require(POLICIES[f"questions.{action}"], actor, session.id)
    floor = require_seat(actor, session.id, epoch)
    require(POLICIES[f"questions.{action}"], actor, session.id, floor.state)
    return floor


def readable(question: Question | None, session_id: str) -> Question:
    """The locked question where the moderator's key reaches it. Refusal: NotFound before the first
    key, with the safety team, or while its asker shows nothing."""
    if (
        question is None
        or question.session_id != session_id
        or question.cleared_by is None
        or queries.hidden([question])
    ):
        raise NotFound
    return question


def require_other_key(actor: Actor, question: Question) -> None:
    """An adult who helps in the seat turns no second key where she has turned the first. Refusal:
    OtherKeyNeeded."""
    if question.cleared_by == actor.person_id:
        raise OtherKeyNeeded


def require_same_words(question: Question, read: int | None) -> None:
    """She turns her key for the words that she has read. Refusal: WordsChanged."""
    if question.revision != read:
        raise WordsChanged(state={**reference(question), "revision": question.revision})


def second_key(
    actor: Actor,
    action: str,
    question_id: str,
    epoch: int,
    reason: str | None = None,
    read: int | None = None,
) -> Reference:
    """Make a step of the moderator's key, with her seat; where the hall reads the words next, for
    those that she has `read`."""
    session = queries.session_of(question_id)
    floor = in_seat(actor, action, session, epoch)
    question = readable(queries.lock_question(question_id), floor.session_id)
    about("question", question.id, floor.session_id, reason)
    is_there = question.state == rules.goal(action)
    can_come = is_there or rules.after(action, question.state) is not None
    if action in rules.SHOWS:
        require_other_key(actor, question)
        if can_come:
            require_same_words(question, read)
    if is_there:
        return reference(question)
    was = as_it_was([question])
    if action == "put_on_stage" and can_come:
        was |= as_it_was(filter(None, [queries.lock_stage(floor.session_id)]))
        leave_stage(floor.session_id)
    place = None
    if action == "shortlist":
        place, stood = _last_place(floor.session_id)
        was |= stood
    move(question, action, reason)
    question.place = place
    choose(actor, question)
    note_step(floor.session_id, action, was, question.id)
    return reference(question)


def choose(actor: Actor, question: Question) -> None:
    """The moderator's key has turned for these very words."""
    question.chosen_by, question.chosen_text = actor.person_id, question.text


def leave_stage(session_id: str) -> Question | None:
    """What was on stage."""
    question = queries.lock_stage(session_id)
    if question is not None:
        # One whose asker shows nothing now was not seen to its end: it waits in the line again, or
        # to be chosen where five stand there.
        line = queries.lock_line(session_id)
        place = next(iter(_behind(line)), None) if len(line) < rules.LONGEST_LINE else None
        if not queries.hidden([question]):
            move(question, "answered")
        elif place is None:
            move(question, "put_back")
        else:
            move(question, "shortlist")
            question.place = place
        db.session.flush()  # the index allows one on stage, so the old one leaves first
    return question


def stand_in_order(line: Sequence[Question]) -> None:
    """These stand in the line in this order."""
    taken = {question.place for question in line if question.place is not None}
    places = rules.free_places(taken, len(line))
    for question, place in zip(line, places, strict=True):
        question.place = place


def _last_place(session_id: str) -> tuple[int, Back]:
    """A place behind the others, and how those stood who made room for it. Refusal: LineFull."""
    line = queries.lock_line(session_id)
    if len(line) >= rules.LONGEST_LINE:
        raise LineFull(state={"questions": [question.id for question in line]})
    stood: Back = {}
    if not _behind(line):
        stood = as_it_was(line)
        stand_in_order(line)
        db.session.flush()
    return _behind(line)[0], stood


def _behind(line: Sequence[Question]) -> list[int]:
    last = max((question.place or 0 for question in line), default=0)
    return [place for place in rules.PLACES if place > last]


def part(question: Question) -> None:
    """The question is gone: what was joined with it can be chosen again, for itself. Where its
    asker has sent another one meanwhile it is kept for later."""
    for each in queries.lock_joined(question.id):
        move(each, "keep" if queries.has_open(each.session_id, each.asker) else "part")


def as_it_was(questions: Iterable[Question]) -> Back:
    """What is noted of them before a step, so that it can be undone."""
    return {question.id: {name: _plain(question, name) for name in KEPT} for question in questions}


def note_step(session_id: str, action: str, was: Back, subject_id: str | None = None) -> None:
    """The moderator has made this step; for a minute these questions can be as they were."""
    now = {question_id: str(db.session.get_one(Question, question_id).state) for question_id in was}
    note_act(session_id, f"questions.{action}", subject_id, {"was": was, "now": now})


def _undo_step(actor: Actor, floor: Floor, back: Back) -> None:
    """Every question of the step is as it was before; what only stood in the line, or went along,
    and has left it since stays where it is. Refusals: NothingToUndo where one that made the step
    has moved since, AskerAskedAgain."""
    was, now = back["was"], back["now"]
    questions = queries.lock_questions(was)
    stayed = [question for question in questions if str(question.state) == now[question.id]]
    if any(was[each.id]["state"] != now[each.id] for each in questions if each not in stayed):
        raise NothingToUndo(state={"state": floor.state, "version": floor.version})
    for question in stayed:
        if question.state in (QuestionState.SHORTLISTED, QuestionState.ON_STAGE):
            # Out of the line and off the stage first: the old places may be each other's.
            question.state, question.place = QuestionState.CLEARED, None
    db.session.flush()
    for question in stayed:
        opens = was[question.id]["state"] in rules.OPEN and question.state not in rules.OPEN
        if opens and queries.has_open(question.session_id, question.asker):
            raise AskerAskedAgain
        for name, value in was[question.id].items():
            setattr(question, name, _whole(name, value))
    record(StepTakenBack(floor.session_id))


def _plain(question: Question, name: str) -> Any:
    value = getattr(question, name)
    if isinstance(value, datetime):
        return clock.iso_exactly(value)
    return value.isoformat() if isinstance(value, date) else value


def _whole(name: str, value: Any) -> Any:
    if name == "moved_at":
        return clock.moment(value)
    return date.fromisoformat(value) if name == "answer_by" and value else value


for step in (*rules.SECOND_KEY, "line_up", "keep_many", "decline_many"):
    undoable(f"questions.{step}")(_undo_step)
