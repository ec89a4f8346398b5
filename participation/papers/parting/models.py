"""Tables of whose each line was, and of who left: no word of anybody's in the clear."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation.database import Model, new_id
from participation.foundation.inventory import NOBODY, OF_A_PAPER, Area, Stands, holds, said


@holds(
    Area.PAPERS,
    "a tablet that comes back later neither loses a line nor brings one back of somebody who left",
    sees=NOBODY,
    kept=OF_A_PAPER,
    about={
        "authors lines": "who began which line of a draft that several write, and its title",
        "seams": "where in a line that was made of several authors' lines whose words begin",
    },
    nothing="id paper_id version",
)
class PaperWriters(Model):
    """Who began each line of a shared draft, from this version of it until the next row's.

    `authors` are ids, first of whoever the title is; `lines` has one digit for each line with
    words: which of them began it. A line that was made of lines of several has a digit for each
    piece of it; `seams` are the line's place and the letter's where each further piece begins.
    """

    __tablename__ = "paper_writers"
    __table_args__ = (
        UniqueConstraint("paper_id", "version"),
        CheckConstraint("trim(seams, '0123456789: ') = ''", name="no_word"),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    paper_id: Mapped[str] = mapped_column(ForeignKey("paper.id"))
    version: Mapped[int]
    authors: Mapped[str] = mapped_column(Text)
    lines: Mapped[str] = mapped_column(Text)
    seams: Mapped[str] = mapped_column(Text, default="", server_default="")


@holds(
    Area.PAPERS,
    "whoever left a paper finds her words in her own, and nobody else finds them in theirs",
    sees="paper draft",
    about={
        "paper_id person_id parted_at": "who left which paper, and when",
        "own_paper_id": "in which paper of her own she writes on",
        "prints": said(
            "which words were in her title and her lines, as a check of each that can't be read",
            sees=NOBODY,
            kept=OF_A_PAPER,
            stands=Stands.HASHED,
        ),
    },
    nothing="id version",
)
class PaperParting(Model):
    """One of several has left the paper; from this version of its draft on no line is hers."""

    __tablename__ = "paper_parting"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    paper_id: Mapped[str] = mapped_column(ForeignKey("paper.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int]
    own_paper_id: Mapped[str | None] = mapped_column(ForeignKey("paper.id"))
    prints: Mapped[str] = mapped_column(Text, default="")
    parted_at: Mapped[datetime]
