"""Tables of duty."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation.database import Model, new_id
from participation.foundation.inventory import Area, holds


@holds(
    Area.ADULTS,
    "an adult is given only texts in a language that she reads",
    sees="adults present",
    about={"person_id language": "which languages she reads"},
)
class LanguageRead(Model):
    """A language that an adult ticked: she is given texts in it."""

    __tablename__ = "language_read"
    __table_args__ = (CheckConstraint("language IN ('ar', 'en', 'fr')", name="language"),)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)


@holds(
    Area.ADULTS,
    "nothing is cleared by somebody who is not on duty",
    sees="adults present",
    about={"person_id session_id began_at ended_at": "which adult was on duty, where and when"},
    nothing="id",
)
class Duty(Model):
    """A time on duty for one session, or for the event where `session_id` is null.

    A person is on duty once for the same thing, however often she presses.
    """

    __tablename__ = "duty"
    __table_args__ = (
        CheckConstraint("ended_at IS NULL OR ended_at >= began_at", name="order"),
        Index(
            "uq_duty_present",
            "person_id",
            text("coalesce(session_id, '')"),
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    session_id: Mapped[str | None] = mapped_column(ForeignKey("conference_session.id"), index=True)
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
