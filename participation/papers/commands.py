"""The authors' writes about their papers, and the sweeps; who writes is in authors/, what curators
do in curation/."""

from __future__ import annotations

from dataclasses import asdict

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import Audit, Reference, about, command, record
from participation.foundation.extensions import db
from participation.foundation.inventory import OF_A_PAPER, YES_TO_A_PAPER
from participation.foundation.policies import require
from participation.foundation.refusals import BadInput, ChangedMeanwhile, NotNow, NotSignedIn
from participation.papers import queries, rules
from participation.papers.authors.events import SendingWished
from participation.papers.authors.models import PaperAuthor
from participation.papers.authors.writers import forget_wishes, note_lines, wish_to_send
from participation.papers.curation.models import OfferState
from participation.papers.events import (
    AuthorShownOtherwise,
    DraftSaved,
    PaperBroughtBack,
    PaperConfirmed,
    PaperStarted,
    PaperSubmitted,
    PaperWithdrawn,
    YesRanOut,
)
from participation.papers.meter.noting import forget_runs, send_runs, words_go_on
from participation.papers.models import Paper, PaperRevision, PaperState, ReadsAloud, Visibility
from participation.papers.parting.noting import forget_whose
from participation.papers.permissions import POLICIES
from participation.papers.pictures.pinning import drafted, erase_drafted_pictures, pin, pinned
from participation.papers.refusals import DraftMovedOn, NothingWritten
from participation.papers.showing.yeses import look_at_yeses, renew, say_yes
from participation.papers.steps import (
    after,
    close_letters,
    end_typing,
    end_yeses,
    erase_letters,
    erase_texts,
    hide,
    move,
    released,
    told_state,
)
from participation.papers.subjects.commands import forget_subjects
from participation.papers.typed.queries import draft_for
from participation.papers.typed.refusals import NotOwnWords
from participation.people.erasing.stays import declare_stay
from participation.programme.queries import is_over_for
from participation.safeguarding.marks.commands import mark_text

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
        db.session.flush()
        db.session.add(PaperAuthor(paper_id=paper.id, person_id=actor.person_id, joined_at=now))
    paper.draft_language = lang or actor.locale
    db.session.flush()
    about("paper", paper.id)
    record(PaperStarted(paper.id, paper.author_id))
    return {"paper": paper.id, "version": paper.draft_version}


@command(audit=Audit.NONE)
def save_draft(
    actor: Actor,
    paper_id: str,
    title: str,
    body: str,
    lang: str,
    base: int,
) -> Reference:
    """The text is kept, whatever it says and in whichever state the paper is; its version rises.
    By its authors, and by the adult who types it, until the child says that it is her own words.

    Saving what is kept already changes nothing. Answers `{"paper": id, "version": n}`.
    Refusals: NotFound; DraftMovedOn with the newer text when `base` is not the version kept.
    """
    require(POLICIES["papers.save_draft"], actor)
    paper = draft_for(actor, paper_id, for_update=True)
    kept, written = _draft_of(paper), rules.Draft(title, body, lang)
    if rules.moved_on(kept, paper.draft_version, written, base):
        raise DraftMovedOn(state={**asdict(kept), "version": paper.draft_version})
    if written != kept:
        # What an adult types for her is hers.
        is_author = actor.person_id not in (None, paper.typed_by)
        note_lines(paper, body, (is_author and actor.person_id) or paper.author_id)
        words_go_on(paper, title, body)
        paper.draft_title, paper.draft_body, paper.draft_language = title, body, lang
        paper.draft_version += 1
        paper.saved_at = clock.now()
        record(DraftSaved(paper.id, paper.author_id))
    return {"paper": paper.id, "version": paper.draft_version}


@command()
def submit_paper(actor: Actor, paper_id: str, version: int | None = None) -> Reference:
    """What the draft says now, and its pictures, stand as a revision that nobody can change, for
    facilitators to read, with its marks; a draft that several write once each of them has sent
    these very words. Where adults asked or offered something, one of them answers for all by
    sending it anew. Sending it a second time unchanged adds nothing.

    `version` is the draft that the actor read, where that is told. Answers `{"paper": id,
    "revision": id, "number": n}`, without a revision while it waits for the others.
    Refusals: NotFound, NothingWritten, NotNow with the present state; ChangedMeanwhile with it,
    where the draft is another one by now; NotOwnWords, while nobody but the adult who typed it has
    said whose words it has.
    """
    require(POLICIES["papers.submit"], actor)
    paper = queries.paper_for(actor, paper_id, for_update=True)
    draft, latest = _draft_of(paper), queries.latest_revision(paper_id)
    pictures = drafted(paper.id)
    is_sent = (
        latest is not None
        and draft == rules.Draft(latest.title, latest.body, latest.language)
        and pictures == pinned(latest.id)
    )
    if latest is not None and is_sent and paper.state in rules.AT_THE_DESK:
        return _answer(paper, latest)
    state = rules.after("submit", paper.state)
    if state is None:
        raise NotNow(state=told_state(paper))
    if not rules.has_words(draft):
        raise NothingWritten(state=told_state(paper))
    if paper.typed_by is not None and paper.own_words_at is None:
        raise NotOwnWords(state=told_state(paper))
    if version not in (None, paper.draft_version):
        raise ChangedMeanwhile(state=told_state(paper))
    about("paper", paper.id)
    if not wish_to_send(paper, actor.person_id or "") and paper.state == PaperState.DRAFT:
        record(SendingWished(paper.id, paper.author_id))
        return _answer(paper)
    forget_wishes(paper)
    revision = PaperRevision(
        paper_id=paper.id,
        number=queries.next_number(paper.id),
        title=draft.title,
        body=draft.body,
        language=draft.lang,
        written_by=actor.person_id or paper.author_id,
        written_at=clock.now(),
    )
    db.session.add(revision)
    db.session.flush()
    pin(revision, pictures)
    send_runs(paper.id, revision.id)
    close_letters(paper, OfferState.EDITED)
    paper.current_revision_id = revision.id
    move(paper, state)
    paper.visibility = Visibility.FACILITATORS
    mark_text("paper_title", revision.id, revision.title, revision.language)
    mark_text("paper_body", revision.id, revision.body, revision.language)
    record(PaperSubmitted(paper.id, paper.author_id))
    return _answer(paper, revision)


@command()
def confirm_paper(actor: Actor, paper_id: str, number: int, reads_aloud: str) -> Reference:
    """The author's yes to showing the revision that counts now, and no other, in the room is
    recorded; it is shown once each of its authors has said so. Who reads it aloud is theirs to
    change for as long as the yes stands.

    `number` is the revision that she read, so that a yes never meets another text.
    Refusals: NotFound, NotNow, BadInput for a reader nobody offered; ChangedMeanwhile with the
    present state, where another revision counts.
    """
    require(POLICIES["papers.confirm"], actor)
    paper = queries.paper_for(actor, paper_id, for_update=True)
    if reads_aloud not in list(ReadsAloud):
        raise BadInput
    is_confirmed = rules.already("confirm", paper.state)
    if not is_confirmed:
        after("confirm", paper)
        released("confirm", paper)
    revision = queries.latest_revision(paper_id)
    if revision is None or revision.number != number:
        raise ChangedMeanwhile(state=told_state(paper))
    if not is_confirmed:
        say_yes(revision.id, actor.person_id or paper.author_id, Visibility.ROOM)
        look_at_yeses(paper)
    paper.reads_aloud = reads_aloud
    about("paper", paper.id, paper.session_id)
    record(PaperConfirmed(paper.id, paper.author_id, paper.session_id))
    return {**_answer(paper), "revision": paper.confirmed_revision_id}


@command()
def say_yes_again(actor: Actor, paper_id: str) -> Reference:
    """The author's yes to showing these very words holds for another year from now, as widely as
    it did, also where it ran out a while ago; her co-authors say theirs. Pressed again it changes
    nothing.

    Refusals: NotFound; NotNow with the present state, where there was no yes to these words.
    """
    require(POLICIES["papers.stay"], actor)
    paper = queries.paper_for(actor, paper_id, for_update=True)
    person_id = actor.person_id or paper.author_id
    revision = queries.latest_revision(paper_id)
    is_asked = queries.own_paper(actor, paper_id).asks == "stay"
    if revision is None or not (is_asked or queries.has_said_yes(person_id, revision.id)):
        raise NotNow(state=told_state(paper))
    if is_asked:
        renew(revision.id, person_id)
        look_at_yeses(paper)
        if paper.state == PaperState.CONFIRMED:
            paper.reads_aloud = paper.reads_aloud or ReadsAloud.NOBODY
        about("paper", paper.id, paper.session_id)
        record(PaperConfirmed(paper.id, paper.author_id, paper.session_id))
    return {**_answer(paper), "revision": paper.confirmed_revision_id}


@command()
def take_back(actor: Actor, paper_id: str) -> Reference:
    """Nobody but its authors sees the paper any more, wherever it stood; no reason is asked, and
    one of several is enough.

    No yes to it holds; what was sent stays kept for them. Refusal: NotFound.
    """
    require(POLICIES["papers.take_back"], actor)
    paper = queries.paper_for(actor, paper_id, for_update=True)
    if rules.already("take_back", paper.state):
        return _answer(paper)
    session_id = paper.session_id
    about("paper", paper.id, session_id)
    move(paper, after("take_back", paper))
    hide(paper)
    end_typing(paper)
    close_letters(paper, OfferState.ENDED)
    end_yeses(paper)
    record(PaperWithdrawn(paper.id, paper.author_id, session_id))
    return _answer(paper)


@command()
def bring_back(actor: Actor, paper_id: str) -> Reference:
    """A paper that was taken back is a draft again, with all its words; what adults asked and
    offered before is on no desk any more.

    Refusals: NotFound, NotNow.
    """
    require(POLICIES["papers.bring_back"], actor)
    paper = queries.paper_for(actor, paper_id, for_update=True)
    if rules.already("bring_back", paper.state):
        return _answer(paper)
    move(paper, after("bring_back", paper))
    paper.brought_back_at = clock.now()
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
    """A yes to showing a paper ends after twelve months, on each level by itself: the paper is
    shown as widely as what still holds. Without any it waits for its author's yes again, and nobody
    but the facilitators sees it meanwhile. Answers `{"erased": n}`."""
    a_year_ago = clock.now() - YES_TO_A_PAPER.span()
    due = queries.papers_with_old_yes(a_year_ago)
    for paper in due:
        end_yeses(paper, said_before=a_year_ago)
        look_at_yeses(paper)
        record(YesRanOut(paper.id, paper.author_id))
    return {"erased": len(due)}


@command(audit=Audit.NONE)
def sweep_papers(actor: Actor) -> Reference:
    """Thirty days after the event no word is left of a paper that nobody will be asked about: of
    what was being written and of what was sent, nor what it was about. One that is shown has as
    long after its yes ran out. Answers `{"erased": n}`. Harmless before, and again."""
    if not is_over_for(OF_A_PAPER.span()):
        return {"erased": 0}
    due = queries.papers_to_erase()
    for paper in due:
        end_yeses(paper)
        move(paper, PaperState.WITHDRAWN)
        hide(paper)
        end_typing(paper)
        paper.draft_title = paper.draft_body = ""
        paper.draft_version += 1
        erase_texts(queries.revisions_of(paper.id))
        erase_drafted_pictures(paper_id=paper.id)
        erase_letters(paper.id)
        forget_subjects(paper.id)
        forget_whose(paper.id)
        forget_runs(paper.id)
        record(PaperWithdrawn(paper.id, paper.author_id))
    return {"erased": len(due)}


def _draft_of(paper: Paper) -> rules.Draft:
    return rules.Draft(paper.draft_title, paper.draft_body, paper.draft_language)


def _answer(paper: Paper, revision: PaperRevision | None = None) -> Reference:
    if revision is None:
        return {"paper": paper.id, "state": told_state(paper)}
    return {
        "paper": paper.id,
        "state": told_state(paper),
        "revision": revision.id,
        "number": revision.number,
    }
