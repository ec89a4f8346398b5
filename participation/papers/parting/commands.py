"""The write about words that come after their author has left."""

from __future__ import annotations

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import Reference, about, command, record
from participation.foundation.extensions import db
from participation.foundation.policies import require
from participation.foundation.refusals import ChangedMeanwhile, NotFound
from participation.papers.authors.models import PaperAuthor
from participation.papers.authors.queries import authors_of
from participation.papers.events import DraftSaved, PaperStarted
from participation.papers.meter.noting import words_go_on
from participation.papers.models import Paper
from participation.papers.parting.queries import open_paper_of, parting_of
from participation.papers.permissions import POLICIES


@command()
def rescue_words(
    actor: Actor, paper_id: str, title: str, body: str, lang: str, version: int | None
) -> Reference:
    """This is the text of the paper in which whoever left that one writes on by herself; where
    there is none, or others read or write it by now, of a new one.

    `version` is the draft of hers that the text was made with, None for none.
    Answers `{"paper": id}`. Refusals: NotAllowed; NotFound for whoever has not left it;
    ChangedMeanwhile where her own paper is another one by now.
    """
    require(POLICIES["papers.rescue_words"], actor)
    db.session.get(Paper, paper_id, with_for_update=True)
    parting = parting_of(paper_id, actor.person_id)
    if parting is None or actor.person_id in authors_of(paper_id):
        raise NotFound
    own = open_paper_of(parting)
    if own is not None:
        db.session.refresh(own, with_for_update=True)
    if (own.draft_version if own else None) != version:
        raise ChangedMeanwhile
    if own is None:
        own = _new_paper(parting.person_id)
        parting.own_paper_id = own.id
    words_go_on(own, title, body)
    own.draft_title, own.draft_body, own.draft_language = title, body, lang
    own.draft_version += 1
    own.saved_at = clock.now()
    about("paper", own.id)
    record(DraftSaved(own.id, own.author_id))
    return {"paper": own.id}


def _new_paper(person_id: str) -> Paper:
    now = clock.now()
    own = Paper(author_id=person_id, began_at=now, moved_at=now, draft_version=0)
    db.session.add(own)
    db.session.flush()
    db.session.add(PaperAuthor(paper_id=own.id, person_id=person_id, joined_at=now))
    db.session.flush()
    record(PaperStarted(own.id, person_id))
    return own
