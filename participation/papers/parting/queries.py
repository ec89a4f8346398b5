"""Reads of whose each line was, and of who left."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence

from sqlalchemy import select

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import NotFound
from participation.foundation.settings import settings
from participation.papers.authors.pieces import begins_in, parts_of, whole
from participation.papers.authors.queries import authors_of
from participation.papers.models import Paper, PaperState
from participation.papers.parting.models import PaperParting, PaperWriters
from participation.papers.parting.refusals import NotWithIt
from participation.papers.parting.rules import Whose


def newest_writers(paper_id: str) -> PaperWriters | None:
    """What was noted last of whose each line is."""
    return db.session.scalars(
        select(PaperWriters)
        .where(PaperWriters.paper_id == paper_id)
        .order_by(PaperWriters.version.desc())
        .limit(1)
    ).one_or_none()


def whose_at(paper_id: str, version: int, lines: int) -> Whose | None:
    """Who began each line of this version of the draft, which had so many; None where that is not
    known: of what goes on from no version, too."""
    if version < 1:
        return None
    noted = (
        select(PaperWriters)
        .where(PaperWriters.paper_id == paper_id, PaperWriters.version <= version)
        .order_by(PaperWriters.version.desc())
    )
    found = db.session.scalars(noted.limit(1)).one_or_none()
    if found is None:
        # Before the first note one wrote it alone.
        first = select(PaperWriters).where(PaperWriters.paper_id == paper_id)
        found = db.session.scalars(first.order_by(PaperWriters.version).limit(1)).one_or_none()
        if found is None:
            return None
        began = found.authors.split()[0]
        return Whose((whole(began),) * lines, began)
    authors = found.authors.split()
    if len(authors) == 1:
        return Whose((whole(authors[0]),) * lines, authors[0])
    begins = begins_in(lines, found.seams)
    if len(found.lines) != sum(map(len, begins)):
        return None
    parts = parts_of(begins, (authors[int(digit)] for digit in found.lines))
    return Whose(tuple(parts), authors[0])


def partings_since(paper_id: str, version: int) -> Sequence[PaperParting]:
    """Who has left it since this version of the draft."""
    return db.session.scalars(
        select(PaperParting).where(
            PaperParting.paper_id == paper_id, PaperParting.version > version
        )
    ).all()


def parting_of(paper_id: str, person_id: str | None) -> PaperParting | None:
    """When this person left it last; None for whoever has not."""
    return db.session.scalars(
        select(PaperParting)
        .where(PaperParting.paper_id == paper_id, PaperParting.person_id == person_id)
        .order_by(PaperParting.parted_at.desc(), PaperParting.version.desc())
        .limit(1)
    ).one_or_none()


def own_paper_of(parting: PaperParting) -> str | None:
    """The paper of her own in which whoever left writes on, while she is with it."""
    own = parting.own_paper_id
    return own if own and parting.person_id in authors_of(own) else None


def open_paper_of(parting: PaperParting) -> Paper | None:
    """The same, while she alone writes it and nobody else has its words before them."""
    own = db.session.get(Paper, parting.own_paper_id or "")
    is_open = own is not None and own.state == PaperState.DRAFT
    return own if own and is_open and authors_of(own.id) == [parting.person_id] else None


def left_or_not_found(actor: Actor, paper_id: str) -> NotFound:
    """The no to whoever is not one of its authors: another one for who was, and left it."""
    parting = parting_of(paper_id, actor.person_id) if actor.person_id else None
    return NotFound() if parting is None else NotWithIt(state={"paper": own_paper_of(parting)})


def print_key(paper_id: str) -> bytes:
    """The key for the checks of this paper's words."""
    secret = settings().secret_key.encode()
    return hmac.digest(secret, f"words that left {paper_id}".encode(), hashlib.sha256)
