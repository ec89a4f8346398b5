"""The readings of what is under lock. Each is written down with its reason, and each author finds
it among the accesses to herself."""

from __future__ import annotations

from participation.foundation.actors import Actor
from participation.foundation.commands import Audit, Reference, about, command
from participation.foundation.policies import require
from participation.foundation.refusals import NotFound
from participation.papers.authors.queries import authors_of
from participation.papers.opening import queries
from participation.papers.opening.permissions import POLICIES, SHARED_DRAFT, WHO_WROTE
from participation.people.access.commands import use_access


@command(reads=True, by_sitting=True)
def note_looking(actor: Actor) -> Reference:
    """Somebody of the safety team looked at which drafts several write. Refusal: NotAllowed."""
    require(POLICIES["opening.papers_page"], actor)
    about("paper", "all", for_safety=True)
    return {}


@command(audit=Audit.NONE)
def read_shared_draft(actor: Actor, request_id: str) -> Reference:
    """The draft was read now, by the one who asked. Answers `{"paper": id}`.

    Refusals: those of `use_access`; NotFound where a single author is left: nothing was read.
    """
    paper_id: str = use_access(actor, request_id, SHARED_DRAFT.name)["subject"]
    if not SHARED_DRAFT.exists(paper_id):
        raise NotFound
    for person_id in authors_of(paper_id):
        note_reading_draft(actor, paper_id, person_id)
    return {"paper": paper_id}


@command(audit=Audit.NONE)
def read_who_wrote(actor: Actor, request_id: str) -> Reference:
    """It was read now who wrote the paper, by the one who asked. Answers `{"paper": id}`.

    Refusals: those of `use_access`; NotFound where it was taken back: nothing was read.
    """
    paper_id: str = use_access(actor, request_id, WHO_WROTE.name)["subject"]
    if not WHO_WROTE.exists(paper_id):
        raise NotFound
    for person_id in queries.writers(paper_id):
        note_reading_author(actor, paper_id, person_id)
    return {"paper": paper_id}


@command(reads=True)
def note_reading_draft(actor: Actor, paper_id: str, person_id: str) -> Reference:
    """This author finds the reading of the draft among the accesses to herself."""
    return _note(paper_id, person_id)


@command(reads=True)
def note_reading_author(actor: Actor, paper_id: str, person_id: str) -> Reference:
    """This author finds the reading of who wrote her paper among the accesses to herself."""
    return _note(paper_id, person_id)


def _note(paper_id: str, person_id: str) -> Reference:
    about("paper", paper_id, person_id=person_id, for_safety=True)
    return {"paper": paper_id}
