"""Who sees a picture: whoever may read, at this very moment, the text in which it stands. Asked
anew each time, so that what was taken back, held or narrowed is gone with the next request."""

from __future__ import annotations

from participation.foundation.actors import Actor
from participation.foundation.refusals import NotFound
from participation.papers.book.queries import Reader
from participation.papers.book.queries import paper_for as book_paper_for
from participation.papers.curation.queries import own_texts, sent_before, sent_paper
from participation.papers.pictures.models import PictureKind
from participation.papers.pictures.queries import drafted_pixels, pixels, pixels_in
from participation.papers.queries import latest_revision, paper_for


def authors_pixels(actor: Actor, paper_id: str, picture_id: str, *, small: bool) -> bytes:
    """A picture of the draft, or of the words of theirs that count, for its authors. Refusal:
    NotFound."""
    paper_for(actor, paper_id)
    pixels_id = drafted_pixels(paper_id, picture_id)
    if pixels_id is not None:
        return pixels(pixels_id, small=small)
    sent = latest_revision(paper_id)
    return pixels_in([sent.id] if sent else [], picture_id, small=small)


def desk_pixels(actor: Actor, paper_id: str, picture_id: str, *, small: bool) -> bytes:
    """A picture of what is read at the desk. Refusal: NotFound."""
    sent = sent_paper(actor, paper_id)
    texts = {sent.revision_id, *(text.id for text in own_texts(sent))}
    if sent.held_at is not None:
        texts |= {text.id for text in sent_before(sent)}
    return pixels_in(sorted(texts), picture_id, small=small)


def book_pixels(actor: Actor, paper_id: str, picture_id: str, *, small: bool) -> bytes:
    """A picture of what this reader may read of the paper now. Refusal: NotFound."""
    found = book_paper_for(Reader.of(actor), paper_id)
    if found is None:
        raise NotFound
    return pixels_in([found.id], picture_id, small=small, kind=PictureKind.PICTURE)
