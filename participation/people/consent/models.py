"""Tables of consent and assent. History is kept: a row ends once and is never changed otherwise."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation.database import Model, new_id
from participation.foundation.inventory import OF_A_CHILD, UNCLEARED, Area, holds, said

# The kinds of text that names are, at the desk, where they are marked, and for their receipts: a
# wish is found by its id, a first name by the answer in which its child asked to be shown by it.
NAME_KIND = "name"
FIRST_NAME_KIND = "first_name"


class ConsentKind(StrEnum):
    """Who may say yes for a child (safeguarding.md, decision 5)."""

    PARENT = "parent"
    LEGAL_GUARDIAN = "legal_guardian"
    RESPONSIBLE_BODY = "responsible_body"


class NameState(StrEnum):
    WAITING = "waiting"
    CLEARED = "cleared"
    STOPPED = "stopped"
    LEFT = "left"
    HELD = "held"


@holds(
    Area.CHOICES,
    "a child takes part by name only with a guardian's yes and her own",
    sees="consent and assent",
    about={
        "person_id kind": "for which child who said yes: a parent, a guardian, a responsible body",
        "note": said(
            "which body and why, where no parent was asked; the safety team alone reads it",
            kept=OF_A_CHILD,
        ),
        "version given_at withdrawn_at": "to which words, when, and when it was taken back",
        "recorded_by": "which adult wrote it down",
    },
    nothing="id",
)
class GuardianConsent(Model):
    """The yes of a parent, a guardian or the responsible body, on paper or spoken, as an adult
    recorded it. `note` says which body and why, for the safeguarding pair alone."""

    __tablename__ = "guardian_consent"
    __table_args__ = (
        Index(
            "uq_guardian_consent_present",
            "person_id",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
        CheckConstraint("kind IN ('parent','legal_guardian','responsible_body')", name="kind"),
        CheckConstraint(
            "(kind = 'responsible_body') = (note IS NOT NULL)", name="responsible_body_says_why"
        ),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    note: Mapped[str | None] = mapped_column(Text, deferred=True)
    version: Mapped[str] = mapped_column(String(20))
    recorded_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


@holds(
    Area.CHOICES,
    "taking part is the child's own decision, each part of it apart; a no is kept so that nobody "
    "asks again",
    sees="consent and assent",
    about={
        "person_id given_by": "whose answer it is: nobody's but hers",
        "version language age_band": "which words she read",
        "take_part words_in_room words_in_report first_name_shown pictures_shown": "what she chose",
        "given_at withdrawn_at": "when, and when she took it back",
    },
    nothing="id",
)
class Assent(Model):
    """A child's own answer to the words she read, with each choice apart. A no is kept too, so
    that nobody asks again for the same words. `given_by` can be nobody but her."""

    __tablename__ = "assent"
    __table_args__ = (
        Index(
            "uq_assent_present",
            "person_id",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
        CheckConstraint("given_by = person_id", name="own_answer"),
        CheckConstraint(
            "take_part OR NOT (words_in_room OR words_in_report OR first_name_shown "
            "OR pictures_shown)",
            name="choices_need_yes",
        ),
        CheckConstraint("age_band IN ('10-12','13-15','16-17')", name="age_band"),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    given_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    version: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(2))
    age_band: Mapped[str] = mapped_column(String(5))
    take_part: Mapped[bool]
    words_in_room: Mapped[bool] = mapped_column(default=False)
    words_in_report: Mapped[bool] = mapped_column(default=False)
    first_name_shown: Mapped[bool] = mapped_column(default=False)
    pictures_shown: Mapped[bool] = mapped_column(default=False)
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


@holds(
    Area.CHOICES,
    "a child may be shown by a name of her own, once an adult has read it",
    sees="free text before it is cleared",
    about={
        "proposed_name": said("which name she would like", kept=UNCLEARED),
        "person_id language": "who would like it",
        "state reason wished_at decided_at wisher_left": "when, and what became of it",
        "cleared_by": said("which adult read it", sees="audit log"),
    },
    kept=OF_A_CHILD,
    nothing="id",
)
class NameWish(Model):
    """A name that a child would like to be shown by. What she typed herself waits for the first
    key; what she picked from ours is cleared from the start. One waits at a time. Of a held one no
    letter is left here; `wisher_left` says that its child has wished for another one since."""

    __tablename__ = "name_wish"
    __table_args__ = (
        Index(
            "uq_name_wish_waiting",
            "person_id",
            unique=True,
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        CheckConstraint("state IN ('waiting','cleared','stopped','left','held')", name="state"),
        CheckConstraint(
            "state NOT IN ('cleared','stopped') OR cleared_by IS NOT NULL", name="first_key"
        ),
        CheckConstraint("(state = 'stopped') = (reason IS NOT NULL)", name="stopped_says_why"),
        CheckConstraint(
            "state <> 'held' OR (proposed_name = '' AND cleared_by IS NULL)",
            name="held_without_words",
        ),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    proposed_name: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    state: Mapped[str] = mapped_column(String(10), default=NameState.WAITING)
    reason: Mapped[str | None] = mapped_column(String(20))
    cleared_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    wished_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    wisher_left: Mapped[bool] = mapped_column(default=False, server_default=false())
