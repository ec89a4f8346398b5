"""Tables of a session under way."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation.database import Model, new_id
from participation.foundation.inventory import NOBODY, WITH_DEVICE, Area, holds, said
from participation.foundation.languages import Words


class SessionState(StrEnum):
    PLANNED = "planned"
    READY = "ready"
    OPEN = "open"
    LIVE = "live"
    PAUSED = "paused"
    CLOSING = "closing"
    CLOSED = "closed"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class ItemKind(StrEnum):
    OPENING = "opening"
    PAPER = "paper"
    TALK = "talk"
    LAUNCH = "launch"
    DISCUSSION = "discussion"
    POLL = "poll"
    QUESTIONS = "questions"
    GROUP_WORK = "group_work"
    BREAK = "break"
    CLOSING = "closing"


class ItemState(StrEnum):
    PLANNED = "planned"
    CURRENT = "current"
    DONE = "done"
    PARKED = "parked"
    SKIPPED = "skipped"


@holds(
    Area.SESSION,
    "so that everybody sees the same moment of the session, and one moderator leads it",
    sees="shown name on stage",
    about={
        "seat_person_id seat_heard_at": "who moderates, and when her tablet was last heard",
        "seat_device_id": said("on which tablet", sees=NOBODY, kept=WITH_DEVICE),
        "seat_helping seat_offered_at": said(
            "whether an adult keeps the seat for a child, and since when it is offered",
            sees="adults present",
        ),
        "seat_battery": said(
            "how full her tablet's battery is, told to adults from 20 percent down",
            why="so that an adult brings a charger",
            sees="adults present",
        ),
    },
    nothing="session_id state version opened_at live_at closed_at seat_epoch adults_asked "
    "quiet_since waits_for_adults",
)
class Floor(Model):
    """One row for each session: its state, its seat and the version its moves compare with.

    The cursor is the one item in state `current`. `version` rises with every move, so a press
    that was meant for another moment is refused instead of moving twice. The seat has one holder;
    its epoch rises each time it is taken, and an old epoch is refused.
    """

    __tablename__ = "floor"
    __table_args__ = (
        CheckConstraint(
            "state IN ('planned','ready','open','live','paused','closing','closed','published',"
            "'cancelled')",
            name="state",
        ),
        CheckConstraint("adults_asked BETWEEN 0 AND 20", name="adults_asked"),
        CheckConstraint("quiet_since IS NULL OR state = 'live'", name="quiet_while_live"),
        CheckConstraint("NOT waits_for_adults OR state = 'paused'", name="waits_while_paused"),
        CheckConstraint(
            "seat_person_id IS NOT NULL OR (NOT seat_helping AND seat_offered_at IS NULL)",
            name="free_seat",
        ),
        CheckConstraint("seat_battery BETWEEN 0 AND 100", name="seat_battery"),
    )
    session_id: Mapped[str] = mapped_column(ForeignKey("conference_session.id"), primary_key=True)
    state: Mapped[str] = mapped_column(String(12), default=SessionState.PLANNED)
    version: Mapped[int] = mapped_column(default=1)
    opened_at: Mapped[datetime | None]
    live_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    seat_person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    seat_device_id: Mapped[str | None] = mapped_column(ForeignKey("device.id"))
    seat_epoch: Mapped[int] = mapped_column(default=0)
    seat_heard_at: Mapped[datetime | None]
    # An adult keeps it until a child takes it.
    seat_helping: Mapped[bool] = mapped_column(default=False)
    seat_offered_at: Mapped[datetime | None]
    # In percent, while it isn't charging; unknown where the browser does not tell.
    seat_battery: Mapped[int | None]
    # How many adults have to be in the room. None are for the trial, where one person plays all.
    adults_asked: Mapped[int] = mapped_column(default=2)
    # Quiet mode: fewer adults than asked since then, while the session is live.
    quiet_since: Mapped[datetime | None]
    # The session paused because too few adults were there, not because somebody pressed.
    waits_for_adults: Mapped[bool] = mapped_column(default=False)


@holds(
    Area.SESSION,
    "what comes next, and what the moderator can say",
    sees="cue cards",
    about={"revision_id": said("which paper is read then", sees="paper now on stage")},
    nothing="id session_id position kind title cue cue_revision minutes state started_at ended_at",
)
class RunSheetItem(Model):
    """One step of a session. A paper item pins a revision, never "the newest"; at most one item
    of a session is current."""

    __tablename__ = "run_sheet_item"
    __table_args__ = (
        UniqueConstraint("session_id", "position"),
        Index(
            "uq_run_sheet_item_current",
            "session_id",
            unique=True,
            sqlite_where=text("state = 'current'"),
            postgresql_where=text("state = 'current'"),
        ),
        CheckConstraint("state IN ('planned','current','done','parked','skipped')", name="state"),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    session_id: Mapped[str] = mapped_column(ForeignKey("conference_session.id"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12))
    title: Mapped[Words]
    cue: Mapped[Words]
    cue_revision: Mapped[int] = mapped_column(default=1, server_default="1")
    minutes: Mapped[int]
    state: Mapped[str] = mapped_column(String(10), default=ItemState.PLANNED)
    revision_id: Mapped[str | None] = mapped_column(ForeignKey("paper_revision.id"))
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
