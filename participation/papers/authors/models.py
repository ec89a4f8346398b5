"""Table of a paper's authors; a present one reads and writes the draft."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation.database import Model, new_id
from participation.foundation.inventory import Area, holds


@holds(
    Area.PAPERS,
    "children who write together all read and write the draft, and each can leave with her words",
    sees="paper draft",
    about={
        "paper_id person_id joined_at left_at": "who writes which paper, since when, until when",
        "recorded_by": "the adult whom both children told that they write together",
        "places": "which lines of the text, and pieces of lines, she began",
        "sends_version": "that she wants to send the draft as it stands",
        "shows_meter": "that readers may see how much of it is its authors' own words",
    },
    nothing="id",
)
class PaperAuthor(Model):
    """One of a paper's authors. Whoever began it has a row as well; the others' say who recorded
    the two spoken yeses. Lines that stand in nobody's `places` are of whoever began it.
    `sends_version` is her yes to sending that version of the draft, until it is sent."""

    __tablename__ = "paper_author"
    __table_args__ = (
        Index(
            "uq_paper_author_present",
            "paper_id",
            "person_id",
            unique=True,
            sqlite_where=text("left_at IS NULL"),
            postgresql_where=text("left_at IS NULL"),
        ),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    paper_id: Mapped[str] = mapped_column(ForeignKey("paper.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    recorded_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    places: Mapped[str] = mapped_column(Text, default="")
    sends_version: Mapped[int | None]
    shows_meter: Mapped[bool] = mapped_column(default=False)
