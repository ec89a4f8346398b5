"""The table of requests to read what is under lock."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation.database import Model, new_id
from participation.foundation.inventory import Area, holds

SHORTEST_REASON = 10


class Place(StrEnum):
    """Where one asks: an organiser does at the registration desk alone."""

    REGISTRATION = "registration"
    SAFETY = "safety"


@holds(
    Area.OUTSIDE,
    "what is under lock is read with a reason and a second adult only, and that is written down",
    sees="audit log",
    about={
        "lock subject_kind subject_id place session_id": "who was to be read about, and what",
        "reason": "why, as it was typed",
        "asked_by asked_at confirmed_by confirmed_at ended_at": "which adults, and when",
    },
    nothing="id",
)
class AccessRequest(Model):
    """Somebody asks to read one thing, says why, and another adult says yes or no.

    The database itself holds that there is a reason and that two people were there.
    """

    __tablename__ = "access_request"
    __table_args__ = (
        CheckConstraint(f"length(trim(reason)) >= {SHORTEST_REASON}", name="reason"),
        CheckConstraint("confirmed_by IS NULL OR confirmed_by <> asked_by", name="two_adults"),
        CheckConstraint("(confirmed_by IS NULL) = (confirmed_at IS NULL)", name="confirmed"),
        CheckConstraint("place IN ('registration', 'safety')", name="place"),
        Index("ix_access_request_subject", "subject_kind", "subject_id"),
        Index("ix_access_request_asked", "asked_at"),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    lock: Mapped[str] = mapped_column(String(40))
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[str] = mapped_column(String(32))
    place: Mapped[str] = mapped_column(String(20))
    session_id: Mapped[str | None] = mapped_column(ForeignKey("conference_session.id"))
    reason: Mapped[str] = mapped_column(String(200))
    asked_by: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    asked_at: Mapped[datetime]
    confirmed_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
