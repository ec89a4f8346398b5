"""Reads of messages, through authority: what an actor may not see does not exist."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, and_, or_, select

from participation.foundation.extensions import db
from participation.foundation.inventory import BATCH
from participation.people.consent.queries import is_showing_words
from participation.people.models import Person
from participation.safeguarding.clearing.kinds import Waiting
from participation.safeguarding.marks.payloads import shown_marks
from participation.safeguarding.marks.queries import marks_on
from participation.safeguarding.marks.rules import urgency
from participation.screen.messages import rules
from participation.screen.messages.models import KIND, MessageState, WallMessage

# Of what somebody wrote, the newest ones are still of use to her.
OWN_SHOWN = 3


def lock_message(message_id: str) -> WallMessage | None:
    """The message, locked for this transaction."""
    return db.session.scalars(
        select(WallMessage)
        .where(WallMessage.id == message_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()


def public_message(message_id: str, session_id: str) -> WallMessage | None:
    """The message of this session with both its keys, whose writer shows her words now."""
    found = db.session.scalars(_shown().where(WallMessage.id == message_id)).one_or_none()
    return found if found and found.session_id == session_id and is_public(found) else None


def read_messages(session_id: str) -> Sequence[WallMessage]:
    """What an adult has read: the newest first."""
    return db.session.scalars(
        _shown()
        .where(
            WallMessage.session_id == session_id,
            WallMessage.state.in_(sorted(rules.READ)),
            WallMessage.cleared_text == WallMessage.text,
        )
        .order_by(WallMessage.written_at.desc(), WallMessage.id)
    ).all()


def _shown() -> Select[WallMessage]:
    return (
        select(WallMessage)
        .join(Person, Person.id == WallMessage.writer_id)
        .where(is_showing_words())
    )


def shows_her_words(person_id: str) -> bool:
    """Whether this person's own words may be in the room now."""
    found = db.session.scalar(select(Person.id).where(Person.id == person_id, is_showing_words()))
    return found is not None


def own_messages(session_id: str, writer_id: str) -> Sequence[WallMessage]:
    """What this person wrote last for the session's wall, the newest first."""
    return db.session.scalars(
        select(WallMessage)
        .where(
            WallMessage.session_id == session_id,
            WallMessage.writer_id == writer_id,
            WallMessage.state != MessageState.TAKEN_BACK,
            WallMessage.writer_left.is_(False),
        )
        .order_by(WallMessage.written_at.desc(), WallMessage.id)
        .limit(OWN_SHOWN)
    ).all()


def waiting_for_first_key(session_id: str) -> list[Waiting]:
    """The messages of the session that nobody has read yet, with their marks."""
    messages = db.session.scalars(
        select(WallMessage)
        .where(WallMessage.session_id == session_id, WallMessage.state == MessageState.SENT)
        .order_by(WallMessage.written_at, WallMessage.id)
    ).all()
    marks = marks_on(KIND, [message.id for message in messages])
    return [
        Waiting(
            KIND,
            message.id,
            message.session_id,
            message.text,
            message.language,
            message.written_at,
            revision=message.revision,
            writer=None if message.is_slip else message.writer_id,
            marks=shown_marks(message.text, marks.get(message.id, ())),
            urgency=urgency(marks.get(message.id, ())),
            on_paper=message.is_slip,
        )
        for message in messages
    ]


def sessions_written_in(person_id: str) -> Sequence[str]:
    """The sessions for whose wall this person wrote something."""
    return db.session.scalars(
        select(WallMessage.session_id).where(WallMessage.writer_id == person_id).distinct()
    ).all()


def messages_with_old_words(moment: datetime) -> Collection[WallMessage]:
    """Those whose words never got the first key and came before this moment, or were stopped or
    taken back before it, or had something covered; locked for this transaction."""
    return db.session.scalars(
        select(WallMessage)
        .where(
            or_(
                and_(
                    WallMessage.text != "",
                    or_(
                        and_(WallMessage.cleared_by.is_(None), WallMessage.written_at < moment),
                        and_(
                            WallMessage.state.in_(sorted(rules.LEFT)),
                            WallMessage.moved_at < moment,
                        ),
                    ),
                ),
                and_(WallMessage.before_cover.is_not(None), WallMessage.written_at < moment),
            )
        )
        .order_by(WallMessage.id)
        .with_for_update()
    ).all()


def messages_with_words() -> Sequence[WallMessage]:
    """Those of which a word is left, so many as one transaction takes, locked for it."""
    return db.session.scalars(
        select(WallMessage)
        .where(WallMessage.text != "")
        .order_by(WallMessage.id)
        .limit(BATCH)
        .with_for_update()
    ).all()


def is_public(message: WallMessage) -> bool:
    """Whether both keys have turned for this very text, and it has not been erased since."""
    return message.text != "" and rules.is_public(
        message.state,
        message.cleared_by is not None and message.cleared_text == message.text,
        message.chosen_by is not None and message.chosen_text == message.text,
    )
