"""Table of the signals of pace."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation.database import Model
from participation.foundation.inventory import A_PRESS, NOBODY, Area, holds


class Signal(StrEnum):
    SLOWER = "slower"
    AGAIN = "again"
    LOST = "lost"
    AGREE = "agree"


@holds(
    Area.SESSION,
    "so that who leads and who interprets go at the hall's pace",
    sees=NOBODY,
    kept=A_PRESS,
    about={
        "mark at": "that somebody signalled, and when; not who: the mark is another for each "
        "session and signal, and can't be traced back without the server's own key"
    },
    nothing="session_id signal",
)
class PaceSignal(Model):
    """One signal of one phone or badge: a newer one of the same kind takes its place. It is gone
    with its session."""

    __tablename__ = "pace_signal"
    __table_args__ = (
        CheckConstraint("signal IN ('slower','again','lost','agree')", name="signal"),
    )
    session_id: Mapped[str] = mapped_column(ForeignKey("conference_session.id"), primary_key=True)
    signal: Mapped[str] = mapped_column(String(8), primary_key=True)
    mark: Mapped[str] = mapped_column(String(32), primary_key=True)
    at: Mapped[datetime]
