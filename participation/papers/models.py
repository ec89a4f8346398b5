"""Tables of papers. Life cycle, visibility and what was said yes to are separate things."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.foundation.database import Model, new_id
from participation.foundation.inventory import OF_A_PAPER, YES_TO_A_PAPER, Area, holds, said


class PaperState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    SELECTED = "selected"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"


class ReadsAloud(StrEnum):
    """Who reads it on stage: the author decides with her yes (product.md, "Working papers")."""

    ME = "me"
    FRIEND = "friend"
    MODERATOR = "moderator"
    NOBODY = "nobody"


class Visibility(StrEnum):
    """Who may see it, from narrow to wide; widening needs the author's recorded yes."""

    AUTHORS = "authors"
    FACILITATORS = "facilitators"
    ROOM = "room"


@holds(
    Area.PAPERS,
    "a child writes what she wants to say, and decides when others may read it",
    sees="submitted paper",
    about={
        "author_id": "who wrote it",
        "draft_title draft_body": said(
            "the text she is writing", sees="paper draft", kept=OF_A_PAPER
        ),
        "draft_language draft_version saved_at": said(
            "its language, and when it was last kept", sees="paper draft"
        ),
        "state visibility session_id confirmed_revision_id": "how far it is, and who may read it",
        "reads_aloud": said(
            "who reads it aloud, as she decided", sees="confirmed paper of my session"
        ),
        "began_at moved_at": "when she began, and when it last moved on",
    },
    nothing="id",
)
class Paper(Model):
    """A working paper; the working text stands on this row and is never checked, only kept.

    `draft_version` rises with every save, so that a second tablet's older text never silently
    replaces a newer one.
    """

    __tablename__ = "paper"
    __table_args__ = (
        CheckConstraint(
            "state IN ('draft','submitted','in_review','selected','confirmed','withdrawn')",
            name="state",
        ),
        CheckConstraint("visibility IN ('authors','facilitators','room')", name="visibility"),
        CheckConstraint(
            "state != 'confirmed' OR confirmed_revision_id IS NOT NULL", name="confirmed_revision"
        ),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    author_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[str] = mapped_column(String(20), default=PaperState.DRAFT, index=True)
    visibility: Mapped[str] = mapped_column(String(20), default=Visibility.AUTHORS)
    session_id: Mapped[str | None] = mapped_column(ForeignKey("conference_session.id"), index=True)
    draft_title: Mapped[str] = mapped_column(Text, default="")
    draft_body: Mapped[str] = mapped_column(Text, default="")
    draft_language: Mapped[str] = mapped_column(String(2), default="ar")
    draft_version: Mapped[int] = mapped_column(default=0)
    confirmed_revision_id: Mapped[str | None] = mapped_column(
        ForeignKey("paper_revision.id", use_alter=True)
    )
    reads_aloud: Mapped[str | None] = mapped_column(String(20))
    began_at: Mapped[datetime]
    moved_at: Mapped[datetime]
    saved_at: Mapped[datetime | None]


@holds(
    Area.PAPERS,
    "what was sent is kept word for word, so that nobody changes a child's words",
    sees="submitted paper",
    about={
        "title body": said("the text as she sent it", kept=OF_A_PAPER),
        "language written_by written_at": "in which language, who sent it, and when",
    },
    nothing="id paper_id number",
)
class PaperRevision(Model):
    """What was sent, word for word. Append-only: the database refuses to change or delete it; all
    that can be done is that no word of it is left."""

    __tablename__ = "paper_revision"
    __table_args__ = (UniqueConstraint("paper_id", "number"),)
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    paper_id: Mapped[str] = mapped_column(ForeignKey("paper.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    written_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime]

    paper: Mapped[Paper] = relationship(foreign_keys=[paper_id], lazy="joined")


@holds(
    Area.PAPERS,
    "no paper is shown more widely than its author said yes to",
    sees="submitted paper",
    kept=YES_TO_A_PAPER,
    about={
        "revision_id person_id visibility said_at ended_at": (
            "to which text she said yes, how widely, when, and when she took it back"
        )
    },
    nothing="id",
)
class PaperYes(Model):
    """An author's recorded yes to showing one revision that widely; taken back by `ended_at`."""

    __tablename__ = "paper_yes"
    __table_args__ = (
        Index(
            "uq_paper_yes_present",
            "revision_id",
            "person_id",
            "visibility",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    revision_id: Mapped[str] = mapped_column(ForeignKey("paper_revision.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    visibility: Mapped[str] = mapped_column(String(20))
    said_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
