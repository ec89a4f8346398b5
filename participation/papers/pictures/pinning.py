"""What a text that is sent keeps of the draft's pictures, and how they go. For use inside a command
that has the paper locked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, or_, select, update

from participation.foundation.extensions import db
from participation.papers.models import PaperRevision
from participation.papers.pictures.models import PaperPicture, PaperPixels, RevisionPicture
from participation.papers.pictures.rules import ALT, ALT_BETWEEN
from participation.safeguarding.marks.commands import forget_marks, mark_text

# A picture as it is sent: which pixels, of which kind, in which words.
Pinned = tuple[str, str, str]


def drafted(paper_id: str) -> list[Pinned]:
    """The pictures that stand in the draft, in order."""
    found = (
        select(PaperPicture.pixels_id, PaperPicture.kind, PaperPicture.alt)
        .where(PaperPicture.paper_id == paper_id, PaperPicture.taken_out_at.is_(None))
        .order_by(PaperPicture.position, PaperPicture.id)
    )
    return [(pixels, kind, alt) for pixels, kind, alt in db.session.execute(found)]


def pinned(revision_id: str) -> list[Pinned]:
    """The pictures of this text, in order."""
    found = (
        select(RevisionPicture.pixels_id, RevisionPicture.kind, RevisionPicture.alt)
        .where(RevisionPicture.revision_id == revision_id, RevisionPicture.kind != "")
        .order_by(RevisionPicture.position)
    )
    return [(pixels, kind, alt) for pixels, kind, alt in db.session.execute(found)]


def pin(revision: PaperRevision, pictures: Sequence[Pinned]) -> None:
    """This text has these pictures from now on, whatever becomes of the draft; what is said of them
    is marked like its other words."""
    for position, (pixels_id, kind, alt) in enumerate(pictures):
        db.session.add(
            RevisionPicture(
                revision_id=revision.id,
                pixels_id=pixels_id,
                kind=kind,
                alt=alt,
                position=position,
            )
        )
    db.session.flush()
    if pictures:
        words = ALT_BETWEEN.join(alt for _, _, alt in pictures)
        mark_text(ALT, revision.id, words, revision.language)


def take_along(paper_id: str, person_id: str, own_id: str) -> None:
    """What this author brought stands in a paper of her own, and in this one no more."""
    db.session.execute(
        update(PaperPicture)
        .where(PaperPicture.paper_id == paper_id, PaperPicture.added_by == person_id)
        .values(paper_id=own_id)
    )


def has_brought(paper_id: str, person_id: str) -> bool:
    """Whether this author has brought a picture into the draft."""
    found = select(PaperPicture.id).where(
        PaperPicture.paper_id == paper_id, PaperPicture.added_by == person_id
    )
    return db.session.scalar(found.limit(1)) is not None


def erase_sent_pictures(revision_ids: Sequence[str]) -> None:
    """Of the pictures of these texts nothing is shown any more, nor a word about them; no pixel is
    left of one that stands nowhere else."""
    of_these = RevisionPicture.revision_id.in_(revision_ids)
    pixels = db.session.scalars(select(RevisionPicture.pixels_id).where(of_these)).all()
    db.session.execute(
        update(RevisionPicture)
        .where(of_these)
        .values(alt="", kind="")
        .execution_options(synchronize_session=False)
    )
    _erase_unneeded(pixels)
    for revision_id in revision_ids:
        forget_marks(ALT, revision_id)


def erase_drafted_pictures(
    *, paper_id: str | None = None, taken_out_before: datetime | None = None
) -> int:
    """No picture is left in the draft of this paper, or of those that were taken out before then.
    Answers how many."""
    which = or_(
        PaperPicture.paper_id == paper_id if paper_id else PaperPicture.id.is_(None),
        PaperPicture.taken_out_at < taken_out_before
        if taken_out_before
        else PaperPicture.id.is_(None),
    )
    pixels = db.session.scalars(select(PaperPicture.pixels_id).where(which)).all()
    if pixels:
        db.session.execute(delete(PaperPicture).where(which))
        _erase_unneeded(pixels)
    return len(pixels)


def _erase_unneeded(pixels: Collection[str]) -> None:
    """No pixel is left of those among these that no draft and no text that was sent has."""
    if not pixels:
        return
    drawn = select(PaperPicture.pixels_id)
    sent = select(RevisionPicture.pixels_id).where(RevisionPicture.kind != "")
    db.session.execute(
        update(PaperPixels)
        .where(PaperPixels.id.in_(sorted(set(pixels))), PaperPixels.id.not_in(drawn.union(sent)))
        .values(content=b"", small=b"")
        .execution_options(synchronize_session=False)
    )
