"""The event's own ready sentences, beside those that come with the product."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation.database import Model, new_id
from participation.foundation.inventory import Area, holds
from participation.foundation.languages import Words


class SentenceKind(StrEnum):
    MESSAGE = "message"
    REASON = "reason"
    THANKS = "thanks"
    # Between the moderator's seat and the adults of the session: what is said from it, and to it.
    WHISPER = "whisper"
    REPLY = "reply"


@holds(
    Area.PROGRAMME,
    "so that what is often said can be said in one tap, in every language",
    nothing="id kind words position in_use",
)
class ReadySentence(Model):
    """A sentence that somebody of the event has written in every language, ready to be picked."""

    __tablename__ = "ready_sentence"
    __table_args__ = (
        CheckConstraint("kind IN ('message','reason','thanks','whisper','reply')", name="kind"),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(8))
    words: Mapped[Words]
    position: Mapped[int] = mapped_column(default=0)
    in_use: Mapped[bool] = mapped_column(default=True)
