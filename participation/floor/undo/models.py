"""What was done last in a session, and what brings it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation.database import Model, new_id
from participation.foundation.inventory import Area, holds


@holds(
    Area.SESSION,
    "so that taps too many can be undone for a minute, and who takes over knows what was done",
    sees="cue cards",
    nothing="id session_id number name subject_id at version back is_stuck",
)
class FloorAct(Model):
    """What was done from a session's seat in the last minute, and the last thing done before.
    `back` holds ids and states by which it is undone; without it the act is final. Never a text or
    a choice."""

    __tablename__ = "floor_act"
    __table_args__ = (UniqueConstraint("session_id", "number"),)
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    session_id: Mapped[str] = mapped_column(ForeignKey("conference_session.id"))
    # Which of the session's acts it is: each place is one act's alone.
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str | None] = mapped_column(String(32))
    at: Mapped[datetime]
    # The floor's version as the newest act left it: whatever else moved makes every undo too late.
    version: Mapped[int]
    back: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    # Its way back was tried, and something stood in it: the way leads past it.
    is_stuck: Mapped[bool] = mapped_column(default=False, server_default=false())
