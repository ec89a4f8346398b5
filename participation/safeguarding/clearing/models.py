"""Tables of the desk."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation.database import Model
from participation.foundation.inventory import UNTIL_DECIDED, Area, holds


@holds(
    Area.QUESTIONS,
    "so that two adults never read the same text at once",
    sees="free text before it is cleared",
    kept=UNTIL_DECIDED,
    about={"person_id until": "which adult has a text in hand, until when"},
    nothing="kind object_id",
)
class Claim(Model):
    """A text in one adult's hand, so that nobody else reads it at the same time; until it ends by
    itself. The key makes it one hand for each text."""

    __tablename__ = "clearing_claim"
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    object_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    until: Mapped[datetime]
