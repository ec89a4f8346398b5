"""The writes about who writes a paper: joining and leaving."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import Audit, Reference, about, command, record
from participation.foundation.extensions import db
from participation.foundation.policies import require
from participation.foundation.refusals import NotFound, NotNow
from participation.papers import queries
from participation.papers.authors import rules
from participation.papers.authors.events import AuthorJoined, AuthorLeft
from participation.papers.authors.models import PaperAuthor
from participation.papers.authors.queries import authors_of, child_of, rows_of, shared_papers
from participation.papers.authors.writers import note_writers, whose_now
from participation.papers.curation.models import OfferState
from participation.papers.meter.noting import note_runs, words_now
from participation.papers.models import Paper, PaperState
from participation.papers.parting.models import PaperParting
from participation.papers.parting.noting import note_parting, note_version
from participation.papers.permissions import POLICIES
from participation.papers.pictures.pinning import has_brought, take_along
from participation.papers.rules import Draft
from participation.papers.steps import (
    close_letters,
    end_typing,
    end_yeses,
    erase_since,
    hide,
    move,
    told_state,
)
from participation.people.consent.queries import takes_part_still


@command()
def join_author(actor: Actor, paper_number: str, person_number: str) -> Reference:
    """The child of this number writes the paper of that number too, as both told this adult.

    Both read and write its draft from now on; joined a second time nothing changes. Answers
    `{"paper": id}`. Refusals: NotFound for numbers that are nobody's; NotNow where the paper was
    sent, or has its handful of authors.
    """
    require(POLICIES["papers.join_page"], actor)
    person, found = child_of(person_number), _paper_of(paper_number)
    # Before the paper is locked: whoever takes a yes back holds the child, and then her papers.
    present = {person.id, *authors_of(found)}
    if not all(takes_part_still(each) for each in sorted(present)):
        raise NotFound
    paper = db.session.get_one(Paper, found, with_for_update=True)
    authors = authors_of(paper.id)
    if person.id in authors:
        return {"paper": paper.id}
    is_open = paper.state == PaperState.DRAFT and paper.held_at is None and present >= set(authors)
    if not is_open or len(authors) >= rules.MOST_AUTHORS:
        raise NotNow(state=told_state(paper))
    db.session.add(
        PaperAuthor(
            paper_id=paper.id,
            person_id=person.id,
            recorded_by=actor.person_id,
            joined_at=clock.now(),
        )
    )
    db.session.flush()
    note_version(paper, paper.draft_version, whose_now(paper, rows_of(paper.id)))
    about("paper", paper.id)
    record(AuthorJoined(paper.id, paper.author_id))
    return {"paper": paper.id}


@command()
def leave_paper(actor: Actor, paper_id: str) -> Reference:
    """The actor is no author of it any more. Her lines and the pictures that she brought stand in a
    paper of her own, and nowhere else, with the title where she began it; the rest is a draft of
    the others, whose yes to it is asked for anew.

    Answers `{"paper": id}` with the id of her own. Refusals: NotFound; NotNow for who writes alone.
    """
    require(POLICIES["papers.leave"], actor)
    paper = queries.paper_for(actor, paper_id, for_update=True)
    about("paper", paper.id, paper.session_id)
    person_id = actor.person_id or ""
    parting = _part(paper, person_id)
    if parting is None:
        raise NotNow(state=told_state(paper))
    parting.own_paper_id = parting.own_paper_id or _own_paper(paper, person_id).id
    return {"paper": parting.own_paper_id}


@command()
def undo_joining(actor: Actor, paper_number: str, person_number: str) -> Reference:
    """The child of this number is no author of the paper any more: the adult who joined them took
    a wrong number. That shows before she has a line or a picture in it, and
    within a day: an author is put out of her paper by nobody.

    Answers `{"paper": id}`. Refusals: NotFound for whom another adult joined, or nobody; NotNow
    afterwards, and once it was sent.
    """
    require(POLICIES["papers.join_page"], actor)
    person, found = child_of(person_number), _paper_of(paper_number)
    paper = db.session.get_one(Paper, found, with_for_update=True)
    row = next((row for row in rows_of(paper.id) if row.person_id == person.id), None)
    if row is None or row.recorded_by is None or row.recorded_by != actor.person_id:
        raise NotFound
    is_new = rules.may_undo_joining(row.places, row.joined_at, clock.now())
    is_new = is_new and not has_brought(paper.id, person.id)
    if paper.state != PaperState.DRAFT or not is_new:
        raise NotNow(state=told_state(paper))
    about("paper", paper.id)
    _part(paper, person.id)
    return {"paper": paper.id}


@command(audit=Audit.NONE)
def part_who_takes_no_part(actor: Actor, person_id: str) -> Reference:
    """Whoever takes part no more has left every paper that she wrote with others, as if she had
    pressed it herself: no line of hers is shown, and nobody waits for her yes."""
    for paper in shared_papers(person_id):
        _part(paper, person_id)
    return {}


def _part(paper: Paper, person_id: str) -> PaperParting | None:
    """This author has left it, if others write it too and she had not left a moment before. She has
    a paper of her own where there are lines or pictures of hers or the title is: it is of whoever
    began it."""
    rows = rows_of(paper.id)
    hers = next((row for row in rows if row.person_id == person_id), None)
    others = [row for row in rows if row is not hers]
    if hers is None or not others:
        return None
    now = clock.now()
    parted = rules.parted(paper.draft_body, whose_now(paper, rows), person_id)
    lines = rules.text_of(parted.hers)
    draft, words = _draft_of(paper), words_now(paper)
    hers.left_at, hers.places, hers.sends_version = now, "", None
    paper.draft_body = rules.text_of(parted.rest)
    paper.draft_version += 1
    paper.saved_at = now
    title = ""
    typing = None
    if paper.author_id == person_id:
        # What an adult typed was typed for her: it goes along, and the adult with it.
        typing = (paper.typed_by, paper.typed_at, paper.typed_until, paper.own_words_at)
        end_typing(paper)
        paper.author_id = others[0].person_id
        title, paper.draft_title = paper.draft_title, ""
    left = rules.parts_of(parted.rest)
    note_writers(others, left)
    note_version(paper, paper.draft_version, left)
    note_runs(paper, words.left(draft.body, parted.rest, has_title=bool(paper.draft_title)))
    parting = note_parting(paper, person_id, Draft(title, lines, paper.draft_language))
    _take_out_of_sight(paper, since=hers.joined_at)
    record(AuthorLeft(paper.id, paper.author_id, person_id=person_id))
    brought = has_brought(paper.id, person_id)
    if title or lines or brought:
        own = _own_paper(paper, person_id, title, lines, has_pictures=brought)
        take_along(paper.id, person_id, own.id)
        note_runs(own, words.left(draft.body, parted.hers, has_title=bool(title)))
        if typing is not None:
            own.typed_by, own.typed_at, own.typed_until, own.own_words_at = typing
        parting.own_paper_id = own.id
    return parting


def _draft_of(paper: Paper) -> Draft:
    return Draft(paper.draft_title, paper.draft_body, paper.draft_language)


def _own_paper(
    paper: Paper,
    person_id: str,
    title: str = "",
    lines: str = "",
    *,
    has_pictures: bool = False,
) -> Paper:
    now, has_words = clock.now(), bool(title or lines or has_pictures)
    own = Paper(
        author_id=person_id,
        draft_title=title,
        draft_body=lines,
        draft_language=paper.draft_language,
        draft_version=1 if has_words else 0,
        began_at=now,
        moved_at=now,
        # What is held stays held, in whichever paper it stands.
        held_by=paper.held_by if has_words else None,
        held_at=paper.held_at if has_words else None,
    )
    db.session.add(own)
    db.session.flush()
    db.session.add(PaperAuthor(paper_id=own.id, person_id=person_id, joined_at=now))
    db.session.flush()
    return own


def _take_out_of_sight(paper: Paper, *, since: datetime) -> None:
    """Nobody but its authors sees it, and nothing is asked about it. No word is left of what was
    sent, offered, asked and answered since one who leaves began to write it: lines of hers may
    stand there that are in no draft any more. While it is held the safety team reads them, and
    nobody else; they go when the hold is lifted."""
    end_yeses(paper)
    close_letters(paper, OfferState.ENDED)
    if paper.state not in (PaperState.DRAFT, PaperState.WITHDRAWN):
        move(paper, PaperState.DRAFT)
    hide(paper)
    if paper.held_at is None:
        erase_since(paper, since)


def _paper_of(number: str) -> str:
    letters = rules.beginning_of_id(number)
    found = db.session.scalars(
        select(Paper.id)
        .where(Paper.id.startswith(letters or "-"), Paper.state != PaperState.WITHDRAWN)
        .limit(2)
    ).all()
    if len(found) != 1:
        raise NotFound
    return found[0]
