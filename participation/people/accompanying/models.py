"""Which child came with which adult."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation.database import Model, new_id
from participation.foundation.inventory import OF_A_CHILD, Area, holds


@holds(
    Area.BADGE,
    "so that an adult who came along knows what her own children need",
    sees="age band and country of one child",
    kept=OF_A_CHILD,
    about={"child_id adult_id ended_at": "which child came with which adult, and until when"},
    nothing="id",
)
class Accompanied(Model):
    """A child and an adult who came along; ended by `ended_at`."""

    __tablename__ = "accompanied"
    __table_args__ = (
        CheckConstraint("child_id <> adult_id", name="two_people"),
        Index(
            "uq_accompanied_present",
            "child_id",
            "adult_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_accompanied_adult", "adult_id"),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    child_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    adult_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None]
