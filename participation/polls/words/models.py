"""Tables of open words: what was said, by whom while it is open, and what adults have read."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation.database import Model, new_id
from participation.foundation.inventory import (
    CLEARED,
    UNCLEARED,
    UNTIL_COUNTED,
    Area,
    holds,
    said,
)

# The kind of text that a word is, at the desk, where it is marked, and for its receipt.
KIND = "word"
# Letters of a word; its normal form may be longer, because one sign can stand for a sentence.
LONGEST = 30
LONGEST_SPELLED = 600


class WordState(StrEnum):
    WAITING = "waiting"
    CLEARED = "cleared"
    STOPPED = "stopped"
    HELD = "held"
    RUN_OUT = "run_out"


@holds(
    Area.VOTES,
    "so that a hall sees its words in one picture, after an adult has read each",
    sees="cleared text",
    about={
        "text language spelled": said(
            "a word that somebody typed, once however many did; not who",
            sees="free text before it is cleared",
            kept=UNCLEARED,
        ),
        "cleared_text": said("the letters that were cleared", kept=CLEARED),
        "cleared_by decided_by taken_out_by": said("who turned the keys", sees="audit log"),
        "state reason decided_at taken_out_at place count": "what became of it, and its size",
    },
    nothing="id poll_id session_id since",
)
class CloudWord(Model):
    """A word of a poll, once however many said it, and its keys: `cleared_by` is an adult's, for
    the very letters that are shown; `place` is its turn in the cloud once the moderator has shown
    it. `since` is when the poll opened: nothing says when which word came. `count` is written once,
    when the poll is counted. Of a held word no letter is left here."""

    __tablename__ = "cloud_word"
    __table_args__ = (
        UniqueConstraint("poll_id", "language", "spelled"),
        CheckConstraint("state IN ('waiting','cleared','stopped','held','run_out')", name="state"),
        CheckConstraint(
            "state <> 'cleared' OR (cleared_by IS NOT NULL AND cleared_text IS NOT NULL "
            "AND cleared_text = text)",
            name="first_key",
        ),
        CheckConstraint("place IS NULL OR state = 'cleared'", name="second_key"),
        CheckConstraint(
            "state NOT IN ('held','run_out') OR (text = '' AND spelled IS NULL "
            "AND cleared_text IS NULL)",
            name="gone_without_words",
        ),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    poll_id: Mapped[str] = mapped_column(ForeignKey("poll.id"))
    session_id: Mapped[str] = mapped_column(ForeignKey("conference_session.id"), index=True)
    language: Mapped[str] = mapped_column(String(2))
    spelled: Mapped[str | None] = mapped_column(String(LONGEST_SPELLED))
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(8), default=WordState.WAITING)
    reason: Mapped[str | None] = mapped_column(String(20))
    since: Mapped[datetime]
    cleared_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    cleared_text: Mapped[str | None] = mapped_column(Text)
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    place: Mapped[int | None]
    count: Mapped[int | None]
    taken_out_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    taken_out_at: Mapped[datetime | None]


@holds(
    Area.VOTES,
    "so that words can be changed while the poll is open, count once, and are answered by a code",
    sees="own choice in an open show of hands",
    kept=UNTIL_COUNTED,
    about={
        "holder": "which badge or phone said it, never when",
        "text": said(
            "the word as it was typed; not whose, once the poll is counted",
            sees="free text before it is cleared",
            kept=UNCLEARED,
        ),
    },
    nothing="send_id word_id poll_id",
)
class SaidWord(Model):
    """That this word was in what somebody sent, in these letters. While the poll is open it says
    who (`holder`), so that it can be changed and counts once; counting leaves nobody on it, and
    writes all of a poll anew in the order of random ids. `send_id` is what the receipt's code
    opens; it is another one each time somebody sends."""

    __tablename__ = "said_word"
    __table_args__ = (UniqueConstraint("word_id", "holder"),)
    send_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    word_id: Mapped[str] = mapped_column(ForeignKey("cloud_word.id"), primary_key=True)
    poll_id: Mapped[str] = mapped_column(ForeignKey("poll.id"), index=True)
    holder: Mapped[str | None] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)


@holds(
    Area.VOTES,
    "so that a word that was read once is not read again",
    sees="cleared text",
    kept=CLEARED,
    about={
        "language spelled text": "a word that an adult has cleared; not who said it",
        "cleared_by cleared_at": said("who turned the first key, and when", sees="audit log"),
    },
)
class ClearedWord(Model):
    """A word that an adult has cleared in this event: whoever says it later says it cleared
    (safeguarding.md, decision 1), in the letters that were read."""

    __tablename__ = "cleared_word"
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    spelled: Mapped[str] = mapped_column(String(LONGEST_SPELLED), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    cleared_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    cleared_at: Mapped[datetime]
