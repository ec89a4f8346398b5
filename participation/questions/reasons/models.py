"""Tables of reasons: what children have written, and the list of each session."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation.database import Model, new_id
from participation.foundation.inventory import CLEARED, UNCLEARED, Area, holds, said

# The kind of text that a reason is, at the desk and where it is marked.
KIND = "reason"
# Letters: one sentence, which is read on a phone beside the question.
LONGEST = 120


class ReasonState(StrEnum):
    SENT = "sent"
    CLEARED = "cleared"
    STOPPED = "stopped"
    TAKEN_BACK = "taken_back"
    HELD = "held"


@holds(
    Area.QUESTIONS,
    "so that the children who lead a session say in their own words why a question did not come "
    "on stage",
    sees="cleared text",
    about={
        "writer_id": said("which child wrote it", sees="audit log"),
        "text language": said(
            "the words as they were typed",
            sees="free text before it is cleared",
            kept=UNCLEARED,
        ),
        "cleared_text chosen_text": said(
            "the words that were cleared, and those that an asker was told", kept=CLEARED
        ),
        "cleared_by chosen_by decided_by": said("who turned the keys", sees="audit log"),
        "state reason decided_at writer_left written_at moved_at": "when, and what became of it",
    },
    nothing="id reason_id session_id",
)
class ReasonText(Model):
    """A reason in one language, and its two keys: `cleared_by` is an adult's, `chosen_by` is the
    moderator's, who was the first to tell it to an asker. Its words never change: another wording
    is another row. `reason_id` is the same for one reason in several languages.

    The checks hold the two keys in the database, for the very text. Of a held one no word is left
    here; `writer_left` says that its writer took it back. One that was taken back, and had been
    told, keeps its words for whoever was told it.
    """

    __tablename__ = "reason_text"
    __table_args__ = (
        UniqueConstraint("reason_id", "language"),
        CheckConstraint("state IN ('sent','cleared','stopped','taken_back','held')", name="state"),
        CheckConstraint(
            "state <> 'cleared' "
            "OR (cleared_by IS NOT NULL AND cleared_text IS NOT NULL AND cleared_text = text)",
            name="first_key",
        ),
        CheckConstraint(
            "chosen_by IS NULL OR (cleared_by IS NOT NULL AND cleared_text IS NOT NULL "
            "AND chosen_text IS NOT NULL AND cleared_text = text AND chosen_text = text)",
            name="second_key",
        ),
        CheckConstraint("cleared_by IS NULL OR cleared_by <> writer_id", name="not_her_own_words"),
        CheckConstraint(
            "chosen_by IS NULL OR cleared_by IS NULL OR chosen_by <> cleared_by", name="two_people"
        ),
        CheckConstraint(
            "state <> 'held' OR (text = '' AND cleared_text IS NULL AND chosen_text IS NULL)",
            name="held_without_words",
        ),
        Index("ix_reason_text_session_state", "session_id", "state"),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    reason_id: Mapped[str] = mapped_column(String(32))
    session_id: Mapped[str] = mapped_column(ForeignKey("conference_session.id"))
    writer_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    state: Mapped[str] = mapped_column(String(12), default=ReasonState.SENT)
    reason: Mapped[str | None] = mapped_column(String(20))
    cleared_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    cleared_text: Mapped[str | None] = mapped_column(Text)
    chosen_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    chosen_text: Mapped[str | None] = mapped_column(Text)
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    writer_left: Mapped[bool] = mapped_column(default=False)
    written_at: Mapped[datetime]
    moved_at: Mapped[datetime]


@holds(
    Area.QUESTIONS,
    "so that the children who lead a session keep its list of reasons",
    nothing="session_id arranged hidden",
)
class ReasonList(Model):
    """How the children of a session have put its reasons: `arranged` are ids in their order, of
    those that were there when it was last changed; `hidden` are those that are not offered. Both
    are one row, so that whoever changes the list has all of it."""

    __tablename__ = "reason_list"
    session_id: Mapped[str] = mapped_column(ForeignKey("conference_session.id"), primary_key=True)
    arranged: Mapped[list[str]]
    hidden: Mapped[list[str]]
