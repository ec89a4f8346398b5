"""Tables of people: the public side of a person only. Shown names are chosen or invented."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, MappedColumn, mapped_column, relationship

from participation.foundation.database import Model, new_id
from participation.foundation.inventory import (
    NOBODY,
    OF_A_CHILD,
    WHOLE,
    WITH_DEVICE,
    Area,
    Stands,
    holds,
    said,
)
from participation.foundation.languages import Words

# Read together, and only where they are asked for.
FIRST_NAME = "first_name"


def first_name_column() -> MappedColumn[Any]:
    return mapped_column(JSON(none_as_null=True), deferred=True, deferred_group=FIRST_NAME)


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


@holds(
    Area.BADGE,
    "to greet a child by the name she chose, in her language, and to know what she may do here",
    sees="shown name on stage",
    kept=OF_A_CHILD,
    about={
        "slug": said("a name in addresses, made from the name she is shown by", sees=NOBODY),
        "shown_name": "the name she chose, or one made of two friendly words",
        "language": "the language she reads",
        "organisation_id age_band": said(
            "which organisation she came with, and in which band of three or four years her age is",
            why="so that texts and rules fit her age; computed once, the birth date is elsewhere",
            sees="age band and country of one child",
        ),
        "first_name": said(
            "her first name, where she or the host gave it",
            why="to find her when she needs somebody",
            sees="real first name",
        ),
        "first_name_typed_by first_name_typed_at": said(
            "which adult typed it, and when",
            why="so that nobody clears what she typed herself",
            sees="audit log",
        ),
        "first_name_cleared first_name_stopped first_name_stopped_for": said(
            "as it was written when an adult on duty read it, and what she said of it",
            why="so that it is shown in these very words, or not at all",
            sees="real first name",
        ),
        "first_name_cleared_by first_name_cleared_at": said(
            "which adult cleared it, and when",
            why="so that nothing is shown that no adult has read",
            sees="audit log",
        ),
        "first_name_held_at": said(
            "since when the safety team has it; no letter of it is left here then",
            why="so that she is told what every child is told whose name is being read",
            sees="that a concern exists, counts",
        ),
        "dial": said("how much of herself she shows now", sees="consent and assent"),
        "kind erased_at": said(
            "whether she is a child or an adult, and when all else of a child was erased",
            why="so that what was done in the session stays whole, by nobody",
            kept=WHOLE,
        ),
    },
    nothing="id",
)
class Person(Model):
    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("kind IN ('child', 'adult')", name="kind"),
        CheckConstraint("dial IN ('my_name','chosen_name','only_idea','nothing')", name="dial"),
        # The first key of the first name: the words with who turned it and when, or none of it.
        CheckConstraint(
            "(first_name_cleared IS NULL) = (first_name_cleared_by IS NULL) "
            "AND (first_name_cleared IS NULL) = (first_name_cleared_at IS NULL)",
            name="first_name_first_key",
        ),
        CheckConstraint(
            "first_name_cleared_by <> first_name_typed_by", name="first_name_read_by_another"
        ),
        CheckConstraint(
            "(first_name_stopped IS NULL) = (first_name_stopped_for IS NULL)",
            name="first_name_stopped_says_why",
        ),
        CheckConstraint(
            "first_name_stopped IS NULL OR first_name_cleared IS NULL",
            name="first_name_cleared_or_stopped",
        ),
        CheckConstraint(
            "first_name_stopped_for IN ('personal_details','unkind')",
            name="first_name_stopped_for",
        ),
        CheckConstraint(
            "first_name_held_at IS NULL OR first_name IS NULL", name="first_name_held_without_words"
        ),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    kind: Mapped[str] = mapped_column(String(10))
    shown_name: Mapped[Words]
    language: Mapped[str] = mapped_column(String(2))
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"))
    age_band: Mapped[str | None] = mapped_column(String(5))
    # access.yaml, "real first name": read where it is asked for by name, never along with a row.
    # It is typed in one language, for which the adult who clears it is chosen.
    first_name: Mapped[Words | None] = first_name_column()
    first_name_typed_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    first_name_typed_at: Mapped[datetime | None]
    # The very words that an adult has read, and what she decided; other words wait again.
    first_name_cleared: Mapped[Words | None] = first_name_column()
    first_name_cleared_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    first_name_cleared_at: Mapped[datetime | None]
    first_name_stopped: Mapped[Words | None] = first_name_column()
    first_name_stopped_for: Mapped[str | None] = mapped_column(String(20))
    # Since when a first name is with the safety team; of it no letter is left here.
    first_name_held_at: Mapped[datetime | None]
    # How much of herself a child shows now; consent/rules.py says what follows from it.
    dial: Mapped[str] = mapped_column(
        String(12), default="chosen_name", server_default="chosen_name"
    )
    # Of a child whose time is over nothing else says anything; what refers to the row stays whole.
    erased_at: Mapped[datetime | None]


@holds(
    Area.BADGE,
    "to sign in with a card on any tablet of the event",
    sees="device tokens and network data",
    kept=OF_A_CHILD,
    about={
        "person_id": "whose card it is",
        "number": "the number printed on the card",
        "secret_hash": said(
            "that a PIN or password is the right one; it can't be read from this",
            sees=NOBODY,
            stands=Stands.HASHED,
        ),
        "wrong_tries next_try_at": said(
            "how often it was typed wrong of late, and when the next try is looked at",
            why="so that nobody can guess it",
            sees=NOBODY,
        ),
        "revoked_at": "when a lost card stopped working",
    },
    nothing="id",
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


@holds(
    Area.BADGE,
    "so that each one may do what her role is for, and no more",
    sees="shown name on stage",
    kept=OF_A_CHILD,
    about={
        "person_id role session_id": "who is delegate, moderator, facilitator …, of which session",
        "ended_at": "when a role ended",
    },
    nothing="id",
)
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


@holds(
    Area.DEVICES,
    "so that a child's card and PIN open nothing on a stranger's phone",
    sees="device tokens and network data",
    kept=WITH_DEVICE,
    about={
        "began_at known_at known_by": "when a browser came first, and which adult nodded to it",
        "wrong_tries next_try_at": said("how often a PIN was typed wrong on it", sees=NOBODY),
    },
    nothing="id",
)
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


@holds(
    Area.DEVICES,
    "so that guessing is slow, and a stranger's guesses slow nobody else",
    kept=WITH_DEVICE,
    about={
        "badge_id tablet_id wrong_tries next_try_at": (
            "how often a card's PIN was typed wrong on a tablet where the card was before"
        )
    },
)
class SecretTries(Model):
    """The wrong tries of a badge on a tablet where it was signed in before: they slow this pair
    alone, so that a stranger who guesses elsewhere never slows the owner on her own tablet."""

    __tablename__ = "secret_tries"
    badge_id: Mapped[str] = mapped_column(ForeignKey("badge.id"), primary_key=True)
    tablet_id: Mapped[str] = mapped_column(ForeignKey("tablet.id"), primary_key=True)
    wrong_tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None]


@holds(
    Area.DEVICES,
    "so that a browser stays signed in until it is handed over, and not longer",
    sees="device tokens and network data",
    kept=WITH_DEVICE,
    about={
        "person_id tablet_id": "who is signed in, on which tablet; of an audience phone nobody",
        "began_at ended_at": "when it signed in, and when that ended",
        "confirmed_at locked_at heard_at asks_nod_since": (
            "when the PIN was last typed, the page was locked, a badge's tablet was last in use, "
            "an adult was asked for a nod"
        ),
    },
    nothing="id kind room_id pretend",
)
class Device(Model):
    """A browser's sign-in: an audience phone, a badge on some tablet, or a projector's browser.

    The cookie carries this row's id, signed; a device that has ended is nobody, so a cookie
    replayed after hand-over opens nothing. `pretend` marks the phones of the demonstration.
    `confirmed_at` is when the badge's secret was last typed here, `locked_at` when the page was
    emptied; `heard_at` when a badge's tablet was last heard (tablets/rules.py); `asks_nod_since`
    stands while an adult has yet to nod.
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
    heard_at: Mapped[datetime | None]
    asks_nod_since: Mapped[datetime | None] = mapped_column(index=True)


@holds(
    Area.DEVICES,
    "so that a phone that typed the room's code stays in that room",
    sees="device tokens and network data",
    kept=WITH_DEVICE,
    about={"device_id session_id": "in which sessions a phone was"},
)
class Membership(Model):
    """An audience device that came in with a session's room code or QR."""

    __tablename__ = "membership"
    device_id: Mapped[str] = mapped_column(ForeignKey("device.id"), primary_key=True)
    session_id: Mapped[str] = mapped_column(
        ForeignKey("conference_session.id"), primary_key=True, index=True
    )


@holds(
    Area.DEVICES,
    "to say how many are here, and whether an adult's tablet is still there",
    sees="device tokens and network data",
    kept=WITH_DEVICE,
    about={
        "device_id session_id holder heard_at": (
            "when a phone or badge was last heard in a session; each time replaces the one before"
        )
    },
)
class Presence(Model):
    """When a device that follows a session was last heard; written in one statement for all."""

    __tablename__ = "presence"
    __table_args__ = (UniqueConstraint("session_id", "device_id"),)
    device_id: Mapped[str] = mapped_column(ForeignKey("device.id"), primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("conference_session.id"), primary_key=True)
    holder: Mapped[str] = mapped_column(String(80))
    heard_at: Mapped[datetime]


@holds(
    Area.DEVICES,
    "so that pages stop within two seconds when a sign-in ends",
    kept=WITH_DEVICE,
    about={"device_id person_id at": "whose sign-in ended when"},
    nothing="id",
)
class Ending(Model):
    """Authority that ended: every server takes the sockets concerned out of their rooms."""

    __tablename__ = "ending"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    device_id: Mapped[str | None] = mapped_column(String(32))
    person_id: Mapped[str | None] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(index=True)
