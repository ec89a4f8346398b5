"""Tables of the adults in the room."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation.database import Model, new_id
from participation.foundation.inventory import NOBODY, WITH_DEVICE, Area, holds, said
from participation.safeguarding.adults.rules import Signs


@holds(
    Area.ADULTS,
    "no session runs without the adults asked for",
    sees="adults present",
    about={
        "session_id person_id checked_in_at checked_out_at state": "who was in which room, when",
        "heard_at is_locked confirmed_at confirmed_by": "by which signs she was known to be there",
        "device_id": said("on which tablet", sees=NOBODY, kept=WITH_DEVICE),
    },
    nothing="id",
)
class Attendance(Model):
    """One stay of an adult in a session's room. Nobody is in two rooms: one open row a person.

    `state` is what was last told to those who read it; what holds now is computed from the signs.
    """

    __tablename__ = "attendance"
    __table_args__ = (
        Index(
            "uq_attendance_open",
            "person_id",
            unique=True,
            sqlite_where=text("checked_out_at IS NULL"),
            postgresql_where=text("checked_out_at IS NULL"),
        ),
        Index("ix_attendance_session", "session_id", "checked_out_at"),
        CheckConstraint("state IN ('here', 'amber', 'gone')", name="state"),
        CheckConstraint("checked_out_at >= checked_in_at", name="out_after_in"),
        CheckConstraint("confirmed_by <> person_id", name="confirmed_by_another"),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    session_id: Mapped[str] = mapped_column(ForeignKey("conference_session.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    device_id: Mapped[str | None] = mapped_column(ForeignKey("device.id"))
    checked_in_at: Mapped[datetime]
    checked_out_at: Mapped[datetime | None]
    heard_at: Mapped[datetime]
    is_locked: Mapped[bool] = mapped_column(default=False)
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    state: Mapped[str] = mapped_column(String(5), default="here")

    @property
    def signs(self) -> Signs:
        return Signs(self.heard_at, self.is_locked, self.confirmed_at)


class NoticeKind(StrEnum):
    QUIET = "quiet"
    PAUSED = "paused"
    BACK = "back"


@holds(
    Area.ADULTS,
    "the safety team hears of a room with too few adults",
    sees="adults present",
    about={"seen_by seen_at": "who of the team has seen it, and when"},
    nothing="id session_id kind at counted asked",
)
class AdultsNotice(Model):
    """What the safety team is told of a room with too few adults; never anything else."""

    __tablename__ = "adults_notice"
    __table_args__ = (
        UniqueConstraint("session_id", "kind", "at"),
        CheckConstraint("kind IN ('quiet', 'paused', 'back')", name="kind"),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    session_id: Mapped[str] = mapped_column(ForeignKey("conference_session.id"))
    kind: Mapped[str] = mapped_column(String(6))
    at: Mapped[datetime] = mapped_column(index=True)
    # How many counted at that moment, of how many asked for.
    counted: Mapped[int]
    asked: Mapped[int]
    seen_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    seen_at: Mapped[datetime | None]
