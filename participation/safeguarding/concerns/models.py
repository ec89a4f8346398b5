"""Tables of concerns. Nothing in them is ever changed or deleted (migrations/guards.py); what was
written, by a child or by the pair, stands in them sealed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation.database import Model, new_id
from participation.foundation.inventory import FOR_THE_LAW, NOBODY, Area, Stands, holds, said


@holds(
    Area.CONCERNS,
    "so that help comes, from those who can help, and from nobody else",
    sees="that a concern exists, counts",
    kept=FOR_THE_LAW,
    about={
        "box": said(
            "what was told, and whether she is safe now",
            sees="content of a concern",
            stands=Stands.SEALED,
        ),
        "came_at is_urgent": "when it came, and whether somebody is not safe now",
        "source_kind source_id session_id": "which text an adult handed on, from which session",
        "readers kept_from": "who may read it, and which of the pair must not know of it",
        "once_hash mark": said(
            "that the same page was sent twice; nothing can be read from it",
            sees=NOBODY,
            stands=Stands.HASHED,
        ),
    },
    nothing="id public_key",
)
class Concern(Model):
    """What somebody told the safety team, or a text that an adult routed to it.

    `public_key` is this concern's own: everything of its record is sealed to it, so that a note
    needs no passphrase; its private key stands only in `concern_key`, sealed for each reader.
    `kept_from` is who must not know of it. `once_hash` finds a page that was sent twice; `mark`
    tells whether it carried the same words, and can't be made without the page's own id.
    """

    __tablename__ = "concern"
    __table_args__ = (
        CheckConstraint("readers IN ('both', 'lead', 'deputy')", name="readers"),
        CheckConstraint("readers <> 'both' OR kept_from IS NULL", name="kept_from"),
        CheckConstraint("(source_kind IS NULL) = (source_id IS NULL)", name="source"),
        UniqueConstraint("source_kind", "source_id"),
        Index("ix_concern_came_at", "came_at"),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    came_at: Mapped[datetime]
    source_kind: Mapped[str | None] = mapped_column(String(20))
    source_id: Mapped[str | None] = mapped_column(String(32))
    session_id: Mapped[str | None] = mapped_column(ForeignKey("conference_session.id"))
    readers: Mapped[str] = mapped_column(String(10))
    kept_from: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    is_urgent: Mapped[bool]
    public_key: Mapped[bytes]
    box: Mapped[bytes]
    once_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    mark: Mapped[str | None] = mapped_column(String(64))


@holds(
    Area.CONCERNS,
    "so that only its readers can open it",
    sees="that a concern exists, counts",
    kept=FOR_THE_LAW,
    about={
        "post_id recovery_id sealed_at": "for whom it was sealed, and when",
        "box": said("its key", sees="content of a concern", stands=Stands.SEALED),
    },
    nothing="id concern_id",
)
class ConcernKey(Model):
    """A concern's private key, sealed for one post's holder or for the key in the safe. Who has
    none of these rows does not know of the concern: every list and count goes through them."""

    __tablename__ = "concern_key"
    __table_args__ = (
        CheckConstraint("(post_id IS NULL) <> (recovery_id IS NULL)", name="one_reader"),
        UniqueConstraint("concern_id", "post_id"),
        UniqueConstraint("concern_id", "recovery_id"),
        Index("ix_concern_key_post_id", "post_id"),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    concern_id: Mapped[str] = mapped_column(ForeignKey("concern.id"))
    post_id: Mapped[str | None] = mapped_column(ForeignKey("safety_post.id"))
    recovery_id: Mapped[str | None] = mapped_column(ForeignKey("recovery_key.id"))
    box: Mapped[bytes]
    sealed_at: Mapped[datetime]


@holds(
    Area.CONCERNS,
    "what was done about it is written down line by line, and can't be changed",
    sees="content of a concern",
    kept=FOR_THE_LAW,
    about={
        "at by kind is_urgent": "who of the safety team did what, and when",
        "box for_code": said("notes, decisions, whom they told, the answer", stands=Stands.SEALED),
        "mark": said("that the same words came twice", sees=NOBODY, stands=Stands.HASHED),
    },
    nothing="id concern_id",
)
class ConcernEntry(Model):
    """One line of a concern's record: who did what when; its words are sealed. An answer is sealed
    once more, for the holder of the receipt's code."""

    __tablename__ = "concern_entry"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('acknowledged', 'added', 'note', 'decision', 'told', 'answer')", name="kind"
        ),
        CheckConstraint("(kind = 'answer') = (for_code IS NOT NULL)", name="answer_for_code"),
        Index(
            "uq_concern_entry_acknowledged",
            "concern_id",
            unique=True,
            sqlite_where=text("kind = 'acknowledged'"),
            postgresql_where=text("kind = 'acknowledged'"),
        ),
        Index("ix_concern_entry_concern_id_at", "concern_id", "at"),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    concern_id: Mapped[str] = mapped_column(ForeignKey("concern.id"))
    at: Mapped[datetime]
    by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(12))
    box: Mapped[bytes | None]
    for_code: Mapped[bytes | None]
    mark: Mapped[str | None] = mapped_column(String(64))
    is_urgent: Mapped[bool] = mapped_column(default=False)


@holds(
    Area.CONCERNS,
    "so that the next one is alerted when nobody has answered",
    sees="that a concern exists, counts",
    kept=FOR_THE_LAW,
    about={"concern_id step at": "that lead, deputy or the phone on duty were alerted, and when"},
)
class ConcernAlert(Model):
    """That somebody was alerted, or the phone on duty shown, because nobody had acknowledged."""

    __tablename__ = "concern_alert"
    __table_args__ = (CheckConstraint("step IN ('lead', 'deputy', 'phone')", name="step"),)
    concern_id: Mapped[str] = mapped_column(ForeignKey("concern.id"), primary_key=True)
    step: Mapped[str] = mapped_column(String(10), primary_key=True)
    at: Mapped[datetime]


@holds(
    Area.CONCERNS,
    "nobody closes a concern alone",
    sees="that a concern exists, counts",
    kept=FOR_THE_LAW,
    about={"signer at": "which two signed, and when"},
    nothing="concern_id number",
)
class ConcernSignature(Model):
    """A concern is closed by two signatures, of two people: `person:<id>`, or `recovery:<id>` for
    the host with the key from the safe, where the other of the pair may not know of it."""

    __tablename__ = "concern_signature"
    __table_args__ = (
        CheckConstraint("number IN (1, 2)", name="number"),
        UniqueConstraint("concern_id", "signer"),
    )
    concern_id: Mapped[str] = mapped_column(ForeignKey("concern.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    signer: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime]
