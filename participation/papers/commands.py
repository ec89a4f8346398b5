"""The writes about papers: the author's, and the facilitators' two."""

from __future__ import annotations

from sqlalchemy import select, update

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import Audit, Reference, about, command, record
from participation.foundation.extensions import db
from participation.foundation.inventory import OF_A_PAPER, YES_TO_A_PAPER
from participation.foundation.policies import require
from participation.foundation.refusals import BadInput, NotFound, NotNow, NotSignedIn
from participation.papers import queries, rules
from participation.papers.events import (
    AuthorShownOtherwise,
    DraftSaved,
    PaperBroughtBack,
    PaperConfirmed,
    PaperSelected,
    PaperStarted,
    PaperSubmitted,
    PaperTakenUp,
    PaperWithdrawn,
    YesRanOut,
)
from participation.papers.models import (
    Paper,
    PaperRevision,
    PaperState,
    PaperYes,
    ReadsAloud,
    Visibility,
)
from participation.papers.permissions import POLICIES
from participation.papers.refusals import DraftMovedOn, NothingWritten
from participation.people.erasing.stays import declare_stay
from participation.programme.models import SessionKind
from participation.programme.queries import is_over_for, session_by_id
from participation.safeguarding.marks.commands import forget_marks, mark_text

declare_stay(queries.authors_who_stay)


@command()
def start_paper(actor: Actor, lang: str | None = None) -> Reference:
    """The actor has a paper to write in: a new one, or the one she began and left untouched.

    Answers `{"paper": id, "version": n}`. Refusals: NotSignedIn, NotAllowed.
    """
    require(POLICIES["papers.start_page"], actor)
    if actor.person_id is None:
        raise NotSignedIn
    paper = queries.untouched_paper(actor.person_id)
    if paper is None:
        now = clock.now()
        paper = Paper(author_id=actor.person_id, began_at=now, moved_at=now, draft_version=0)
        db.session.add(paper)
    paper.draft_language = lang or actor.locale
    db.session.flush()
    about("paper", paper.id)
    record(PaperStarted(paper.id, paper.author_id))
    return {"paper": paper.id, "version": paper.draft_version}


@command(audit=Audit.NONE)
def save_draft(
    actor: Actor, paper_id: str, title: str, body: str, lang: str, base: int
) -> Reference:
    """The text is kept, whatever it says and in whichever state the paper is; its version rises.

    Saving what is kept already changes nothing. Answers `{"paper": id, "version": n}`.
    Refusals: NotFound; DraftMovedOn with the newer text when `base` is not the version kept.
    """
    require(POLICIES["papers.save_draft"], actor)
    paper = queries.paper_for(actor, paper_id, for_update=True)
    kept, written = _draft_of(paper), rules.Draft(title, body, lang)
    if rules.moved_on(kept, paper.draft_version, written, base):
        raise DraftMovedOn(
            state={
                "title": kept.title,
                "body": kept.body,
                "lang": kept.lang,
                "version": paper.draft_version,
            }
        )
    if written != kept:
        paper.draft_title, paper.draft_body, paper.draft_language = title, body, lang
        paper.draft_version += 1
        paper.saved_at = clock.now()
        record(DraftSaved(paper.id, paper.author_id))
    return {"paper": paper.id, "version": paper.draft_version}


@command()
def submit_paper(actor: Actor, paper_id: str) -> Reference:
    """What the draft says now stands as a revision that nobody can change, for facilitators to
    read, with its marks. Sending it a second time unchanged adds nothing.

    Answers `{"paper": id, "revision": id, "number": n}`. Refusals: NotFound, NothingWritten,
    NotNow with the present state.
    """
    require(POLICIES["papers.submit"], actor)
    paper = queries.paper_for(actor, paper_id, for_update=True)
    draft, latest = _draft_of(paper), queries.latest_revision(paper_id)
    if (
        paper.state == PaperState.SUBMITTED
        and latest is not None
        and rules.Draft(latest.title, latest.body, latest.language) == draft
    ):
        return _answer(paper, latest)
    state = rules.after("submit", paper.state)
    if state is None:
        raise NotNow(state=paper.state)
    if not rules.has_words(draft):
        raise NothingWritten(state=paper.state)
    revision = PaperRevision(
        paper_id=paper.id,
        number=latest.number + 1 if latest else 1,
        title=draft.title,
        body=draft.body,
        language=draft.lang,
        written_by=paper.author_id,
        written_at=clock.now(),
    )
    db.session.add(revision)
    _move(paper, state)
    paper.visibility = Visibility.FACILITATORS
    db.session.flush()
    mark_text("paper_title", revision.id, revision.title, revision.language)
    mark_text("paper_body", revision.id, revision.body, revision.language)
    about("paper", paper.id)
    record(PaperSubmitted(paper.id, paper.author_id))
    return _answer(paper, revision)


@command()
def take_up_paper(actor: Actor, paper_id: str) -> Reference:
    """Someone is reading it, and its author sees that. Refusals: NotAllowed, NotFound, NotNow."""
    require(POLICIES["papers.take_up"], actor)
    paper = queries.paper_at_desk(actor, paper_id, for_update=True)
    if rules.already("take_up", paper.state):
        return _answer(paper)
    _move(paper, _after("take_up", paper))
    about("paper", paper.id)
    record(PaperTakenUp(paper.id, paper.author_id))
    return _answer(paper)


@command()
def select_paper(actor: Actor, paper_id: str, session_id: str) -> Reference:
    """The paper is chosen for the session and waits for its author's yes.

    By a facilitator of that session. A closed meeting is none for a child's paper: not even its
    name may reach somebody who is not on its list. Refusals: NotAllowed, NotFound, NotNow.
    """
    session = session_by_id(actor, session_id)
    require(POLICIES["papers.select"], actor, session.id)
    if session.kind == SessionKind.CLOSED:
        raise NotFound
    paper = queries.paper_at_desk(actor, paper_id, for_update=True)
    if rules.already("select", paper.state) and paper.session_id == session.id:
        return _answer(paper)
    _move(paper, _after("select", paper))
    paper.session_id = session.id
    about("paper", paper.id, session.id)
    record(PaperSelected(paper.id, paper.author_id))
    return _answer(paper)


@command()
def confirm_paper(actor: Actor, paper_id: str, reads_aloud: str) -> Reference:
    """The author's yes to showing the revision she sent last, and no other, in the room is
    recorded; who reads it aloud is hers to change for as long as the yes stands.

    Refusals: NotFound, NotNow, BadInput for a reader nobody offered.
    """
    require(POLICIES["papers.confirm"], actor)
    paper = queries.paper_for(actor, paper_id, for_update=True)
    if reads_aloud not in list(ReadsAloud):
        raise BadInput
    if not rules.already("confirm", paper.state):
        _after("confirm", paper)
        revision = queries.latest_revision(paper_id)
        if revision is None:
            raise NotNow(state=paper.state)
        _say_yes(paper, revision)
    paper.reads_aloud = reads_aloud
    about("paper", paper.id, paper.session_id)
    record(PaperConfirmed(paper.id, paper.author_id))
    return {**_answer(paper), "revision": paper.confirmed_revision_id}


@command()
def say_yes_again(actor: Actor, paper_id: str) -> Reference:
    """The author's yes to showing these very words holds for another year from now, also where it
    ran out a while ago; pressed again it changes nothing.

    Refusals: NotFound; NotNow with the present state, where there was no yes to these words.
    """
    require(POLICIES["papers.stay"], actor)
    paper = queries.paper_for(actor, paper_id, for_update=True)
    revision = queries.latest_revision(paper_id)
    is_asked = queries.own_paper(actor, paper_id).asks == "stay"
    if revision is None or not (is_asked or rules.already("confirm", paper.state)):
        raise NotNow(state=paper.state)
    if is_asked:
        _end_yeses(paper)
        db.session.flush()  # the index allows one present yes, so the old one ends first
        _say_yes(paper, revision)
        paper.reads_aloud = paper.reads_aloud or ReadsAloud.NOBODY
        about("paper", paper.id, paper.session_id)
        record(PaperConfirmed(paper.id, paper.author_id))
    return {**_answer(paper), "revision": paper.confirmed_revision_id}


def _say_yes(paper: Paper, revision: PaperRevision) -> None:
    """The room may see this revision, and no other."""
    db.session.add(
        PaperYes(
            revision_id=revision.id,
            person_id=paper.author_id,
            visibility=Visibility.ROOM,
            said_at=clock.now(),
        )
    )
    paper.confirmed_revision_id = revision.id
    paper.visibility = Visibility.ROOM
    _move(paper, PaperState.CONFIRMED)


@command()
def take_back(actor: Actor, paper_id: str) -> Reference:
    """Nobody but the author sees the paper any more, wherever it stood; no reason is asked.

    Her yes has ended; what was sent stays kept for her. Refusal: NotFound.
    """
    require(POLICIES["papers.take_back"], actor)
    paper = queries.paper_for(actor, paper_id, for_update=True)
    if rules.already("take_back", paper.state):
        return _answer(paper)
    about("paper", paper.id, paper.session_id)
    _move(paper, _after("take_back", paper))
    _hide(paper)
    _end_yeses(paper)
    record(PaperWithdrawn(paper.id, paper.author_id))
    return _answer(paper)


@command()
def bring_back(actor: Actor, paper_id: str) -> Reference:
    """A paper that was taken back is a draft again, with all its words.

    Refusals: NotFound, NotNow.
    """
    require(POLICIES["papers.bring_back"], actor)
    paper = queries.paper_for(actor, paper_id, for_update=True)
    if rules.already("bring_back", paper.state):
        return _answer(paper)
    _move(paper, _after("bring_back", paper))
    about("paper", paper.id)
    record(PaperBroughtBack(paper.id, paper.author_id))
    return _answer(paper)


@command(audit=Audit.NONE)
def show_author_change(actor: Actor, person_id: str) -> Reference:
    """The desks that show papers of this author look again."""
    if queries.has_papers(person_id):
        record(AuthorShownOtherwise(person_id))
    return {}


@command(audit=Audit.NONE)
def sweep_yeses(actor: Actor) -> Reference:
    """A yes to showing a paper ends after twelve months: the paper waits for its author's yes
    again, and nobody but the facilitators sees it meanwhile. Answers `{"erased": n}`."""
    due = queries.papers_with_old_yes(clock.now() - YES_TO_A_PAPER.span())
    for paper in due:
        _end_yeses(paper)
        _move(paper, _after("ask_again", paper))
        paper.visibility = Visibility.FACILITATORS
        paper.confirmed_revision_id = None
        paper.reads_aloud = None
        record(YesRanOut(paper.id, paper.author_id))
    return {"erased": len(due)}


@command(audit=Audit.NONE)
def sweep_papers(actor: Actor) -> Reference:
    """Thirty days after the event no word is left of a paper that nobody will be asked about: of
    what was being written and of what was sent. One that is shown has as long after its yes ran
    out. Answers `{"erased": n}`. Harmless before, and again."""
    if not is_over_for(OF_A_PAPER.span()):
        return {"erased": 0}
    due = queries.papers_to_erase()
    for paper in due:
        _end_yeses(paper)
        _move(paper, PaperState.WITHDRAWN)
        _hide(paper)
        paper.draft_title = paper.draft_body = ""
        paper.draft_version += 1
        revisions = queries.revisions_of(paper.id)
        db.session.execute(
            update(PaperRevision)
            .where(PaperRevision.id.in_(revisions))
            .values(title="", body="")
            .execution_options(synchronize_session=False)
        )
        for revision_id in revisions:
            forget_marks("paper_title", revision_id)
            forget_marks("paper_body", revision_id)
        record(PaperWithdrawn(paper.id, paper.author_id))
    return {"erased": len(due)}


def _hide(paper: Paper) -> None:
    paper.visibility = Visibility.AUTHORS
    paper.confirmed_revision_id = None
    paper.reads_aloud = None
    paper.session_id = None


def _end_yeses(paper: Paper) -> None:
    revisions = select(PaperRevision.id).where(PaperRevision.paper_id == paper.id)
    db.session.execute(
        update(PaperYes)
        .where(PaperYes.revision_id.in_(revisions), PaperYes.ended_at.is_(None))
        .values(ended_at=clock.now())
    )


def _after(move: str, paper: Paper) -> str:
    state = rules.after(move, paper.state)
    if state is None:
        raise NotNow(state=paper.state)
    return state


def _move(paper: Paper, state: str) -> None:
    paper.state = state
    paper.moved_at = clock.now()


def _draft_of(paper: Paper) -> rules.Draft:
    return rules.Draft(paper.draft_title, paper.draft_body, paper.draft_language)


def _answer(paper: Paper, revision: PaperRevision | None = None) -> Reference:
    if revision is None:
        return {"paper": paper.id, "state": paper.state}
    return {
        "paper": paper.id,
        "state": paper.state,
        "revision": revision.id,
        "number": revision.number,
    }
