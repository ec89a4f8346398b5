"""Tables of the projector: codes that wait to be typed, and what somebody chose for a wall."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation.database import Model
from participation.foundation.inventory import Area, holds


@holds(
    Area.DEVICES,
    "so that a projector comes to its room, and to no other",
    nothing="code device_id until",
)
class Pairing(Model):
    """A short code on a projector that somebody of the room has yet to type."""

    __tablename__ = "pairing"
    code: Mapped[str] = mapped_column(String(6), primary_key=True)
    device_id: Mapped[str] = mapped_column(ForeignKey("device.id"), unique=True)
    until: Mapped[datetime]


@holds(
    Area.DEVICES,
    "so that nobody guesses a projector's code",
    nothing="session_id wrong last_at",
)
class PairingTries(Model):
    """The wrong codes typed for a session: they slow its next ones, and nobody else's."""

    __tablename__ = "pairing_tries"
    session_id: Mapped[str] = mapped_column(ForeignKey("conference_session.id"), primary_key=True)
    wrong: Mapped[int]
    last_at: Mapped[datetime]


class WallMode(StrEnum):
    FOLLOW = "follow"
    PINNED = "pinned"
    MESSAGE = "message"
    HOLDING = "holding"


class Shown(StrEnum):
    """What can be chosen for a wall: a paper (its revision), a question, a result; or a message,
    a ready one or one written for this moment."""

    PAPER = "paper"
    QUESTION = "question"
    POLL = "poll"
    READY = "ready"
    MESSAGE = "message"


@holds(
    Area.SESSION,
    "what was chosen for a session's wall, and so that anybody responsible can cover it",
    nothing="session_id blank mode shown_kind shown_id version",
)
class Wall(Model):
    """What somebody chose for a session's wall. No row: it follows the session.

    `shown_kind` and `shown_id` name what is pinned or said; whether it may still be read is asked
    anew each time. `blank` covers all of it. `version` rises with every choice, so that of two who
    choose at once the second sees what the first has done.
    """

    __tablename__ = "wall"
    __table_args__ = (
        CheckConstraint(
            "(mode IN ('follow','holding') AND shown_kind IS NULL AND shown_id IS NULL) OR "
            "(mode = 'pinned' AND shown_kind IN ('paper','question','poll') "
            "AND shown_id IS NOT NULL) OR "
            "(mode = 'message' AND shown_kind IN ('ready','message') AND shown_id IS NOT NULL)",
            name="mode_and_what",
        ),
    )
    session_id: Mapped[str] = mapped_column(ForeignKey("conference_session.id"), primary_key=True)
    blank: Mapped[bool] = mapped_column(default=False)
    mode: Mapped[str] = mapped_column(String(8), default=WallMode.FOLLOW)
    shown_kind: Mapped[str | None] = mapped_column(String(8))
    shown_id: Mapped[str | None] = mapped_column(String(32))
    version: Mapped[int] = mapped_column(default=0)


@holds(
    Area.DEVICES,
    "so that the tablets know whether the hall sees what was chosen",
    sees="device tokens and network data",
    about={"painted_at heard_at is_gone": "when a projector last drew something, and was heard"},
    nothing="device_id session_id picture",
)
class Painted(Model):
    """What a screen said last that it has drawn: a picture of its session's wall. `is_gone` once it
    was not heard for a while."""

    __tablename__ = "painted"
    device_id: Mapped[str] = mapped_column(ForeignKey("device.id"), primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("conference_session.id"), index=True)
    picture: Mapped[str] = mapped_column(String(16))
    painted_at: Mapped[datetime]
    heard_at: Mapped[datetime]
    is_gone: Mapped[bool] = mapped_column(default=False)
