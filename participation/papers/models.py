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
    QUESTIONS_BACK = "questions_back"
    CHANGE_OFFERED = "change_offered"
    SELECTED = "selected"
    NOT_THIS_TIME = "not_this_time"
    JOINED = "joined"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"


class ReadsAloud(StrEnum):
    """Who reads it on stage: the author decides with her yes (product.md, "Working papers")."""

    ME = "me"
    FRIEND = "friend"
    MODERATOR = "moderator"
    NOBODY = "nobody"


class GoesTo(StrEnum):
    """Where a paper goes instead of a session: there is no bare "no"."""

    ANSWER = "answer"
    BOOK = "book"
    LATER = "later"


class Visibility(StrEnum):
    """Who may see it, from narrow to wide; widening needs the author's recorded yes."""

    AUTHORS = "authors"
    FACILITATORS = "facilitators"
    DELEGATES = "delegates"
    ROOM = "room"
    PUBLIC = "public"


class Naming(StrEnum):
    """What an author is named by where her paper is read, from wide to narrow: at most, for the
    dial of her choices shows no more than it allows."""

    FIRST_NAME = "first_name"
    CHOSEN_NAME = "chosen_name"
    GROUP = "group"
    NONE = "none"


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
        "began_at moved_at brought_back_at": (
            "when she began, when it last moved on, and when she brought it back"
        ),
        "current_revision_id": "which text of hers counts now",
        "decided_at announced_at joined_to": "what was decided, and when she was told",
        "no_reason": said("why it is in no session, in kind words", kept=OF_A_PAPER),
        "goes_to no_by no_agreed_by": "where it goes instead, and which two adults decided it",
        "in_hand_of in_hand_at": "which adult is reading it now",
        "held_by held_at": said(
            "that it is kept from everyone but her and the safety team, and who did that",
            sees="that a concern exists, counts",
        ),
        "typed_by typed_at typed_until": said(
            "which adult typed it for her, from when, and until when",
            sees="draft typed for a child",
        ),
        "own_words_at": "when she said of a typed paper that these are her own words",
    },
    nothing="id",
)
class Paper(Model):
    """A working paper; the working text stands on this row and is never checked, only kept.

    `draft_version` rises with every save, so that a second tablet's older text never silently
    replaces a newer one. `state` is its life cycle; `announced_at`, `visibility` and `held_at` are
    axes of their own: whether its author was told, who may see it, whether it is held. `typed_by`
    is the adult who types it for its author and writes in it until `typed_until`; it is sent once
    she has said that these are her own words, at `own_words_at`.
    """

    __tablename__ = "paper"
    __table_args__ = (
        CheckConstraint(
            "state IN ('draft','submitted','in_review','questions_back','change_offered',"
            "'selected','not_this_time','joined','confirmed','withdrawn')",
            name="state",
        ),
        CheckConstraint(
            "visibility IN ('authors','facilitators','delegates','room','public')",
            name="visibility",
        ),
        CheckConstraint(
            "visibility IN ('authors','facilitators') OR state IN ('confirmed','not_this_time')",
            name="shown",
        ),
        CheckConstraint(
            "state NOT IN ('draft','withdrawn') OR visibility = 'authors'", name="unseen"
        ),
        CheckConstraint(
            "state != 'confirmed' OR confirmed_revision_id IS NOT NULL", name="confirmed_revision"
        ),
        CheckConstraint(
            "confirmed_revision_id IS NULL OR"
            " (state = 'confirmed' AND confirmed_revision_id = current_revision_id)",
            name="yes_to_what_counts",
        ),
        CheckConstraint(
            "state IN ('draft','withdrawn') OR current_revision_id IS NOT NULL", name="sent"
        ),
        CheckConstraint(
            "(state IN ('selected','not_this_time','joined','confirmed')) = "
            "(decided_at IS NOT NULL)",
            name="decided",
        ),
        CheckConstraint("announced_at IS NULL OR decided_at IS NOT NULL", name="announced"),
        CheckConstraint("state != 'confirmed' OR announced_at IS NOT NULL", name="told_first"),
        CheckConstraint("state != 'joined' OR joined_to IS NOT NULL", name="joined"),
        CheckConstraint("joined_to <> id", name="joined_to_another"),
        CheckConstraint(
            "state != 'not_this_time' OR (no_by IS NOT NULL AND no_agreed_by IS NOT NULL)",
            name="two_curators",
        ),
        CheckConstraint("no_by <> no_agreed_by", name="two_people"),
        CheckConstraint(
            "(no_by IS NULL) = (no_reason IS NULL) AND (no_by IS NULL) = (goes_to IS NULL)",
            name="no_says_why",
        ),
        CheckConstraint("trim(no_reason) <> ''", name="no_bare_no"),
        CheckConstraint("goes_to IN ('answer','book','later')", name="goes_to"),
        CheckConstraint("(in_hand_of IS NULL) = (in_hand_at IS NULL)", name="in_hand"),
        CheckConstraint("(held_by IS NULL) = (held_at IS NULL)", name="held"),
        CheckConstraint("(typed_by IS NULL) = (typed_at IS NULL)", name="typed"),
        CheckConstraint("typed_by <> author_id", name="typed_by_another"),
        CheckConstraint("typed_until IS NULL OR typed_by IS NOT NULL", name="typed_until"),
        CheckConstraint("own_words_at IS NULL OR typed_until IS NOT NULL", name="own_words"),
        CheckConstraint(
            "typed_by IS NULL OR own_words_at IS NOT NULL OR"
            " (state IN ('draft','withdrawn') AND visibility = 'authors')",
            name="own_words_first",
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
    brought_back_at: Mapped[datetime | None]
    saved_at: Mapped[datetime | None]
    current_revision_id: Mapped[str | None] = mapped_column(
        ForeignKey("paper_revision.id", use_alter=True)
    )
    decided_at: Mapped[datetime | None]
    announced_at: Mapped[datetime | None]
    joined_to: Mapped[str | None] = mapped_column(ForeignKey("paper.id"))
    no_reason: Mapped[str | None] = mapped_column(Text)
    goes_to: Mapped[str | None] = mapped_column(String(20))
    no_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    no_agreed_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    in_hand_of: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    in_hand_at: Mapped[datetime | None]
    held_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    held_at: Mapped[datetime | None]
    typed_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    typed_at: Mapped[datetime | None]
    typed_until: Mapped[datetime | None]
    own_words_at: Mapped[datetime | None]


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
        ),
        "named": "whether her name stands with it there, and which",
    },
    nothing="id",
)
class PaperYes(Model):
    """An author's recorded yes to showing one revision that widely, under this name of hers; taken
    back by `ended_at`."""

    __tablename__ = "paper_yes"
    __table_args__ = (
        CheckConstraint("visibility IN ('delegates','room','public')", name="visibility"),
        CheckConstraint("named IN ('first_name','chosen_name','group','none')", name="named"),
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
    named: Mapped[str] = mapped_column(
        String(20), default=Naming.FIRST_NAME, server_default=Naming.FIRST_NAME
    )
    said_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
