"""Table of whose the words of a text are, where the texts that led to it are gone."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation.database import Model, new_id
from participation.foundation.inventory import OF_A_PAPER, Area, holds


@holds(
    Area.PAPERS,
    "when somebody leaves a paper no adult's word in it becomes a child's",
    sees="paper draft",
    kept=OF_A_PAPER,
    about={
        "runs": "how many words, one after another, are its authors' own and how many an adult's"
    },
    nothing="id paper_id revision_id",
)
class PaperRuns(Model):
    """Whose the words of a paper's draft are since one of its authors left, or, once that was sent,
    of the revision.

    `runs` are numbers of words in turn: so many of its authors, so many of adults, so many of its
    authors; no word, and nothing else than numbers, can stand there.
    """

    __tablename__ = "paper_runs"
    __table_args__ = (
        CheckConstraint("trim(runs, '0123456789 ') = ''", name="no_word"),
        CheckConstraint("runs <> ''", name="some"),
        Index(
            "uq_paper_runs_draft",
            "paper_id",
            unique=True,
            sqlite_where=text("revision_id IS NULL"),
            postgresql_where=text("revision_id IS NULL"),
        ),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    paper_id: Mapped[str] = mapped_column(ForeignKey("paper.id"), index=True)
    revision_id: Mapped[str | None] = mapped_column(ForeignKey("paper_revision.id"), unique=True)
    runs: Mapped[str] = mapped_column(Text)
