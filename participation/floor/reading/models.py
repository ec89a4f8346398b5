"""How far the hall has read a paper on stage."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation.database import Model
from participation.foundation.inventory import Area, holds


@holds(
    Area.SESSION,
    "so that everybody reads the same paragraph of a paper on stage",
    nothing="item_id revision_id leaf leaves is_handed",
)
class Reading(Model):
    """At which leaf a paper stands that an item of the run sheet pins. No row: at its first, in the
    hand of whoever leads the session. `is_handed`: one of its authors turns the leaves."""

    __tablename__ = "reading"
    __table_args__ = (CheckConstraint("leaf BETWEEN 1 AND leaves", name="leaf"),)
    item_id: Mapped[str] = mapped_column(ForeignKey("run_sheet_item.id"), primary_key=True)
    revision_id: Mapped[str] = mapped_column(ForeignKey("paper_revision.id"), primary_key=True)
    leaf: Mapped[int] = mapped_column(default=1)
    leaves: Mapped[int]
    is_handed: Mapped[bool] = mapped_column(default=False)
