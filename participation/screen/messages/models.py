"""Tables of messages."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation.database import Model, new_id
from participation.foundation.inventory import CLEARED, UNCLEARED, Area, holds, said

# The kind of text that a message is, at the desk and where it is marked.
KIND = "message"


class MessageState(StrEnum):
    SENT = "sent"
    CLEARED = "cleared"
    CHOSEN = "chosen"
    STOPPED = "stopped"
    TAKEN_BACK = "taken_back"
    HELD = "held"


@holds(
    Area.SESSION,
    "so that words written for this moment can stand on the wall, once two people have read them",
    sees="cleared text",
    about={
        "writer_id": said("who wrote it, or typed a child's slip of paper", sees="audit log"),
        "text language before_cover": said(
            "the words as they were typed, and before an adult covered personal details",
            sees="free text before it is cleared",
            kept=UNCLEARED,
        ),
        "cleared_text chosen_text": said("the words that were cleared and chosen", kept=CLEARED),
        "is_slip": "whether a child wrote it on paper",
        "cleared_by chosen_by decided_by": said("who turned the keys", sees="audit log"),
        "state reason decided_at writer_left written_at moved_at": "when, and what became of it",
    },
    nothing="id session_id revision",
)
class WallMessage(Model):
    """A message for the wall and its two keys: `cleared_by` is an adult's who did not write it,
    `chosen_by` the moderator's.

    The checks hold the two keys in the database, for the very text: nothing can be chosen unless
    these words were cleared, and nobody clears her own words. Only a child's slip of paper, which
    an adult on duty has read while she typed it, is cleared by the hand that typed it
    (safeguarding.md, decision 1). Of a held one no word is left here; `writer_left` says that its
    writer took it back. `before_cover` is what was written first, for its writer's eyes alone.
    """

    __tablename__ = "wall_message"
    __table_args__ = (
        CheckConstraint(
            "state IN ('sent','cleared','chosen','stopped','taken_back','held')", name="state"
        ),
        CheckConstraint(
            "state NOT IN ('cleared','chosen') "
            "OR (cleared_by IS NOT NULL AND cleared_text IS NOT NULL AND cleared_text = text)",
            name="first_key",
        ),
        CheckConstraint(
            "state <> 'chosen' "
            "OR (chosen_by IS NOT NULL AND chosen_text IS NOT NULL AND chosen_text = text)",
            name="second_key",
        ),
        CheckConstraint(
            "is_slip OR cleared_by IS NULL OR cleared_by <> writer_id", name="not_her_own_words"
        ),
        CheckConstraint(
            "chosen_by IS NULL OR cleared_by IS NULL OR chosen_by <> cleared_by", name="two_people"
        ),
        CheckConstraint(
            "state <> 'held' OR (text = '' AND cleared_text IS NULL AND chosen_text IS NULL "
            "AND before_cover IS NULL)",
            name="held_without_words",
        ),
        Index("ix_wall_message_session_state", "session_id", "state"),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    session_id: Mapped[str] = mapped_column(ForeignKey("conference_session.id"))
    writer_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    is_slip: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(12), default=MessageState.SENT)
    reason: Mapped[str | None] = mapped_column(String(20))
    cleared_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    cleared_text: Mapped[str | None] = mapped_column(Text)
    chosen_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    chosen_text: Mapped[str | None] = mapped_column(Text)
    before_cover: Mapped[str | None] = mapped_column(Text)
    revision: Mapped[int] = mapped_column(default=1)
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    writer_left: Mapped[bool] = mapped_column(default=False)
    written_at: Mapped[datetime]
    moved_at: Mapped[datetime]
