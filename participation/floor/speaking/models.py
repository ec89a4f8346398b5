"""Tables of hands and of turns to speak."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation.database import Model, new_id
from participation.foundation.inventory import WITH_DEVICE, Area, holds


class Wish(StrEnum):
    SPEAK = "speak"
    REPLY = "reply"
    SHORT_QUESTION = "short_question"
    READ_FOR_ME = "read_for_me"


class HandState(StrEnum):
    UP = "up"
    CALLED = "called"
    SPOKE = "spoke"
    DOWN = "down"


class TurnState(StrEnum):
    CALLED = "called"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"
    PASSED = "passed"


IS_OPEN = "state IN ('up', 'called')"
IS_ON = "state IN ('called', 'running', 'paused')"


@holds(
    Area.SESSION,
    "so that whoever wants to speak is called in turn, and the microphone finds her",
    sees="raised hands with their reasons",
    kept=WITH_DEVICE,
    about={
        "holder": "which badge raised its hand, or which phone",
        "wish raised_at state passed_at": "what for, since when, and whether she spoke",
        "pinned_at pinned_reason": "whether the moderator put her first, and why",
        "sign": "by which star she is called where no name is shown",
    },
    nothing="id session_id",
)
class RaisedHand(Model):
    """One raised hand. A holder has one open hand in a session, and no two open hands of a session
    have the same sign. Its place in the line is stored nowhere: rules.py works it out."""

    __tablename__ = "raised_hand"
    __table_args__ = (
        CheckConstraint("wish IN ('speak','reply','short_question','read_for_me')", name="wish"),
        CheckConstraint("state IN ('up','called','spoke','down')", name="state"),
        CheckConstraint("(pinned_at IS NULL) = (pinned_reason IS NULL)", name="pinned_why"),
        Index(
            "uq_raised_hand_open",
            "session_id",
            "holder",
            unique=True,
            sqlite_where=text(IS_OPEN),
            postgresql_where=text(IS_OPEN),
        ),
        Index(
            "uq_raised_hand_sign",
            "session_id",
            "sign",
            unique=True,
            sqlite_where=text(IS_OPEN),
            postgresql_where=text(IS_OPEN),
        ),
        Index("ix_raised_hand_session_state", "session_id", "state"),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    session_id: Mapped[str] = mapped_column(ForeignKey("conference_session.id"))
    holder: Mapped[str] = mapped_column(String(80), index=True)
    wish: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(8), default=HandState.UP)
    sign: Mapped[int]
    raised_at: Mapped[datetime]
    passed_at: Mapped[datetime | None]
    pinned_at: Mapped[datetime | None]
    pinned_reason: Mapped[str | None] = mapped_column(String(20))


@holds(
    Area.SESSION,
    "so that everybody sees whose turn it is and how much time is left",
    sees="raised hands with their reasons",
    kept=WITH_DEVICE,
    about={
        "hand_id": "whose hand was called",
        "state called_at started_at ended_at": "when she was called and spoke",
        "reason": "why she was called before others",
    },
    nothing="id session_id number paused_at paused_ms budget_ms held",
)
class Turn(Model):
    """One turn to speak; a session has at most one that is on. Its clock is worked out from these
    moments: what has run is the time since it started, less what it was paused. `number` counts
    the turns of a session; `held` says that the clock rests because the session does."""

    __tablename__ = "turn"
    __table_args__ = (
        CheckConstraint("state IN ('called','running','paused','ended','passed')", name="state"),
        CheckConstraint("(state = 'paused') = (paused_at IS NOT NULL)", name="paused_since"),
        CheckConstraint(
            "state NOT IN ('running','paused') OR started_at IS NOT NULL", name="started"
        ),
        CheckConstraint("budget_ms > 0 AND paused_ms >= 0", name="clock"),
        UniqueConstraint("session_id", "number"),
        Index(
            "uq_turn_on",
            "session_id",
            unique=True,
            sqlite_where=text(IS_ON),
            postgresql_where=text(IS_ON),
        ),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    session_id: Mapped[str] = mapped_column(ForeignKey("conference_session.id"))
    number: Mapped[int]
    hand_id: Mapped[str] = mapped_column(ForeignKey("raised_hand.id"), index=True)
    state: Mapped[str] = mapped_column(String(8), default=TurnState.CALLED)
    reason: Mapped[str | None] = mapped_column(String(20))
    budget_ms: Mapped[int]
    called_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    paused_ms: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]
    held: Mapped[bool] = mapped_column(default=False)
