"""Reads of pictures, for whoever may read their text; who may is in viewing.py."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, or_, select

from participation.foundation import clock
from participation.foundation.extensions import db
from participation.foundation.inventory import A_PRESS
from participation.foundation.refusals import NotFound
from participation.papers.pictures.models import (
    PaperPicture,
    PaperPixels,
    PictureKind,
    RevisionPicture,
)


@dataclass(frozen=True)
class SentPicture:
    """A picture of a text that was sent, without its pixels."""

    id: str
    pixels_id: str
    kind: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True)
class DraftedPicture(SentPicture):
    """A picture of a draft; `is_out`: it was taken out and can come back."""

    is_out: bool


def drafted_pictures(paper_ids: Sequence[str]) -> dict[str, list[DraftedPicture]]:
    """What stands in these drafts, in order, and what can come back; one query. For whoever may
    read the drafts."""
    found: dict[str, list[DraftedPicture]] = defaultdict(list)
    rows = db.session.execute(
        select(PaperPicture, PaperPixels.width, PaperPixels.height)
        .join(PaperPixels, PaperPixels.id == PaperPicture.pixels_id)
        .where(PaperPicture.paper_id.in_(sorted(set(paper_ids))), _is_here())
        .order_by(PaperPicture.position, PaperPicture.id)
    )
    for one, width, height in rows:
        is_out = one.taken_out_at is not None
        found[one.paper_id].append(
            DraftedPicture(one.id, one.pixels_id, one.kind, one.alt, width, height, is_out)
        )
    return found


def sent_pictures(
    revision_ids: Sequence[str], kind: PictureKind | None = None
) -> dict[str, list[SentPicture]]:
    """The pictures of each of these texts, in order; one query. For whoever may read the texts."""
    found: dict[str, list[SentPicture]] = defaultdict(list)
    if not revision_ids:
        return found
    asked = (
        select(RevisionPicture, PaperPixels.width, PaperPixels.height)
        .join(PaperPixels, PaperPixels.id == RevisionPicture.pixels_id)
        .where(
            RevisionPicture.revision_id.in_(sorted(set(revision_ids))), RevisionPicture.kind != ""
        )
        .order_by(RevisionPicture.position)
    )
    if kind is not None:
        asked = asked.where(RevisionPicture.kind == kind)
    for one, width, height in db.session.execute(asked):
        found[one.revision_id].append(
            SentPicture(one.id, one.pixels_id, one.kind, one.alt, width, height)
        )
    return found


def small_pixels(picture_ids: Sequence[str]) -> dict[str, bytes]:
    """The small size of each of these sent pictures; one query. For whoever may read the texts."""
    rows = db.session.execute(
        select(RevisionPicture.id, PaperPixels.small)
        .join(PaperPixels, PaperPixels.id == RevisionPicture.pixels_id)
        .where(RevisionPicture.id.in_(picture_ids))
    )
    return {row.id: row.small for row in rows}


def drafted_pixels(paper_id: str, picture_id: str) -> str | None:
    """Which pixels a picture of this draft has, also of one that can come back."""
    return db.session.scalar(
        select(PaperPicture.pixels_id).where(
            PaperPicture.id == picture_id,
            PaperPicture.paper_id == paper_id,
            _is_here(),
        )
    )


def drafted_alt(paper_id: str, picture_id: str) -> str | None:
    """What is kept of what can be seen in a picture of this draft. For whoever may read it."""
    return db.session.scalar(
        select(PaperPicture.alt).where(
            PaperPicture.id == picture_id, PaperPicture.paper_id == paper_id
        )
    )


def _is_here() -> ColumnElement[bool]:
    since = clock.now() - A_PRESS.span()
    return or_(PaperPicture.taken_out_at.is_(None), PaperPicture.taken_out_at > since)


def shown_pixels(picture_id: str) -> bytes:
    """A picture that the stage shows at this moment: whoever asks has looked that it does. Refusal:
    NotFound."""
    pixels_id = db.session.scalar(
        select(RevisionPicture.pixels_id).where(
            RevisionPicture.id == picture_id, RevisionPicture.kind == PictureKind.PICTURE
        )
    )
    if pixels_id is None:
        raise NotFound
    return pixels(pixels_id, small=False)


def pixels_in(
    revision_ids: Sequence[str], picture_id: str, *, small: bool, kind: str | None = None
) -> bytes:
    """A picture of one of these texts, for whoever may read them. Refusal: NotFound."""
    found: Select[str] = select(RevisionPicture.pixels_id).where(
        RevisionPicture.id == picture_id,
        RevisionPicture.revision_id.in_(revision_ids),
        RevisionPicture.kind != "" if kind is None else RevisionPicture.kind == kind,
    )
    pixels_id = db.session.scalar(found)
    if pixels_id is None:
        raise NotFound
    return pixels(pixels_id, small=small)


def pixels(pixels_id: str, *, small: bool) -> bytes:
    """These pixels, while any are left. Refusal: NotFound."""
    column = PaperPixels.small if small else PaperPixels.content
    content: bytes | None = db.session.scalar(select(column).where(PaperPixels.id == pixels_id))
    if not content:
        raise NotFound
    return content
