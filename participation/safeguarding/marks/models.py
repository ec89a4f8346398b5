"""Tables of marks: what stands where in a text, and what organisers changed in the lists."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation.database import Model, new_id
from participation.foundation.inventory import UNCLEARED, Area, holds


@holds(
    Area.QUESTIONS,
    "so that an adult reads first what may need help; no machine decides",
    sees="free text before it is cleared",
    kept=UNCLEARED,
    about={
        "kind object_id mark start end": (
            "where in a text something may be personal, unkind or a call for help; not the words"
        )
    },
)
class TextMark(Model):
    """A stretch of a text as it was sent, counted in letters. It never says the words."""

    __tablename__ = "text_mark"
    __table_args__ = (
        CheckConstraint("mark IN ('disclosure','contact','unkind','name')", name="mark"),
        CheckConstraint('start >= 0 AND "end" > start', name="stretch"),
    )
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    object_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    mark: Mapped[str] = mapped_column(String(12), primary_key=True)
    start: Mapped[int] = mapped_column(primary_key=True)
    end: Mapped[int] = mapped_column(primary_key=True)


@holds(
    Area.PROGRAMME,
    "words that are marked, as the host changed the lists",
    nothing="id kind language words spelled in_use",
)
class ListEntry(Model):
    """What an organiser added to a list, or took out of it (`in_use` false). What is in neither is
    as the lists that come with the program have it; `spelled` is the form that is looked for."""

    __tablename__ = "word_list"
    __table_args__ = (
        CheckConstraint("kind IN ('disclosure','unkind','contact','apps')", name="kind"),
        CheckConstraint("language IN ('ar','en','fr')", name="language"),
        UniqueConstraint("kind", "language", "spelled"),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(12))
    language: Mapped[str] = mapped_column(String(2))
    words: Mapped[str] = mapped_column(String(80))
    spelled: Mapped[str] = mapped_column(String(160))
    in_use: Mapped[bool] = mapped_column(default=True)
