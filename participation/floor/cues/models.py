"""The moderator's own words on a cue card."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation.database import Model
from participation.foundation.inventory import AFTER_THE_EVENT, Area, holds, said


@holds(
    Area.SESSION,
    "so that a child can say it in her own words at the front",
    kept=AFTER_THE_EVENT,
    about={
        "writer_id text language": said(
            "what a moderator wrote for herself: nobody else is shown it",
            sees="free text before it is cleared",
        )
    },
    nothing="item_id revision",
)
class CueNote(Model):
    """What one moderator would like to say at one step, for her own eyes alone: so no key is asked
    for. `revision` rises with every change, so that two tablets of hers never lose words."""

    __tablename__ = "cue_note"
    __table_args__ = (CheckConstraint("revision > 0", name="revision"),)
    item_id: Mapped[str] = mapped_column(ForeignKey("run_sheet_item.id"), primary_key=True)
    writer_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    revision: Mapped[int] = mapped_column(default=1)
