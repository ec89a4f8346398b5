"""Tables of a paper's pictures: what stands in the draft, what was sent, and the pixels of both."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation.database import Model, new_id
from participation.foundation.inventory import OF_A_PAPER, Area, holds, said


class PictureKind(StrEnum):
    """A drawing or photo that belongs to the paper; or the page on which its words stand written by
    hand, for its authors and the desk alone."""

    PICTURE = "picture"
    SHEET = "sheet"


@holds(
    Area.PAPERS,
    "a child shows what she drew or wrote by hand, and nothing else that a camera knows",
    sees="paper draft",
    kept=OF_A_PAPER,
    about={"content small": "a picture, made of pixels alone, in two sizes"},
    nothing="id width height",
)
class PaperPixels(Model):
    """A picture rebuilt from its pixels, once, for the draft and for all that was sent of it.
    Append-only: all that can be done is that no pixel of it is left."""

    __tablename__ = "paper_pixels"
    __table_args__ = (CheckConstraint("width > 0 AND height > 0", name="size"),)
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    small: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    width: Mapped[int]
    height: Mapped[int]


@holds(
    Area.PAPERS,
    "several write one draft and see the same pictures in it",
    sees="paper draft",
    kept=OF_A_PAPER,
    about={
        "alt": "what can be seen in it, in her words",
        "added_by added_at": "who brought it, and when",
        "taken_out_at": "when it was taken out, while there is a way back",
    },
    nothing="id paper_id pixels_id kind position",
)
class PaperPicture(Model):
    """A picture in the draft. With `taken_out_at` it is in it no more, and can come back for a
    while."""

    __tablename__ = "paper_picture"
    __table_args__ = (
        CheckConstraint("kind IN ('picture','sheet')", name="kind"),
        Index("ix_paper_picture_paper_id_position", "paper_id", "position"),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    paper_id: Mapped[str] = mapped_column(ForeignKey("paper.id"))
    pixels_id: Mapped[str] = mapped_column(ForeignKey("paper_pixels.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    alt: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int]
    added_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime]
    taken_out_at: Mapped[datetime | None]


@holds(
    Area.PAPERS,
    "what was sent is kept as it was, pictures too, so that a yes never meets another picture",
    sees="submitted paper",
    about={"alt": said("what can be seen in it, as she sent it", kept=OF_A_PAPER)},
    nothing="id revision_id pixels_id kind position",
)
class RevisionPicture(Model):
    """A picture of a text that was sent. Append-only: all that can be done is that nothing of it is
    shown any more, without a word and of no kind."""

    __tablename__ = "paper_revision_picture"
    __table_args__ = (
        CheckConstraint("kind IN ('picture','sheet','')", name="kind"),
        CheckConstraint("kind <> '' OR alt = ''", name="erased"),
        UniqueConstraint("revision_id", "position"),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    revision_id: Mapped[str] = mapped_column(ForeignKey("paper_revision.id"))
    pixels_id: Mapped[str] = mapped_column(ForeignKey("paper_pixels.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    alt: Mapped[str] = mapped_column(Text)
    position: Mapped[int]
