"""The writes of messages for the wall: written, read first, chosen, taken back."""

from __future__ import annotations

from collections.abc import Sequence

from participation.floor.queries import require_seat, state_of, typed_text_rests
from participation.floor.refusals import TextRests
from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import Audit, Reference, about, command, record
from participation.foundation.extensions import db
from participation.foundation.inventory import CLEARED, UNCLEARED
from participation.foundation.policies import require
from participation.foundation.receipt_codes import Stub, keep_receipt
from participation.foundation.refusals import NotFound, NotSignedIn
from participation.foundation.taming import tame
from participation.programme.models import ConferenceSession
from participation.programme.queries import is_over_for, may_see, session_by_id
from participation.questions.refusals import OtherKeyNeeded
from participation.safeguarding.clearing.commands import let_go, take_in_hand
from participation.safeguarding.clearing.kinds import Kind, declare_kind
from participation.safeguarding.clearing.queries import require_first_key
from participation.safeguarding.clearing.refusals import (
    NothingCovered,
    UndoTooLate,
    WordsChanged,
)
from participation.safeguarding.clearing.rules import covered, may_undo
from participation.safeguarding.concerns.commands import take_in_routed_text
from participation.safeguarding.marks.commands import forget_marks, mark_text
from participation.screen.messages import queries, rules
from participation.screen.messages.events import (
    MessageChosen,
    MessageCleared,
    MessageCovered,
    MessageHeld,
    MessageMoved,
    MessageStopped,
    MessageTakenBack,
    MessageUndone,
    MessageWritten,
    WriterShownOtherwise,
)
from participation.screen.messages.models import KIND, MessageState, WallMessage
from participation.screen.messages.permissions import POLICIES
from participation.screen.messages.refusals import MessageMovedOn, MessageTooLong

HAPPENED: dict[str, type[MessageMoved]] = {
    "clear": MessageCleared,
    "stop": MessageStopped,
    "cover": MessageCovered,
    "undo": MessageUndone,
    "route_to_safety": MessageHeld,
    "choose": MessageChosen,
    "take_back": MessageTakenBack,
    "run_out": MessageStopped,
}


@command()
def write(
    actor: Actor, session_id: str, text: str, language: str, stub: Stub | None = None
) -> Reference:
    """The message waits for the first key of an adult who did not write it; until then nobody but
    the adults on duty reads it. From now on its code opens where it is, and an answer.

    Whatever its words are, it is taken. Refusals: NotFound, NotSignedIn, NotAllowed, NotNow with
    the present state, TextRests in quiet mode, MessageTooLong.
    """
    return _reference(_taken(actor, "messages.write", session_id, text, language, stub))


@command()
def type_slip(
    actor: Actor, session_id: str, text: str, language: str, stub: Stub | None = None
) -> Reference:
    """What a child wrote on paper waits for the moderator: the adult on duty who typed it has read
    it, and her first key has turned with it (safeguarding.md, decision 1).

    Refusals as write; NotOnDuty, LanguageNotRead.
    """
    message = _taken(actor, "messages.type_slip", session_id, text, language, stub, is_slip=True)
    require_first_key(message.writer_id, KIND, message.id, session_id, language)
    _decide(actor, message, "clear")
    message.cleared_by, message.cleared_text = actor.person_id, message.text
    return _reference(message)


@command()
def clear(actor: Actor, message_id: str, revision: int | None = None) -> Reference:
    """The first key has turned: the moderator can choose it.

    Refusals: NotFound, NotAllowed, OwnWords, NotOnDuty, LanguageNotRead, WithColleague;
    MessageMovedOn with the present state, also for other words than those of `revision`.
    """
    message = _first_key(actor, "clear", message_id)
    if message.state == MessageState.CLEARED and message.cleared_by == actor.person_id:
        return _reference(message)
    _same_words(message, revision)
    _decide(actor, message, "clear")
    message.cleared_by, message.cleared_text = actor.person_id, message.text
    return _reference(message)


@command()
def cover(
    actor: Actor,
    message_id: str,
    stretches: Sequence[tuple[int, int]],
    revision: int | None = None,
) -> Reference:
    """What could tell strangers who or where somebody is, is covered; the rest has the first key,
    and left the wall until the moderator chooses it anew. Refusals as clear, and NothingCovered."""
    message = _first_key(actor, "cover", message_id)
    _same_words(message, revision)
    words = covered(tame(message.text), stretches)
    if words is None:
        raise NothingCovered
    _decide(actor, message, "cover")
    if message.before_cover is None:
        message.before_cover = message.text
    _put_words(message, words)
    message.cleared_by, message.cleared_text = actor.person_id, words
    mark_text(KIND, message.id, words, message.language)
    return _reference(message)


@command()
def undo(actor: Actor, message_id: str) -> Reference:
    """Her decision of the last minute is taken back: the message is in her hand again, with the
    words that were written. Refusals as clear; UndoTooLate after a minute and for anybody else."""
    message = _first_key(actor, "undo", message_id)
    if rules.after("undo", message.state) is None:
        raise _moved_on(message)
    decided_at = message.decided_at or message.moved_at
    if not may_undo(message.decided_by, decided_at, str(actor.person_id), clock.now()):
        raise UndoTooLate(state=_reference(message))
    _move(message, "undo")
    if message.before_cover is not None:
        _put_words(message, message.before_cover)
        message.before_cover = None
    message.cleared_by = message.cleared_text = None
    message.decided_by = message.decided_at = None
    mark_text(KIND, message.id, message.text, message.language)
    take_in_hand(KIND, message.id, str(actor.person_id))
    return _reference(message)


@command()
def stop(actor: Actor, message_id: str, reason: str) -> Reference:
    """The message is on no wall; its writer reads why in kind words and may write another.

    `reason` is personal_details or unkind, never another. Refusals as clear.
    """
    message = _first_key(actor, "stop", message_id, reason)
    if message.state == MessageState.STOPPED and message.reason == reason:
        return _reference(message)
    _decide(actor, message, "stop", reason)
    return _reference(message)


@command(audit=Audit.NONE)
def route_to_safety(actor: Actor, message_id: str) -> Reference:
    """A child may need help: the words are sealed for the safety team, and none of them is left
    here. To its writer it reads like any other that waits. Nothing of it is audited here.

    Refusals: NotFound (also once it is there), NotAllowed, OwnWords, NotOnDuty, LanguageNotRead,
    WithColleague; MessageMovedOn with the present state; NobodyReads, where the team has no key.
    """
    message = _first_key(actor, "route_to_safety", message_id)
    if rules.after("route_to_safety", message.state) is None:
        raise _moved_on(message)
    take_in_routed_text(
        actor,
        kind=KIND,
        object_id=message.id,
        session_id=message.session_id,
        text=message.before_cover or message.text,
        language=message.language,
    )
    let_go(KIND, message.id)
    forget_marks(KIND, message.id)
    _move(message, "route_to_safety")
    message.text = ""
    message.cleared_text = message.chosen_text = message.before_cover = None
    message.cleared_by = message.chosen_by = None
    message.decided_by = message.decided_at = None
    return {"message": message.id}


@command()
def choose(
    actor: Actor, session_id: str, message_id: str, epoch: int | None, revision: int | None
) -> Reference:
    """The second key has turned for the words of this `revision`: they may stand on the session's
    wall. For use inside the command that shows them.

    An adult who helps in the seat turns no second key where she has turned the first. Refusals:
    NotFound (also before the first key), NotYourSeat, SeatMoved, OtherKeyNeeded, WordsChanged with
    the present revision, MessageMovedOn.
    """
    require_seat(actor, session_id, epoch)
    message = queries.lock_message(message_id)
    if message is None or message.session_id != session_id or message.cleared_by is None:
        raise NotFound  # also what is with the safety team
    if not queries.shows_her_words(message.writer_id):
        raise NotFound
    about("message", message.id, session_id)
    if message.cleared_by == actor.person_id:
        raise OtherKeyNeeded
    if message.state not in rules.READ:
        raise _moved_on(message)
    if message.revision != revision:
        raise WordsChanged(state={**_reference(message), "revision": message.revision})
    if message.state != MessageState.CHOSEN:
        _move(message, "choose")
    message.chosen_by, message.chosen_text = actor.person_id, message.text
    return _reference(message)


@command()
def take_back(actor: Actor, message_id: str) -> Reference:
    """The message has left every list and wall. Refusals: NotFound where it is not one's own;
    MessageMovedOn with the present state."""
    message = queries.lock_message(message_id)
    if message is None or actor.person_id is None or message.writer_id != actor.person_id:
        raise NotFound
    require(POLICIES["messages.take_back"], actor, message.session_id)
    about("message", message.id, message.session_id)
    if message.state == MessageState.HELD:
        # The safety team keeps it; to its writer it is like any other that was taken back.
        message.writer_left = True
        record(MessageTakenBack(message.session_id, message.id))
    elif message.state != MessageState.TAKEN_BACK:
        _move(message, "take_back")
        let_go(KIND, message.id)
    return {"message": message.id, "state": str(MessageState.TAKEN_BACK)}


@command(audit=Audit.NONE)
def show_writer_change(actor: Actor, person_id: str) -> Reference:
    """Every session for whose wall this person wrote looks again."""
    for session_id in queries.sessions_written_in(person_id):
        record(WriterShownOtherwise(session_id))
    return {}


@command(audit=Audit.NONE)
def sweep_messages(actor: Actor) -> Reference:
    """Words that nobody cleared in 72 hours, or that were stopped or taken back so long ago, are
    gone; the row stays. Answers `{"erased": n}`."""
    due = queries.messages_with_old_words(clock.now() - UNCLEARED.span())
    for message in due:
        message.before_cover = None  # nobody ever cleared what was covered
        if message.cleared_by is not None and message.state not in rules.LEFT:
            continue
        _erase_words(message)
        if message.state == MessageState.SENT:
            _move(message, "run_out", "no_time")
    return {"erased": len(due)}


@command(audit=Audit.NONE)
def sweep_cleared_messages(actor: Actor) -> Reference:
    """A year after the event no word of a message is left; the rows stay. Answers
    `{"erased": n}`."""
    due = queries.messages_with_words() if is_over_for(CLEARED.span()) else ()
    for message in due:
        _erase_words(message)
    return {"erased": len(due)}


def _erase_words(message: WallMessage) -> None:
    """No word of it is left; a key that was turned was turned for the words as they are now."""
    message.text = ""
    message.before_cover = None
    message.cleared_text = None if message.cleared_text is None else ""
    message.chosen_text = None if message.chosen_text is None else ""
    forget_marks(KIND, message.id)


def _taken(
    actor: Actor,
    action: str,
    session_id: str,
    text: str,
    language: str,
    stub: Stub | None,
    *,
    is_slip: bool = False,
) -> WallMessage:
    session = session_by_id(actor, session_id)
    require(POLICIES[action], actor, session.id, state_of(session.id))
    if actor.person_id is None:
        raise NotSignedIn
    if typed_text_rests(session.id):
        raise TextRests
    if not rules.fits(text):
        raise MessageTooLong
    message = WallMessage(
        session_id=session.id,
        writer_id=actor.person_id,
        text=text,
        language=language,
        is_slip=is_slip,
        state=MessageState.SENT,
        written_at=clock.now(),
        moved_at=clock.now(),
    )
    db.session.add(message)
    db.session.flush()
    keep_receipt(stub, KIND, message.id)
    mark_text(KIND, message.id, text, language)
    about("message", message.id, session.id)
    record(MessageWritten(session.id, message.id))
    return message


def _first_key(
    actor: Actor, action: str, message_id: str, reason: str | None = None
) -> WallMessage:
    """The locked message, for an adult on duty at its session who reads its language and did not
    write it. A slip's words are a child's: whoever typed it may still stop or cover them."""
    message = queries.lock_message(message_id)
    if message is None or message.state == MessageState.HELD or not _exists_for(actor, message):
        raise NotFound
    require(POLICIES[f"messages.{action}"], actor, message.session_id)
    if actor.person_id is None:
        raise NotFound  # the first key is a person's, never the system's
    require_first_key(
        actor.person_id,
        KIND,
        message.id,
        message.session_id,
        message.language,
        writer=None if message.is_slip else message.writer_id,
    )
    about("message", message.id, message.session_id, reason)
    return message


def _exists_for(actor: Actor, message: WallMessage) -> bool:
    session = db.session.get(ConferenceSession, message.session_id)
    return session is not None and may_see(actor, session)


def _move(message: WallMessage, move: str, reason: str | None = None) -> None:
    state = rules.after(move, message.state)
    if state is None:
        raise _moved_on(message)
    message.state = state
    message.reason = reason
    message.moved_at = clock.now()
    record(HAPPENED[move](message.session_id, message.id))


def _decide(actor: Actor, message: WallMessage, move: str, reason: str | None = None) -> None:
    """An adult has decided; it is in nobody's hand any more."""
    let_go(KIND, message.id)
    _move(message, move, reason)
    message.decided_by, message.decided_at = actor.person_id, clock.now()


def _put_words(message: WallMessage, words: str) -> None:
    """The message says this now; no key was turned for it yet."""
    message.text = words
    message.revision += 1
    message.chosen_by = message.chosen_text = None


def _same_words(message: WallMessage, revision: int | None) -> None:
    if revision is not None and revision != message.revision:
        raise _moved_on(message)


def _moved_on(message: WallMessage) -> MessageMovedOn:
    return MessageMovedOn(state={"message": message.id, "state": str(message.state)})


def _reference(message: WallMessage) -> Reference:
    return {"message": message.id, "state": str(message.state)}


declare_kind(
    Kind(
        name=KIND,
        letters=rules.LONGEST,
        waiting=queries.waiting_for_first_key,
        field="message",
        clear="messages.clear",
        stop="messages.stop",
        cover="messages.cover",
        undo="messages.undo",
        route="messages.route_to_safety",
    )
)
