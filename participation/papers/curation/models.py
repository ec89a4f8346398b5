"""Tables of curation: what adults ask about a paper, and the changes they offer."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation.database import Model, new_id
from participation.foundation.inventory import OF_A_PAPER, Area, holds, said


class OfferState(StrEnum):
    """What became of a change that was offered: the children who wrote the paper decide alone."""

    OPEN = "open"
    YES = "yes"
    NO = "no"
    EDITED = "edited"
    ENDED = "ended"


@holds(
    Area.PAPERS,
    "an adult asks before anybody decides, and the child answers in her own words",
    sees="comments on a paper",
    about={
        "text answer": said("what was asked, and what she answered", kept=OF_A_PAPER),
        "language asked_by asked_at closed_at": "in which language, which adult asked, and when",
    },
    nothing="id paper_id",
)
class PaperQuestion(Model):
    """A question back. It hangs on the paper, never on a person: the whole desk reads it."""

    __tablename__ = "paper_question"
    __table_args__ = (
        CheckConstraint("answer = '' OR closed_at IS NOT NULL", name="answered"),
        Index(
            "uq_paper_question_open",
            "paper_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    paper_id: Mapped[str] = mapped_column(ForeignKey("paper.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    asked_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(Text, default="")
    closed_at: Mapped[datetime | None]


@holds(
    Area.PAPERS,
    "an adult proposes and the child decides: nothing of hers changes without her yes",
    sees="submitted paper",
    about={
        "offered_by offered_at": "which adult offered the change, and when",
        "state answered_at": "what she answered, and when",
    },
    nothing="id paper_id revision_id based_on",
)
class PaperOffer(Model):
    """A change offered: `revision_id` is what the adult wrote, `based_on` what it would replace."""

    __tablename__ = "paper_offer"
    __table_args__ = (
        CheckConstraint("state IN ('open','yes','no','edited','ended')", name="state"),
        CheckConstraint("(state = 'open') = (answered_at IS NULL)", name="answered"),
        CheckConstraint("revision_id <> based_on", name="another_text"),
        Index(
            "uq_paper_offer_open",
            "paper_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    paper_id: Mapped[str] = mapped_column(ForeignKey("paper.id"), index=True)
    revision_id: Mapped[str] = mapped_column(ForeignKey("paper_revision.id"), unique=True)
    based_on: Mapped[str] = mapped_column(ForeignKey("paper_revision.id"))
    offered_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    offered_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10), default=OfferState.OPEN)
    answered_at: Mapped[datetime | None]


@holds(
    Area.PAPERS,
    "where several write a paper, a change counts once each of them has said yes",
    sees="submitted paper",
    about={"person_id said_at": "which author said yes to a change, and when"},
    nothing="id offer_id",
)
class PaperOfferYes(Model):
    """One author's yes to a change offered, which waits for her co-authors'."""

    __tablename__ = "paper_offer_yes"
    __table_args__ = (UniqueConstraint("offer_id", "person_id"),)
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    offer_id: Mapped[str] = mapped_column(ForeignKey("paper_offer.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    said_at: Mapped[datetime]
