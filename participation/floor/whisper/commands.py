"""The writes of the whisper line."""

from __future__ import annotations

from sqlalchemy import delete

from participation.floor import queries
from participation.floor.refusals import SeatMoved
from participation.floor.steps import locked_floor
from participation.floor.whisper.events import Whispered
from participation.floor.whisper.models import KIND, Whisper
from participation.floor.whisper.permissions import POLICIES
from participation.floor.whisper.queries import some_lines
from participation.floor.whisper.refusals import NobodyLeads
from participation.floor.whisper.rules import says_one_thing, sentences_of
from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import Audit, Reference, about, command, record
from participation.foundation.extensions import db
from participation.foundation.inventory import CLEARED
from participation.foundation.policies import own_facilitator, require
from participation.foundation.refusals import BadInput, NotAllowed, NotFound
from participation.programme.queries import is_over_for
from participation.programme.sentences.queries import ready_sentence
from participation.safeguarding.marks.commands import forget_marks, mark_text


@command()
def say(
    actor: Actor,
    session_id: str,
    epoch: int,
    sentence: str | None,
    text: str = "",
    language: str = "",
) -> Reference:
    """The line stands on the session's record: a ready sentence, or words of one's own. Whoever
    holds the seat with this epoch reads it, and the adults of the session; no other child ever.

    The seat is named so that what was meant for one child never reaches the next one. Whatever the
    words are, they are taken. Refusals: NotFound (also for no such sentence), NotAllowed, NotNow,
    NobodyLeads, SeatMoved, NotYourSeat for a moderator who does not hold it, BadInput.
    """
    floor = locked_floor(session_id)
    require(POLICIES["whisper.say"], actor, session_id, floor.state)
    if floor.seat_person_id is None:
        raise NobodyLeads
    if not own_facilitator(actor, session_id):
        queries.require_seat(actor, session_id, epoch)
    if floor.seat_epoch != epoch:
        raise SeatMoved(state={"epoch": floor.seat_epoch})
    if not says_one_thing(sentence, text) or actor.person_id is None:
        raise BadInput
    side = sentences_of(from_seat=actor.person_id == floor.seat_person_id)
    if sentence is not None and ready_sentence(sentence, side) is None:
        raise NotFound
    line = Whisper(
        session_id=session_id,
        moderator_id=floor.seat_person_id,
        writer_id=actor.person_id,
        sentence=sentence,
        text=text,
        language=language if text else None,
        said_at=clock.now(),
    )
    db.session.add(line)
    db.session.flush()
    if text:
        mark_text(KIND, line.id, text, language)
    about("whisper", line.id, session_id)
    record(Whispered(session_id))
    return {"line": line.id}


@command(audit=Audit.SAFETY, reads=True, by_sitting=True)
def note_reading(actor: Actor, session_id: str) -> Reference:
    """It is written down that the actor, of the safety team, reads the line of this session.

    Refusal: NotAllowed for whoever is not of the team.
    """
    if not actor.has("safeguarding"):
        raise NotAllowed
    about("whisper", session_id, session_id)
    return {}


@command(audit=Audit.NONE)
def sweep_whispers(actor: Actor) -> Reference:
    """A year after the event no line is left. Answers `{"erased": n}`."""
    due = some_lines() if is_over_for(CLEARED.span()) else ()
    for line_id in due:
        forget_marks(KIND, line_id)
    db.session.execute(delete(Whisper).where(Whisper.id.in_(due)))
    return {"erased": len(due)}
