"""What was done last in a session, and what brings it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation.database import Model, new_id
from participation.foundation.inventory import Area, holds


@holds(
    Area.SESSION,
    "so that a tap too many can be undone for a minute, and who takes over knows what was done",
    sees="cue cards",
    nothing="session_id id name subject_id at version back",
)
class FloorAct(Model):
    """The last thing that was done from a session's seat: one row for each session. `back` holds
    ids and states by which it is undone; without it the act is final. Never a text or a choice."""

    __tablename__ = "floor_act"
    session_id: Mapped[str] = mapped_column(ForeignKey("conference_session.id"), primary_key=True)
    id: Mapped[str] = mapped_column(String(32), default=new_id)
    name: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str | None] = mapped_column(String(32))
    at: Mapped[datetime]
    # The floor's version as this act left it: whatever moved since makes an undo too late.
    version: Mapped[int]
    back: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
