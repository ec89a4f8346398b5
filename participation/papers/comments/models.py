"""What adults say about one sentence of a paper."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation.database import Model, new_id
from participation.foundation.inventory import OF_A_PAPER, Area, holds, said

# The kind of text that it is, where it is marked.
KIND = "paper_comment"


@holds(
    Area.PAPERS,
    "an adult says something about one sentence, and the child does with it what she wants",
    sees="comments on a paper",
    about={
        "text": said("what an adult said about a sentence", kept=OF_A_PAPER),
        "language written_by written_at": "in which language, which adult said it, and when",
        "taken_back_by taken_back_at": "which adult took it back, and when",
    },
    nothing="id revision_id start end",
)
class PaperComment(Model):
    """A comment on one sentence, never changed. It hangs on the revision in which the sentence
    stands from letter `start` to `end`, never on a person: the whole desk and its authors read it.
    What was taken back its authors read no more; the desk and the safety team do."""

    __tablename__ = "paper_comment"
    __table_args__ = (
        CheckConstraint('start >= 0 AND "end" > start', name="sentence"),
        CheckConstraint("(taken_back_by IS NULL) = (taken_back_at IS NULL)", name="taken_back"),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    revision_id: Mapped[str] = mapped_column(ForeignKey("paper_revision.id"), index=True)
    start: Mapped[int]
    end: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    written_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime]
    taken_back_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    taken_back_at: Mapped[datetime | None]


@holds(
    Area.PAPERS,
    "adults see together which comments need nothing more, and who said so",
    sees="comments on a paper",
    about={
        "done_by done_at": "which adult marked a comment as done, and when",
        "opened_by opened_at": "which adult opened it again, and when",
    },
    nothing="id comment_id",
)
class PaperCommentDone(Model):
    """That a comment is done, as the desk sees it. Never changed but by `opened_at`, which makes it
    open again; done once more it has a row more. Its authors read the comment either way."""

    __tablename__ = "paper_comment_done"
    __table_args__ = (
        CheckConstraint("(opened_by IS NULL) = (opened_at IS NULL)", name="opened"),
        Index(
            "uq_paper_comment_done_present",
            "comment_id",
            unique=True,
            sqlite_where=text("opened_at IS NULL"),
            postgresql_where=text("opened_at IS NULL"),
        ),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    comment_id: Mapped[str] = mapped_column(ForeignKey("paper_comment.id"))
    done_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    done_at: Mapped[datetime]
    opened_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[datetime | None]
