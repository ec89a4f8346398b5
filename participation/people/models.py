"""Tables of people: the public side of a person only. Shown names are chosen or invented."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.foundation.database import Model, new_id
from participation.foundation.languages import Words


class Role(StrEnum):
    DELEGATE = "delegate"
    MODERATOR = "moderator"
    FACILITATOR = "facilitator"
    INTERPRETER = "interpreter"
    SPEAKER = "speaker"
    REPRESENTATIVE = "representative"
    ACCOMPANYING = "accompanying"
    SAFEGUARDING = "safeguarding"
    ORGANISER = "organiser"


class Person(Model):
    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("kind IN ('child', 'adult')", name="kind"),
        CheckConstraint("dial IN ('my_name','chosen_name','only_idea','nothing')", name="dial"),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    kind: Mapped[str] = mapped_column(String(10))
    shown_name: Mapped[Words]
    language: Mapped[str] = mapped_column(String(2))
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"))
    age_band: Mapped[str | None] = mapped_column(String(5))
    # access.yaml, "real first name": read where it is asked for by name, never along with a row.
    first_name: Mapped[Words | None] = mapped_column(JSON(none_as_null=True), deferred=True)
    # How much of herself a child shows now; consent/rules.py says what follows from it.
    dial: Mapped[str] = mapped_column(
        String(12), default="chosen_name", server_default="chosen_name"
    )


class Badge(Model):
    """A card: a QR link with a signed token, a typed number, and a secret only its owner knows.

    Wrong tries slow this badge (never the hall's address): `next_try_at` is when the next one is
    looked at.
    """

    __tablename__ = "badge"
    __table_args__ = (
        Index(
            "uq_badge_in_use",
            "person_id",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    number: Mapped[str] = mapped_column(String(8), unique=True)
    secret_hash: Mapped[str] = mapped_column(String(200))
    wrong_tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class RoleGrant(Model):
    """A role for the event (`session_id` null) or one session; withdrawn by `ended_at`."""

    __tablename__ = "role_grant"
    __table_args__ = (
        Index(
            "uq_role_grant_present",
            "person_id",
            "role",
            text("coalesce(session_id, '')"),
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    session_id: Mapped[str | None] = mapped_column(ForeignKey("conference_session.id"))
    ended_at: Mapped[datetime | None]


class Tablet(Model):
    """A browser as the event knows it, whoever is signed in: its cookie outlives every hand-over.

    `known_at` is when an adult nodded (or signed in here herself); before that a child's badge
    waits for a nod. Wrong tries by a tablet that the badge was never on slow the tablet too.
    """

    __tablename__ = "tablet"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    began_at: Mapped[datetime]
    known_at: Mapped[datetime | None]
    known_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    wrong_tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None]


class SecretTries(Model):
    """The wrong tries of a badge on a tablet where it was signed in before: they slow this pair
    alone, so that a stranger who guesses elsewhere never slows the owner on her own tablet."""

    __tablename__ = "secret_tries"
    badge_id: Mapped[str] = mapped_column(ForeignKey("badge.id"), primary_key=True)
    tablet_id: Mapped[str] = mapped_column(ForeignKey("tablet.id"), primary_key=True)
    wrong_tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None]


class Device(Model):
    """A browser's sign-in: an audience phone, a badge on some tablet, or a projector's browser.

    The cookie carries this row's id, signed; a device that has ended is nobody, so a cookie
    replayed after hand-over opens nothing. `pretend` marks the phones of the demonstration.
    `confirmed_at` is when the badge's secret was last typed here, `locked_at` when the page was
    emptied; `asks_nod_since` stands while an adult has yet to nod.
    """

    __tablename__ = "device"
    __table_args__ = (CheckConstraint("kind IN ('audience', 'badge', 'screen')", name="kind"),)
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(10))
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    room_id: Mapped[str | None] = mapped_column(ForeignKey("room.id"))
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    pretend: Mapped[bool] = mapped_column(default=False)
    tablet_id: Mapped[str | None] = mapped_column(ForeignKey("tablet.id"), index=True)
    confirmed_at: Mapped[datetime | None]
    locked_at: Mapped[datetime | None]
    asks_nod_since: Mapped[datetime | None] = mapped_column(index=True)


class Membership(Model):
    """An audience device that came in with a session's room code or QR."""

    __tablename__ = "membership"
    device_id: Mapped[str] = mapped_column(ForeignKey("device.id"), primary_key=True)
    session_id: Mapped[str] = mapped_column(
        ForeignKey("conference_session.id"), primary_key=True, index=True
    )


class Presence(Model):
    """When a device that follows a session was last heard; written in one statement for all."""

    __tablename__ = "presence"
    __table_args__ = (UniqueConstraint("session_id", "device_id"),)
    device_id: Mapped[str] = mapped_column(ForeignKey("device.id"), primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("conference_session.id"), primary_key=True)
    holder: Mapped[str] = mapped_column(String(80))
    heard_at: Mapped[datetime]


class Ending(Model):
    """Authority that ended: every server takes the sockets concerned out of their rooms."""

    __tablename__ = "ending"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    device_id: Mapped[str | None] = mapped_column(String(32))
    person_id: Mapped[str | None] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(index=True)
