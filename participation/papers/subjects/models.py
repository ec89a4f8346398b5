"""What adults at the desk say that a paper is about."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation.database import Model
from participation.foundation.inventory import OF_A_PAPER, Area, holds


@holds(
    Area.PAPERS,
    "so that papers about the same thing are found together, and what nobody wrote about is seen",
    sees="submitted paper",
    kept=OF_A_PAPER,
    about={"subject": "what it is about: a word of a list that comes with the program"},
    nothing="paper_id",
)
class PaperSubject(Model):
    """What a paper is about: a word of the list in programme/subjects.py, each once."""

    __tablename__ = "paper_subject"
    paper_id: Mapped[str] = mapped_column(ForeignKey("paper.id"), primary_key=True)
    subject: Mapped[str] = mapped_column(String(16), primary_key=True)
