"""The writes of questions: asked, taken back, cleared or stopped, chosen, answered, supported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, update

from participation.floor.queries import state_of, typed_text_rests, why_not
from participation.floor.refusals import TextRests
from participation.floor.rules import is_over
from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import (
    Audit,
    Outcome,
    Reference,
    about,
    command,
    mass_command,
    record,
    rows_of,
)
from participation.foundation.database import new_id
from participation.foundation.extensions import db
from participation.foundation.inventory import CLEARED, UNCLEARED
from participation.foundation.policies import require
from participation.foundation.receipt_codes import Stub, keep_receipt
from participation.foundation.refusals import NotFound, NotSignedIn, Refusal
from participation.foundation.taming import tame
from participation.programme.models import ConferenceSession
from participation.programme.queries import is_over_for, session_by_id
from participation.questions import queries, rules
from participation.questions.events import (
    AskerShownOtherwise,
    QuestionAsked,
    QuestionBroughtBack,
    QuestionSupported,
    QuestionTakenBack,
)
from participation.questions.models import (
    KIND,
    PAPER,
    ParagraphVoice,
    Question,
    QuestionAbout,
    QuestionLabel,
    QuestionState,
    Support,
)
from participation.questions.paragraphs import tie
from participation.questions.permissions import POLICIES
from participation.questions.promises import give_usual, promise
from participation.questions.reasons.telling import tell
from participation.questions.refusals import (
    QuestionMovedOn,
    QuestionTooLong,
    TooLateToBringBack,
)
from participation.questions.steps import (
    BRING_BACK,
    ONE_OPEN,
    leave_stage,
    move,
    moved_on,
    part,
    reference,
    second_key,
)
from participation.questions.whereabouts import state_read
from participation.safeguarding.clearing.commands import let_go, take_in_hand
from participation.safeguarding.clearing.kinds import Kind, declare_kind
from participation.safeguarding.clearing.queries import require_first_key
from participation.safeguarding.clearing.refusals import (
    NothingCovered,
    UndoTooLate,
)
from participation.safeguarding.clearing.rules import covered, may_undo
from participation.safeguarding.concerns.commands import take_in_routed_text
from participation.safeguarding.marks.commands import forget_marks, mark_text

# An asker that is nobody any more.
ERASED = "erased:"


@dataclass(frozen=True)
class MeToo:
    """One person's "me too"."""

    actor: Actor
    question_id: str
    command_id: str | None = None


@command(audit=Audit.ANONYMOUS, clashes=ONE_OPEN)
def ask(
    actor: Actor,
    session_id: str,
    text: str,
    language: str,
    name_as: str = "none",
    stub: Stub | None = None,
    tied_to: tuple[str, int] | None = None,
) -> Reference:
    """The question waits for the first key; nobody but its asker and the facilitators sees it.
    The code whose stub this is opens its answer for 12 months. `tied_to` is the paragraph of a
    paper on stage that it is about: the item that pins it, and its number.

    Whatever its words are, it is taken. Refusals: NotFound, NotSignedIn, NotAllowed, NotNow with
    the present state, TextRests in quiet mode, QuestionTooLong, QuestionWaiting.
    """
    session = _taking(actor, "ask", session_id, text)
    if actor.holder is None:
        raise NotSignedIn
    question = Question(asker=actor.holder, name_as=rules.shown_as(name_as, actor.is_signed_in))
    _take_in(question, session, text, language, stub)
    if tied_to is not None:
        tie(question, *tied_to)
    return {"question": question.id}


@command()
def type_slip(
    actor: Actor, session_id: str, text: str, language: str, stub: Stub | None = None
) -> Reference:
    """What a child wrote on paper waits for the moderator: the adult on duty who typed it has read
    it, and her first key has turned with it (safeguarding.md, decision 1). Every paper has an asker
    of its own, whom nobody knows; the code whose stub this is opens its answer for 12 months.

    Refusals: as ask, but for QuestionWaiting; NotOnDuty, LanguageNotRead.
    """
    session = _taking(actor, "type_slip", session_id, text)
    if actor.person_id is None:
        raise NotSignedIn
    question = Question(asker=PAPER + new_id(), name_as="none", typed_by=actor.person_id)
    _take_in(question, session, text, language, stub)
    require_first_key(actor.person_id, KIND, question.id, session.id, language)
    _decide(actor, question, "clear")
    question.cleared_by, question.cleared_text = actor.person_id, question.text
    return reference(question)


@command(audit=Audit.ANONYMOUS)
def take_back(actor: Actor, question_id: str) -> Reference:
    """The question has left every list and wall; its asker may send another.

    Refusals: NotFound where it is not one's own; QuestionMovedOn with the present state.
    """
    question = queries.lock_question(question_id)
    if question is None or actor.holder is None or question.asker != actor.holder:
        raise NotFound
    require(POLICIES["questions.take_back"], actor, question.session_id)
    about("question", question.id, question.session_id)
    if question.state == QuestionState.HELD:
        # The safety team keeps it; to its asker it is like any other question taken back.
        if not question.asker_left:
            question.asker_left, question.moved_at = True, clock.now()
            record(QuestionTakenBack(question.session_id, question.id))
    elif question.state != rules.goal("take_back"):
        question.taken_from = question.state
        move(question, "take_back")
        part(question)
        let_go(KIND, question.id)
    return _as_read(question)


@command(audit=Audit.ANONYMOUS, clashes=ONE_OPEN)
def bring_back(actor: Actor, question_id: str) -> Reference:
    """What was taken back a moment ago is back where it was; for the stage and the line the
    moderator chooses it anew.

    Refusals: NotFound where it is not one's own; QuestionMovedOn with the present state;
    TooLateToBringBack after a minute; QuestionWaiting where another one was sent meanwhile.
    """
    question = queries.lock_question(question_id)
    if question is None or actor.holder is None or question.asker != actor.holder:
        raise NotFound
    require(POLICIES["questions.bring_back"], actor, question.session_id)
    about("question", question.id, question.session_id)
    read = state_read(question)
    if read != QuestionState.TAKEN_BACK:
        raise QuestionMovedOn(state=_as_read(question))  # of a held one, as of any other
    if not rules.may_bring_back(read, question.moved_at, clock.now()):
        raise TooLateToBringBack(state=_as_read(question))
    if question.state == QuestionState.HELD:
        question.asker_left = False
    else:
        back_to = rules.BACK_TO[question.taken_from or QuestionState.SENT]
        if back_to == QuestionState.LATER:
            give_usual(question)
        question.state = back_to
        question.taken_from, question.moved_at = None, clock.now()
        _settle(question)
    record(QuestionBroughtBack(question.session_id, question.id))
    return _as_read(question)


@command()
def clear(actor: Actor, question_id: str, revision: int | None = None) -> Reference:
    """The first key has turned: the moderator can choose it. One of two at once has the effect.
    Where the session is over nobody chooses any more: it is kept, and answered later.

    `revision` is that of the words she read. Refusals: NotFound, NotAllowed, NotOnDuty,
    LanguageNotRead, WithColleague; QuestionMovedOn with the present state, also for other words.
    """
    question = _first_key(actor, "clear", question_id)
    is_cleared = question.state in (QuestionState.CLEARED, QuestionState.LATER)
    if is_cleared and question.cleared_by == actor.person_id:
        return reference(question)
    _same_words(question, revision)
    is_late = is_over(state_of(question.session_id))
    if is_late and rules.after("clear_late", question.state):
        question.cleared_by = actor.person_id
    _decide(actor, question, "clear_late" if is_late else "clear")
    question.cleared_by, question.cleared_text = actor.person_id, question.text
    return reference(question)


@command()
def cover(
    actor: Actor,
    question_id: str,
    stretches: Sequence[tuple[int, int]],
    revision: int | None = None,
) -> Reference:
    """What could tell strangers who or where somebody is, is covered; the rest has the first key.

    The asker reads what she had sent and what goes on; nobody else ever reads the covered words.
    `stretches` are counted as browsers count, on the words of `revision`. Refusals as clear, and
    NothingCovered.
    """
    question = _first_key(actor, "cover", question_id)
    _same_words(question, revision)
    words = covered(tame(question.text), stretches)  # she chose them in the shown text
    if words is None:
        raise NothingCovered
    _decide(actor, question, "cover")
    if question.before_cover is None:
        question.before_cover = question.text
    _put_words(question, words)
    question.cleared_by, question.cleared_text = actor.person_id, words
    mark_text(KIND, question.id, words, question.language)
    return reference(question)


@command(clashes=BRING_BACK)
def undo(actor: Actor, question_id: str) -> Reference:
    """Her decision of the last minute is taken back: the question is in her hand again, with the
    words that were sent.

    Refusals: as clear; UndoTooLate after a minute and for anybody else, QuestionMovedOn when
    something happened to it meanwhile, AskerAskedAgain.
    """
    question = _first_key(actor, "undo", question_id)
    if rules.after("undo", question.state) is None:
        raise moved_on(question)
    if question.state == QuestionState.LATER and question.chosen_by is not None:
        raise moved_on(question)  # the moderator has said so
    decided_at = question.decided_at or question.moved_at
    if not may_undo(question.decided_by, decided_at, str(actor.person_id), clock.now()):
        raise UndoTooLate(state=reference(question))
    move(question, "undo")
    if question.before_cover is not None:
        _put_words(question, question.before_cover)
        question.before_cover = None
    question.cleared_by = question.cleared_text = None
    question.decided_by = question.decided_at = None
    db.session.flush()  # a clash with a newer question of its asker has its name here
    _settle(question)
    mark_text(KIND, question.id, question.text, question.language)
    take_in_hand(KIND, question.id, str(actor.person_id))
    return reference(question)


@command(audit=Audit.NONE)
def route_to_safety(actor: Actor, question_id: str) -> Reference:
    """A child may need help: the words are sealed for the safety team, and none of them is left
    here. For everybody else the question is gone; its asker reads that an answer comes later, and
    may ask again. Nothing of it is audited here: that it happened is the safety team's to know.

    Refusals: NotFound (also once it is there), NotAllowed, NotOnDuty, LanguageNotRead,
    WithColleague; QuestionMovedOn with the present state; NobodyReads, where the team has no key.
    """
    question = _first_key(actor, "route_to_safety", question_id)
    if rules.after("route_to_safety", question.state) is None:
        raise moved_on(question)
    take_in_routed_text(
        actor,
        kind=KIND,
        object_id=question.id,
        session_id=question.session_id,
        text=question.before_cover or question.text,
        language=question.language,
    )
    let_go(KIND, question.id)
    forget_marks(KIND, question.id)
    db.session.execute(delete(QuestionLabel).where(QuestionLabel.question_id == question.id))
    db.session.execute(delete(QuestionAbout).where(QuestionAbout.question_id == question.id))
    move(question, "route_to_safety")
    question.text = ""
    question.cleared_text = question.chosen_text = question.before_cover = None
    question.cleared_by = question.chosen_by = None
    question.decided_by = question.decided_at = None  # in no figure of how long reading takes
    part(question)
    return {"question": question.id}


@command()
def stop(actor: Actor, question_id: str, reason: str) -> Reference:
    """The question does not go on, its asker reads why in kind words and may send another.

    `reason` is personal_details or unkind, never another. Refusals as clear.
    """
    question = _first_key(actor, "stop", question_id, reason)
    if question.state == QuestionState.STOPPED and question.reason == reason:
        return reference(question)
    _decide(actor, question, "stop", reason)
    part(question)
    return reference(question)


@command(clashes=BRING_BACK)
def shortlist(actor: Actor, question_id: str, epoch: int, revision: int) -> Reference:
    """The second key has turned: the question stands on the public list.

    `revision` is that of the words she read. Refusals: NotFound (also before the first key),
    NotAllowed, NotNow, NotYourSeat, SeatMoved, OtherKeyNeeded, WordsChanged with the present
    revision, QuestionMovedOn with the present state, AskerAskedAgain.
    """
    return second_key(actor, "shortlist", question_id, epoch, read=revision)


@command(clashes=BRING_BACK)
def put_on_stage(actor: Actor, question_id: str, epoch: int, revision: int) -> Reference:
    """The question is on stage, alone: one that was there before is answered.

    Refusals as shortlist.
    """
    return second_key(actor, "put_on_stage", question_id, epoch, read=revision)


@command()
def answered(actor: Actor, question_id: str, epoch: int) -> Reference:
    """The question on stage was answered. Refusals as shortlist."""
    return second_key(actor, "answered", question_id, epoch)


@command()
def later(
    actor: Actor,
    question_id: str,
    epoch: int,
    owner: str | None = None,
    by: date | None = None,
) -> Reference:
    """The question is kept: its asker reads who answers, and until which day.

    Refusals as shortlist, OwnerNotHere, DayIsOver.
    """
    session = queries.session_of(question_id)
    given = promise(session.id, owner, by) if session is not None else None
    answer = second_key(actor, "later", question_id, epoch)
    if given is not None:
        given.give(db.session.get_one(Question, question_id))
    return answer


@command()
def decline(actor: Actor, question_id: str, epoch: int, reason: str) -> Reference:
    """The question does not come on stage; its asker reads one of the kind reasons.

    Refusals as shortlist and as `tell`, for a reason that this session does not offer.
    """
    declined = second_key(actor, "decline", question_id, epoch, reason)
    tell(actor, db.session.get_one(Question, question_id).session_id, reason)
    return declined


@command(audit=Audit.NONE)
def clear_the_stage(actor: Actor, session_id: str) -> Reference:
    """Nothing is on stage any more: what was there counts as answered. Answers which:
    `{"questions": [id]}`."""
    left = leave_stage(session_id)
    return {"questions": [left.id] if left is not None else []}


@command(audit=Audit.NONE)
def bring_to_stage_again(actor: Actor, session_id: str, question_ids: Sequence[str]) -> Reference:
    """The question that had left the stage is on it again, unless something happened to it since:
    both its keys are still turned, for these very words."""
    for question_id in question_ids:
        question = queries.lock_question(question_id)
        if (
            question is not None
            and question.state == QuestionState.ANSWERED
            and not queries.hidden([question])
            and queries.lock_stage(session_id) is None
        ):
            move(question, "put_on_stage")
    return {}


@command(audit=Audit.NONE)
def show_asker_change(actor: Actor, person_id: str) -> Reference:
    """Every session in which this person asked something looks again."""
    for session_id in queries.sessions_asked_in(f"person:{person_id}"):
        record(AskerShownOtherwise(session_id))
    return {}


def _supported(wish: MeToo) -> Reference:
    return {"question": wish.question_id}


@mass_command(again=_supported)
def support_questions(wishes: Sequence[MeToo]) -> list[Outcome]:
    """Each person has said "me too" once, however often they press; nothing says when.

    Outcomes: `{"question": id}`; NotSignedIn, NotAllowed, NotNow, and NotFound for what is not on
    the public list.
    """
    found = queries.questions_to_support([wish.question_id for wish in wishes])
    hidden = queries.hidden(question for question, _, _ in found.values())
    # What nobody sees is not there to be supported.
    questions = {asked: one for asked, one in found.items() if one[0].id not in hidden}
    outcomes: list[Outcome] = []
    taken: set[tuple[str, str]] = set()
    for wish in wishes:
        about_it = questions.get(wish.question_id)
        refusal = _why_not(wish, about_it)
        if about_it is not None and refusal is None and wish.actor.holder is not None:
            taken.add((about_it[0].id, wish.actor.holder))
        outcomes.append(refusal or _supported(wish))
    if taken:
        db.session.execute(
            db.insert(Support).on_conflict_do_nothing(),
            # In the order of random ids: it says nothing of who came when.
            [{"question_id": question, "holder": holder} for question, holder in sorted(taken)],
        )
    sessions = {question.id: question.session_id for question, _, _ in questions.values()}
    for question_id in sorted({question_id for question_id, _ in taken}):
        record(QuestionSupported(sessions[question_id], question_id))
    return outcomes


@command(audit=Audit.NONE)
def sweep_words(actor: Actor) -> Reference:
    """Words that nobody cleared in 72 hours, or that were stopped or taken back so long ago, are
    gone; the row stays, and what still waited is declined for time. Answers `{"erased": n}`."""
    due = queries.questions_with_old_words(clock.now() - UNCLEARED.span())
    for question in due:
        question.before_cover = None  # nobody ever cleared what was covered
        if question.cleared_by is not None and question.state not in rules.LEFT:
            continue
        _erase_words(question)
        if question.state == QuestionState.SENT:
            move(question, "run_out", "no_time")
    return {"erased": len(due)}


def _erase_words(question: Question) -> None:
    """No word of it is left; a key that was turned was turned for the words as they are now."""
    question.text = ""
    question.before_cover = None
    question.cleared_text = None if question.cleared_text is None else ""
    question.chosen_text = None if question.chosen_text is None else ""
    forget_marks(KIND, question.id)


@command(audit=Audit.NONE)
def sweep_cleared_questions(actor: Actor) -> Reference:
    """A year after the event no word of a question is left; the rows stay, for the numbers.
    Answers `{"erased": n}`."""
    due = queries.questions_with_words() if is_over_for(CLEARED.span()) else ()
    for question in due:
        _erase_words(question)
    return {"erased": len(due)}


@command(audit=Audit.NONE)
def sweep_askers(actor: Actor) -> Reference:
    """What a phone asked and supported is nobody's once its device is erased, and what a child did
    once she is: nothing says any more that two questions came from the same hand. Answers
    `{"erased": n}`."""
    erased = 0
    for column in (Question.asker, Support.holder, ParagraphVoice.holder):
        done = db.session.execute(
            update(column.class_)
            .where(queries.is_gone(column))
            .values({column.key: ERASED + db.random_text()})
            .execution_options(synchronize_session=False)
        )
        erased += rows_of(done)
    return {"erased": erased}


def _taking(actor: Actor, action: str, session_id: str, text: str) -> ConferenceSession:
    """The session, where typed words are taken now; whatever they are. Refusals: NotFound,
    NotAllowed, NotNow, TextRests, QuestionTooLong."""
    session = session_by_id(actor, session_id)
    require(POLICIES[f"questions.{action}"], actor, session.id, state_of(session.id))
    if typed_text_rests(session.id):
        raise TextRests
    if not rules.fits(text):
        raise QuestionTooLong
    return session


def _take_in(
    question: Question, session: ConferenceSession, text: str, language: str, stub: Stub | None
) -> None:
    """The new question has its words, its marks and its receipt, and waits for the first key."""
    question.session_id, question.text, question.language = session.id, text, language
    question.state = QuestionState.SENT
    question.asked_at = question.moved_at = clock.now()
    db.session.add(question)
    db.session.flush()
    keep_receipt(stub, KIND, question.id)
    mark_text(KIND, question.id, text, language)
    about("question", question.id, session.id)
    record(QuestionAsked(session.id, question.id))


def _first_key(actor: Actor, action: str, question_id: str, reason: str | None = None) -> Question:
    """The locked question, for an adult on duty at its session who reads its language."""
    question = queries.lock_question(question_id)
    if question is None or not queries.may_see_session_of(actor, question):
        raise NotFound
    if question.state == QuestionState.HELD:
        raise NotFound  # with the safety team; for everybody else it is not there
    require(POLICIES[f"questions.{action}"], actor, question.session_id)
    if actor.person_id is None:
        raise NotFound  # the first key is a person's, never the system's
    require_first_key(actor.person_id, KIND, question.id, question.session_id, question.language)
    about("question", question.id, question.session_id, reason)
    return question


def _settle(question: Question) -> None:
    """Where its session is over, an answer is promised: nobody comes to it any more."""
    if not is_over(state_of(question.session_id)):
        return
    if question.state == QuestionState.CLEARED:
        move(question, "keep")
    elif question.state == QuestionState.SENT:
        give_usual(question)


def _as_read(question: Question) -> Reference:
    """As its asker reads it."""
    return {"question": question.id, "state": state_read(question)}


def _decide(actor: Actor, question: Question, step: str, reason: str | None = None) -> None:
    """An adult has decided; it is in nobody's hand any more."""
    let_go(KIND, question.id)
    move(question, step, reason)
    question.decided_by, question.decided_at = actor.person_id, clock.now()


def _put_words(question: Question, words: str) -> None:
    """The question says this now; no key was turned for it yet."""
    question.text = words
    question.revision += 1
    question.chosen_by = question.chosen_text = None


def _same_words(question: Question, revision: int | None) -> None:
    if revision is not None and revision != question.revision:
        raise moved_on(question)


def _why_not(wish: MeToo, found: tuple[Question, ConferenceSession, str] | None) -> Refusal | None:
    where = found[1:] if found is not None and queries.is_public(found[0]) else None
    return why_not(POLICIES["questions.support"], wish.actor, where)


declare_kind(
    Kind(
        name=KIND,
        letters=rules.LONGEST,
        waiting=queries.waiting_for_first_key,
        field="question",
        clear="questions.clear",
        stop="questions.stop",
        cover="questions.cover",
        undo="questions.undo",
        route="questions.route_to_safety",
    )
)
