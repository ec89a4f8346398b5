"""Tables of translations: each is a text of its own, of one revision that the hall may read."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation.database import Model, new_id
from participation.foundation.inventory import Area, holds


class TranslationState(StrEnum):
    """What became of a translation. Another adult reads it before any child does; then the children
    who wrote the paper decide alone."""

    WRITTEN = "written"
    OPEN = "open"
    YES = "yes"
    NO = "no"
    ENDED = "ended"


@holds(
    Area.PAPERS,
    "a paper is read in other languages in a person's words, whose meaning its authors said yes to",
    sees="translations not yet confirmed",
    about={
        "written_by written_at": "which adult translated it, and when",
        "read_by": "which other adult read it before its author did",
        "state answered_at": "what its authors answered, and when",
    },
    nothing="id paper_id revision_id translates language",
)
class PaperTranslation(Model):
    """A revision of kind translation: `revision_id` is what a person wrote, `translates` the very
    revision whose words it says in `language`. Never a machine's."""

    __tablename__ = "paper_translation"
    __table_args__ = (
        CheckConstraint("state IN ('written','open','yes','no','ended')", name="state"),
        CheckConstraint("(state IN ('written','open')) = (answered_at IS NULL)", name="answered"),
        CheckConstraint("state <> 'open' OR read_by IS NOT NULL", name="first_key"),
        CheckConstraint("state <> 'yes' OR read_by IS NOT NULL", name="first_key_of_all"),
        CheckConstraint("read_by <> written_by", name="two_people"),
        CheckConstraint("language IN ('ar','en','fr')", name="language"),
        CheckConstraint("revision_id <> translates", name="another_text"),
        Index(
            "uq_paper_translation_open",
            "translates",
            "language",
            unique=True,
            sqlite_where=text("state IN ('written','open')"),
            postgresql_where=text("state IN ('written','open')"),
        ),
        Index(
            "uq_paper_translation_yes",
            "translates",
            "language",
            unique=True,
            sqlite_where=text("state = 'yes'"),
            postgresql_where=text("state = 'yes'"),
        ),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    paper_id: Mapped[str] = mapped_column(ForeignKey("paper.id"), index=True)
    revision_id: Mapped[str] = mapped_column(ForeignKey("paper_revision.id"), unique=True)
    translates: Mapped[str] = mapped_column(ForeignKey("paper_revision.id"))
    language: Mapped[str] = mapped_column(String(2))
    written_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10), default=TranslationState.WRITTEN)
    read_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]


@holds(
    Area.PAPERS,
    "where several write a paper, a translation counts once each of them has said yes",
    sees="translations not yet confirmed",
    about={"person_id said_at": "which author said yes to a translation, and when"},
    nothing="id translation_id",
)
class PaperTranslationYes(Model):
    """One author's yes to a translation, which waits for her co-authors'."""

    __tablename__ = "paper_translation_yes"
    __table_args__ = (UniqueConstraint("translation_id", "person_id"),)
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    translation_id: Mapped[str] = mapped_column(ForeignKey("paper_translation.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    said_at: Mapped[datetime]
