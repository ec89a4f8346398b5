"""The writes about a paper that an adult types for a child; the text itself is kept as any draft's
is, by `save_draft`."""

from __future__ import annotations

from sqlalchemy import delete

from participation.foundation import clock
from participation.foundation.actors import Actor, Grant
from participation.foundation.commands import Audit, Reference, about, command, record
from participation.foundation.extensions import db
from participation.foundation.policies import require
from participation.foundation.refusals import NotAllowed, NotFound, NotNow, NotSignedIn
from participation.papers import rules
from participation.papers.authors.models import PaperAuthor
from participation.papers.authors.queries import authors_of, child_of, rows_of, rows_of_who_left
from participation.papers.events import PaperStarted
from participation.papers.models import Paper, PaperState
from participation.papers.permissions import POLICIES
from participation.papers.pictures.pinning import has_brought
from participation.papers.queries import paper_for
from participation.papers.refusals import NothingWritten
from participation.papers.steps import end_typing, told_state
from participation.papers.typed.events import OwnWordsSaid, TypingUndone
from participation.papers.typed.queries import open_for_child, typed_paper, untouched_for
from participation.papers.typed.refusals import WordsChanged
from participation.people.consent.queries import takes_part_still
from participation.people.queries import grants_of


@command()
def type_for_child(actor: Actor, number: str, lang: str) -> Reference:
    """The child who told this adult her number has a draft that the adult types: a new one, or the
    one begun for her and left untouched. The child is its author and writes in it too.

    Answers `{"paper": id}`. Refusals: NotAllowed; NotFound for a number that is nobody's, or of a
    child who could begin no paper herself.
    """
    require(POLICIES["papers.type_for_page"], actor)
    if actor.person_id is None:
        raise NotSignedIn
    child = child_of(number)
    if not takes_part_still(child.id) or Grant("delegate") not in grants_of(child.id):
        raise NotFound
    paper = untouched_for(actor.person_id, child.id)
    if paper is None:
        now = clock.now()
        paper = Paper(
            author_id=child.id,
            began_at=now,
            moved_at=now,
            draft_version=0,
            typed_by=actor.person_id,
            typed_at=now,
        )
        db.session.add(paper)
        db.session.flush()
        db.session.add(PaperAuthor(paper_id=paper.id, person_id=child.id, joined_at=now))
    paper.draft_language = lang
    db.session.flush()
    about("paper", paper.id)
    record(PaperStarted(paper.id, paper.author_id))
    return {"paper": paper.id}


@command()
def undo_typing(actor: Actor, paper_id: str) -> Reference:
    """The paper is none: the adult took a wrong number. Only while no word and no picture is in it,
    and nobody was ever joined to it. Answers `{}`. Refusals: NotAllowed, NotFound, NotNow."""
    require(POLICIES["papers.type_page"], actor)
    paper = typed_paper(actor, paper_id, for_update=True)
    draft = rules.Draft(paper.draft_title, paper.draft_body, paper.draft_language)
    is_used = rules.has_words(draft) or has_brought(paper.id, paper.author_id)
    if is_used or len([*rows_of(paper.id), *rows_of_who_left(paper.id)]) > 1:
        raise NotNow(state=told_state(paper))
    about("paper", paper.id)
    record(TypingUndone(paper.id, paper.typed_by or "", paper.author_id))
    db.session.execute(delete(PaperAuthor).where(PaperAuthor.paper_id == paper.id))
    db.session.delete(paper)
    return {}


@command()
def say_own_words(actor: Actor, paper_id: str, version: int) -> Reference:
    """Its author has said of what an adult typed that these are her words, as they stand in this
    version of the draft: from now on nobody but its authors writes in it, and it can be sent. By
    whoever it was typed for; those who write it with her say nothing about it. Said again it
    changes nothing.

    Answers `{"paper": id, "version": n}`. Refusals: NotFound; NotAllowed for her co-authors; NotNow
    for what no adult typed or is no draft; NothingWritten; WordsChanged with the newer text.
    """
    require(POLICIES["papers.own_words"], actor)
    paper = paper_for(actor, paper_id, for_update=True)
    if actor.person_id != paper.author_id:
        raise NotAllowed
    if paper.own_words_at is None:
        _require_as_read(paper, version)
        about("paper", paper.id)
        end_typing(paper)
        paper.own_words_at = clock.now()
        record(OwnWordsSaid(paper.id, tuple(authors_of(paper.id))))
    return {"paper": paper.id, "version": paper.draft_version}


@command(audit=Audit.NONE)
def end_typing_for(actor: Actor, person_id: str) -> Reference:
    """No adult types for this child any more, nor in what she writes with others."""
    for paper in open_for_child(person_id):
        end_typing(paper)
    return {}


def _require_as_read(paper: Paper, version: int) -> None:
    draft = rules.Draft(paper.draft_title, paper.draft_body, paper.draft_language)
    if paper.typed_by is None or paper.state != PaperState.DRAFT:
        raise NotNow(state=told_state(paper))
    if not rules.has_words(draft):
        raise NothingWritten(state=told_state(paper))
    if version != paper.draft_version:
        raise WordsChanged(
            state={
                "title": draft.title,
                "body": draft.body,
                "lang": draft.lang,
                "version": paper.draft_version,
            }
        )
