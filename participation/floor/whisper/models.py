"""What was said between the moderator's seat and the adults."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation.database import Model, new_id
from participation.foundation.inventory import CLEARED, Area, holds, said

# The kind of text that it is, where it is marked.
KIND = "whisper"


@holds(
    Area.SESSION,
    "so that a child at the front and the adults of her session can speak quietly, on record",
    sees="whisper line of a session",
    kept=CLEARED,
    about={
        "moderator_id": "who was in the moderator's seat: of the children nobody else reads it",
        "writer_id": said("who said it", sees="whisper line of a session"),
        "sentence text language said_at": "what was said, and when",
    },
    nothing="id session_id",
)
class Whisper(Model):
    """One line, never changed, erased whole: a ready sentence, or words of one's own. It belongs to
    whoever held the seat when it was said."""

    __tablename__ = "whisper"
    __table_args__ = (
        CheckConstraint("(sentence IS NULL) = (text <> '')", name="one_or_the_other"),
        Index("ix_whisper_session_said_at", "session_id", "said_at"),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    session_id: Mapped[str] = mapped_column(ForeignKey("conference_session.id"))
    moderator_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    writer_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    sentence: Mapped[str | None] = mapped_column(String(32))
    text: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str | None] = mapped_column(String(2))
    said_at: Mapped[datetime]
