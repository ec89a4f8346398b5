"""Tables of the programme. Titles and texts are Words: `{"ar": …, "en": …, "fr": …}`."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.foundation.database import Model, new_id
from participation.foundation.inventory import Area, holds
from participation.foundation.languages import Words


class SessionKind(StrEnum):
    PLENARY = "plenary"
    WORKSHOP = "workshop"
    CLOSED = "closed"


@holds(
    Area.PROGRAMME,
    "the conference",
    nothing="id slug title welcome place timezone starts_on is_demonstration",
)
class ConferenceEvent(Model):
    """The conference; imported as ConferenceEvent, since a domain fact is an event too."""

    __tablename__ = "event"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[Words]
    welcome: Mapped[Words]
    place: Mapped[Words]
    timezone: Mapped[str] = mapped_column(String(60))
    starts_on: Mapped[date]
    is_demonstration: Mapped[bool] = mapped_column(default=False)


@holds(
    Area.PROGRAMME,
    "its days",
    nothing="id event_id number date",
)
class Day(Model):
    __tablename__ = "day"
    __table_args__ = (UniqueConstraint("event_id", "date"), UniqueConstraint("event_id", "number"))
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"))
    number: Mapped[int]
    date: Mapped[date]


@holds(
    Area.PROGRAMME,
    "its rooms",
    nothing="id event_id slug name seats country",
)
class Room(Model):
    """A room; `country` is set where it is in another one than the conference, so that help is the
    one for where a child is."""

    __tablename__ = "room"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"))
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[Words]
    seats: Mapped[int]
    country: Mapped[str | None] = mapped_column(String(2))


@holds(
    Area.PROGRAMME,
    "the organisations that children came with",
    nothing="id slug name country",
)
class Organisation(Model):
    __tablename__ = "organisation"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[Words]
    country: Mapped[str] = mapped_column(String(2), index=True)


@holds(
    Area.PROGRAMME,
    "its sessions",
    nothing="id day_id room_id slug kind title about languages starts_at ends_at "
    "room_code is_always_now",
)
class ConferenceSession(Model):
    """A session of the programme. Two of one room never overlap: a trigger (SQLite) or an
    exclusion constraint (PostgreSQL) of the first migration holds that. The trial session is
    always now and keeps a room of its own."""

    __tablename__ = "conference_session"
    __table_args__ = (
        CheckConstraint("kind IN ('plenary', 'workshop', 'closed')", name="kind"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("length(room_code) = 8", name="room_code_length"),
        Index("ix_conference_session_room_time", "room_id", "starts_at"),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    day_id: Mapped[str] = mapped_column(ForeignKey("day.id"), index=True)
    room_id: Mapped[str] = mapped_column(ForeignKey("room.id"))
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    kind: Mapped[str] = mapped_column(String(10))
    title: Mapped[Words]
    about: Mapped[Words]
    languages: Mapped[list[str]]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    room_code: Mapped[str] = mapped_column(String(8), unique=True)
    is_always_now: Mapped[bool] = mapped_column(default=False)

    room: Mapped[Room] = relationship(lazy="joined", innerjoin=True)
