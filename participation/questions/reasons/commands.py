"""The writes of reasons: written, read first, put in order, hidden, taken back."""

from __future__ import annotations

from participation.floor.queries import state_of, typed_text_rests
from participation.floor.refusals import TextRests
from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import Audit, Reference, about, command, record
from participation.foundation.database import new_id
from participation.foundation.extensions import db
from participation.foundation.inventory import CLEARED, UNCLEARED
from participation.foundation.languages import Words
from participation.foundation.policies import require
from participation.foundation.receipt_codes import Stub, keep_receipt
from participation.foundation.refusals import NotFound, NotSignedIn
from participation.programme.models import ConferenceSession
from participation.programme.queries import is_over_for, may_see, session_by_id
from participation.questions.reasons import queries, rules
from participation.questions.reasons.events import (
    ReasonCleared,
    ReasonHeld,
    ReasonMoved,
    ReasonsArranged,
    ReasonStopped,
    ReasonTakenBack,
    ReasonUndone,
    ReasonWriterShownOtherwise,
    ReasonWritten,
)
from participation.questions.reasons.models import KIND, LONGEST, ReasonState, ReasonText
from participation.questions.reasons.permissions import POLICIES
from participation.questions.reasons.refusals import (
    EnoughReasons,
    NoReasonYet,
    OneReasonStays,
    ReasonIsThere,
    ReasonMovedOn,
    ReasonTooLong,
)
from participation.safeguarding.clearing.commands import let_go, take_in_hand
from participation.safeguarding.clearing.kinds import Kind, declare_kind
from participation.safeguarding.clearing.queries import require_first_key
from participation.safeguarding.clearing.refusals import UndoTooLate
from participation.safeguarding.clearing.rules import may_undo
from participation.safeguarding.concerns.commands import take_in_routed_text
from participation.safeguarding.marks.commands import forget_marks, mark_text

HAPPENED: dict[str, type[ReasonMoved]] = {
    "clear": ReasonCleared,
    "stop": ReasonStopped,
    "undo": ReasonUndone,
    "route_to_safety": ReasonHeld,
    "take_back": ReasonTakenBack,
    "run_out": ReasonStopped,
}


@command()
def write(
    actor: Actor,
    session_id: str,
    words: Words,
    stub: Stub | None = None,
    reason_id: str | None = None,
) -> Reference:
    """The reason waits in each of its languages for the first key of an adult; until then nobody
    can choose it, and nobody but the adults on duty reads it. One code opens where all of it is.
    `reason_id` is one of her own that is there in other languages: it has these as well, and the
    code that she has opens where they are.

    Whatever its words are, it is taken. Refusals: NotFound (also where the reason is not hers),
    NotSignedIn, NotAllowed, NotNow with the present state, TextRests in quiet mode, NoReasonYet,
    ReasonTooLong, EnoughReasons; ReasonIsThere for a language in which it is written already.
    """
    session = session_by_id(actor, session_id)
    require(POLICIES["reasons.write"], actor, session.id, state_of(session.id))
    if actor.person_id is None:
        raise NotSignedIn
    if typed_text_rests(session.id):
        raise TextRests
    said = {lang: words[lang] for lang in session.languages if words.get(lang)}
    if not said:
        raise NoReasonYet
    if not all(rules.fits(text) for text in said.values()):
        raise ReasonTooLong
    queries.lock_list(session.id)  # two who write the last one that fits, one after the other
    if reason_id is not None:
        _may_add(actor, session.id, reason_id, said)
    elif queries.how_many_own(session.id) >= rules.MOST:
        raise EnoughReasons
    else:
        reason_id = new_id()
        keep_receipt(stub, KIND, reason_id)
    now = clock.now()
    for language, text in said.items():
        written = ReasonText(
            reason_id=reason_id,
            session_id=session.id,
            writer_id=actor.person_id,
            text=text,
            language=language,
            state=ReasonState.SENT,
            written_at=now,
            moved_at=now,
        )
        db.session.add(written)
        db.session.flush()
        mark_text(KIND, written.id, text, language)
        record(ReasonWritten(session.id, written.id))
    about("reason", reason_id, session.id)
    return {"reason": reason_id}


def _may_add(actor: Actor, session_id: str, reason_id: str, said: Words) -> None:
    """Hers, of this session, not taken back, and in none of these languages yet."""
    there = queries.lock_reason(reason_id)
    own = [text for text in there if text.writer_id == actor.person_id]
    if not own or own[0].session_id != session_id or any(_is_taken_back(text) for text in own):
        raise NotFound
    if any(text.language in said for text in own):
        raise ReasonIsThere


def _is_taken_back(text: ReasonText) -> bool:
    return text.writer_left or text.state == ReasonState.TAKEN_BACK


@command()
def place(actor: Actor, session_id: str, reason_id: str, before: str | None = None) -> Reference:
    """The reason stands right before this other one, or behind them all; twice is harmless. What a
    co-moderator has put elsewhere meanwhile stays there.

    Refusals: NotFound (also for what is not on the list), NotAllowed, NotNow.
    """
    session = _keeps_list(actor, session_id)
    kept = queries.lock_list(session.id)
    order = [one.id for one in queries.whole_list(session.id)]
    if not {reason_id, before or reason_id} <= set(order):
        raise NotFound
    about("session", session.id, session.id)
    kept.arranged = rules.placed(order, reason_id, before)
    record(ReasonsArranged(session.id))
    return {"reason": reason_id}


@command()
def offer(actor: Actor, session_id: str, reason_id: str, on: bool) -> Reference:
    """The reason can be chosen in this session, or is hidden; twice is harmless.

    Refusals: NotFound (also for what is not on the list), NotAllowed, NotNow; OneReasonStays for
    the last one that can be chosen.
    """
    session = _keeps_list(actor, session_id)
    kept = queries.lock_list(session.id)
    order = [one.id for one in queries.whole_list(session.id)]
    if reason_id not in order:
        raise NotFound
    about("session", session.id, session.id, reason="offered" if on else "hidden")
    hidden = {each for each in kept.hidden if each != reason_id}
    if not on:
        hidden.add(reason_id)
        if set(order) <= hidden:
            raise OneReasonStays
    kept.hidden = sorted(hidden)
    record(ReasonsArranged(session.id))
    return {"reason": reason_id, "on": on}


@command()
def take_back(actor: Actor, reason_id: str) -> Reference:
    """The reason has left the list and the desk, in every language. What an asker was told stays
    with the asker. Refusals: NotFound where it is not one's own, NotAllowed."""
    texts = queries.lock_reason(reason_id)
    if not texts or actor.person_id is None or texts[0].writer_id != actor.person_id:
        raise NotFound
    session_id = texts[0].session_id
    require(POLICIES["reasons.arrange"], actor, session_id)  # at any time
    about("reason", reason_id, session_id)
    for text in texts:
        if text.state == ReasonState.HELD:
            # The safety team keeps it; to its writer it is like any other that was taken back.
            text.writer_left = True
            record(ReasonTakenBack(session_id, text.id))
        elif text.state != ReasonState.TAKEN_BACK:
            _move(text, "take_back")
            let_go(KIND, text.id)
    return {"reason": reason_id}


@command()
def clear(actor: Actor, text_id: str) -> Reference:
    """The first key has turned for these words, which never change: the moderator can choose them.

    Refusals: NotFound, NotAllowed, OwnWords, NotOnDuty, LanguageNotRead, WithColleague;
    ReasonMovedOn with the present state.
    """
    text = _first_key(actor, "clear", text_id)
    if text.state == ReasonState.CLEARED and text.cleared_by == actor.person_id:
        return _reference(text)
    _decide(actor, text, "clear")
    text.cleared_by, text.cleared_text = actor.person_id, text.text
    return _reference(text)


@command()
def undo(actor: Actor, text_id: str) -> Reference:
    """Her decision of the last minute is taken back: the reason is in her hand again. Refusals as
    clear; UndoTooLate after a minute and for anybody else."""
    text = _first_key(actor, "undo", text_id)
    if rules.after("undo", text.state) is None:
        raise _moved_on(text)
    decided_at = text.decided_at or text.moved_at
    if not may_undo(text.decided_by, decided_at, str(actor.person_id), clock.now()):
        raise UndoTooLate(state=_reference(text))
    _move(text, "undo")
    _turn_back(text)
    text.decided_by = text.decided_at = None
    take_in_hand(KIND, text.id, str(actor.person_id))
    return _reference(text)


@command()
def stop(actor: Actor, text_id: str, reason: str) -> Reference:
    """The words are on no list, and whoever was told them reads them no more; their writer reads
    why, and may write others. `reason` is personal_details or unkind. Refusals as clear."""
    text = _first_key(actor, "stop", text_id, reason)
    if text.state == ReasonState.STOPPED and text.reason == reason:
        return _reference(text)
    _decide(actor, text, "stop", reason)
    _turn_back(text)
    return _reference(text)


@command(audit=Audit.NONE)
def route_to_safety(actor: Actor, text_id: str) -> Reference:
    """A child may need help: the reason is sealed whole for the safety team, in each of its
    languages, and no word of it is left here. To its writer it reads like any other that waits; the
    team's answer comes by the code of its receipt. Nothing of it is audited here.

    Refusals as clear (NotFound also once it is there); NobodyReads, where the team has no key.
    """
    text = _first_key(actor, "route_to_safety", text_id)
    if rules.after("route_to_safety", text.state) is None:
        raise _moved_on(text)
    whole = [
        one
        for one in queries.lock_reason(text.reason_id)
        if rules.after("route_to_safety", one.state) is not None
    ]
    take_in_routed_text(
        actor,
        kind=KIND,
        object_id=text.reason_id,
        session_id=text.session_id,
        text=" · ".join([text.text, *(one.text for one in whole if one.id != text.id)]),
        language=text.language,
    )
    for one in whole:
        let_go(KIND, one.id)
        forget_marks(KIND, one.id)
        _move(one, "route_to_safety")
        _turn_back(one)
        one.text = ""
        one.decided_by = one.decided_at = None
    return {"reason_text": text.id}


@command(audit=Audit.NONE)
def show_reason_writer_change(actor: Actor, person_id: str) -> Reference:
    """Every session for which this person wrote a reason looks again."""
    for session_id in queries.sessions_written_in(person_id):
        record(ReasonWriterShownOtherwise(session_id))
    return {}


@command(audit=Audit.NONE)
def sweep_reasons(actor: Actor) -> Reference:
    """Words that nobody cleared in 72 hours, or that were stopped or taken back so long ago and
    told to nobody, are gone; the rows stay. Answers `{"erased": n}`."""
    due = queries.texts_with_old_words(clock.now() - UNCLEARED.span())
    for text in due:
        _erase_words(text)
        if text.state == ReasonState.SENT:
            _move(text, "run_out", "no_time")
    return {"erased": len(due)}


@command(audit=Audit.NONE)
def sweep_cleared_reasons(actor: Actor) -> Reference:
    """A year after the event no word of a child's reason is left; the rows stay. Answers
    `{"erased": n}`."""
    due = queries.texts_with_words() if is_over_for(CLEARED.span()) else ()
    for text in due:
        _erase_words(text)
    return {"erased": len(due)}


def _keeps_list(actor: Actor, session_id: str) -> ConferenceSession:
    session = session_by_id(actor, session_id)
    require(POLICIES["reasons.arrange"], actor, session.id, state_of(session.id))
    return session


def _first_key(actor: Actor, action: str, text_id: str, reason: str | None = None) -> ReasonText:
    """The locked text, for an adult on duty at its session who reads its language and did not
    write it."""
    text = queries.lock_text(text_id)
    if text is None or text.state == ReasonState.HELD or not _exists_for(actor, text):
        raise NotFound
    require(POLICIES[f"reasons.{action}"], actor, text.session_id)
    if actor.person_id is None:
        raise NotFound  # the first key is a person's, never the system's
    require_first_key(
        actor.person_id, KIND, text.id, text.session_id, text.language, writer=text.writer_id
    )
    about("reason", text.id, text.session_id, reason)
    return text


def _exists_for(actor: Actor, text: ReasonText) -> bool:
    session = db.session.get(ConferenceSession, text.session_id)
    return session is not None and may_see(actor, session)


def _move(text: ReasonText, move: str, why: str | None = None) -> None:
    state = rules.after(move, text.state)
    if state is None:
        raise _moved_on(text)
    text.state = state
    text.reason = why
    text.moved_at = clock.now()
    record(HAPPENED[move](text.session_id, text.id))


def _decide(actor: Actor, text: ReasonText, move: str, why: str | None = None) -> None:
    """An adult has decided; it is in nobody's hand any more."""
    let_go(KIND, text.id)
    _move(text, move, why)
    text.decided_by, text.decided_at = actor.person_id, clock.now()


def _turn_back(text: ReasonText) -> None:
    """No key is turned for it any more."""
    text.cleared_by = text.cleared_text = None
    text.chosen_by = text.chosen_text = None


def _erase_words(text: ReasonText) -> None:
    """No word of it is left; a key that was turned was turned for the words as they are now."""
    text.text = ""
    text.cleared_text = None if text.cleared_text is None else ""
    text.chosen_text = None if text.chosen_text is None else ""
    forget_marks(KIND, text.id)


def _moved_on(text: ReasonText) -> ReasonMovedOn:
    return ReasonMovedOn(state=_reference(text))


def _reference(text: ReasonText) -> Reference:
    return {"reason_text": text.id, "state": str(text.state)}


declare_kind(
    Kind(
        name=KIND,
        letters=LONGEST,
        waiting=queries.waiting_for_first_key,
        field="reason_text",
        clear="reasons.clear",
        stop="reasons.stop",
        undo="reasons.undo",
        route="reasons.route_to_safety",
    )
)
