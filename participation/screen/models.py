"""Tables of the projector: codes that wait to be typed, and what covers a session's wall."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
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


@holds(Area.SESSION, "so that anybody responsible can cover the wall", nothing="session_id blank")
class Wall(Model):
    """What covers a session's wall. No row: it follows the session."""

    __tablename__ = "wall"
    session_id: Mapped[str] = mapped_column(ForeignKey("conference_session.id"), primary_key=True)
    blank: Mapped[bool] = mapped_column(default=False)
