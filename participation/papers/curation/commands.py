"""The curators' writes: a paper in hand, and what is decided. Nobody is told before all are."""

from __future__ import annotations

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import Reference, about, command, record
from participation.foundation.policies import require
from participation.foundation.refusals import BadInput, NotFound, NotNow
from participation.papers import rules
from participation.papers.curation import queries
from participation.papers.curation.refusals import (
    NoSuchTwin,
    NoWaitsAlready,
    OtherDecisions,
    SecondCurator,
)
from participation.papers.curation.rules import hand, may_agree
from participation.papers.events import DecisionAnnounced, PaperHandled, PaperTakenUp
from participation.papers.models import GoesTo, Paper, PaperState
from participation.papers.permissions import POLICIES
from participation.papers.queries import latest_revision, paper_at_desk
from participation.papers.steps import after, forget_no, move, released, undecide
from participation.programme.models import SessionKind
from participation.programme.queries import session_by_id
from participation.safeguarding.clearing.refusals import WithColleague
from participation.safeguarding.marks.commands import mark_text


@command()
def take_up_paper(actor: Actor, paper_id: str) -> Reference:
    """The actor has it in hand, so that no colleague decides meanwhile; its author sees that
    someone is reading it. Refusals: NotAllowed, NotFound, NotNow, WithColleague."""
    require(POLICIES["papers.take_up"], actor)
    paper = in_no_other_hand(actor, paper_id)
    if paper.state not in rules.AT_THE_DESK:
        raise NotNow(state=paper.state)
    if not rules.already("take_up", paper.state):
        move(paper, after("take_up", paper))
        record(PaperTakenUp(paper.id, paper.author_id))
    paper.in_hand_of, paper.in_hand_at = actor.person_id, clock.now()
    about("paper", paper.id)
    record(PaperHandled(paper.id))
    return answer(paper)


@command()
def let_go_of_paper(actor: Actor, paper_id: str) -> Reference:
    """A colleague can take it. Refusals: NotAllowed, NotFound, WithColleague."""
    require(POLICIES["papers.decide_page"], actor)
    paper = in_no_other_hand(actor, paper_id)
    paper.in_hand_of = paper.in_hand_at = None
    about("paper", paper.id)
    record(PaperHandled(paper.id))
    return answer(paper)


@command()
def select_paper(
    actor: Actor, paper_id: str, session_id: str, read: str | None = None
) -> Reference:
    """The paper is chosen for the session; its author is asked once decisions are announced.

    By a facilitator of that session. A closed meeting is none for a child's paper: not even its
    name may reach somebody who is not on its list.
    Refusals: NotAllowed, NotFound, NotNow, WithColleague.
    """
    session = session_by_id(actor, session_id)
    require(POLICIES["papers.select"], actor, session.id)
    if session.kind == SessionKind.CLOSED:
        raise NotFound
    paper = in_no_other_hand(actor, paper_id, read)
    if rules.already("select", paper.state) and paper.session_id == session.id:
        return answer(paper)
    decide(paper, "select")
    paper.session_id = session.id
    about("paper", paper.id, session.id)
    return answer(paper)


@command()
def join_paper(actor: Actor, paper_id: str, other_id: str, read: str | None = None) -> Reference:
    """The paper comes together with its twin, in the session for which that one was chosen; by a
    facilitator of that session.

    Refusals: NotAllowed, NotFound, NotNow, WithColleague; NoSuchTwin where the other is in no
    session, or not at the desk any more.
    """
    require(POLICIES["papers.decide_page"], actor)
    for one in sorted((paper_id, other_id)):  # locked in one order, whoever joins which
        try:
            paper_at_desk(actor, one, for_update=True)
        except NotFound:
            if one == paper_id:
                raise
            raise NoSuchTwin from None
    paper, twin = in_no_other_hand(actor, paper_id, read), paper_at_desk(actor, other_id)
    if paper.id == twin.id or twin.session_id is None or twin.state == PaperState.JOINED:
        raise NoSuchTwin
    require(POLICIES["papers.select"], actor, twin.session_id)
    paper.joined_to = twin.id
    decide(paper, "join")
    paper.session_id = twin.session_id
    about("paper", paper.id, twin.session_id)
    return answer(paper)


@command()
def suggest_no(
    actor: Actor, paper_id: str, reason: str, goes_to: str, read: str | None = None
) -> Reference:
    """It waits for a second curator whether the paper is in no session this time; the reason, with
    its marks, and where it goes instead stand with it.

    Refusals: NotAllowed, NotFound, WithColleague, BadInput without a reason, NoWaitsAlready,
    NotNow.
    """
    require(POLICIES["papers.decide_page"], actor)
    paper = in_no_other_hand(actor, paper_id, read)
    if not reason.strip() or goes_to not in list(GoesTo):
        raise BadInput
    after("agree", paper)
    if paper.no_by not in (None, actor.person_id):
        raise NoWaitsAlready
    paper.no_reason, paper.goes_to, paper.no_by = reason, goes_to, actor.person_id
    sent = latest_revision(paper.id)  # what she is writing now may be in another language
    mark_text("paper_no", paper.id, reason, sent.language if sent else paper.draft_language)
    paper.in_hand_of = paper.in_hand_at = None
    about("paper", paper.id)
    record(PaperHandled(paper.id))
    return answer(paper)


@command()
def agree_to_no(actor: Actor, paper_id: str, read: str | None = None) -> Reference:
    """Two curators decided: not in a session this time, for the reason that the first one wrote.

    Refusals: NotAllowed, NotFound, WithColleague, NotNow; SecondCurator for the first one herself.
    """
    require(POLICIES["papers.decide_page"], actor)
    paper = in_no_other_hand(actor, paper_id, read)
    if rules.already("agree", paper.state):
        return answer(paper)
    state = after("agree", paper)
    if paper.no_by is None:
        raise NotNow(state=paper.state)
    if not may_agree(paper.no_by, actor.person_id):
        raise SecondCurator
    paper.no_agreed_by = actor.person_id
    move(paper, state, quietly=True)
    about("paper", paper.id)
    record(PaperHandled(paper.id))
    return answer(paper)


@command()
def drop_no(actor: Actor, paper_id: str) -> Reference:
    """The no that waited is none: by whoever suggested it, or a colleague who sees it otherwise.

    Refusals: NotAllowed, NotFound, WithColleague, NotNow once it is decided.
    """
    require(POLICIES["papers.decide_page"], actor)
    paper = in_no_other_hand(actor, paper_id)
    if paper.no_agreed_by is not None:
        raise NotNow(state=paper.state)
    forget_no(paper)
    about("paper", paper.id)
    record(PaperHandled(paper.id))
    return answer(paper)


@command()
def look_again(actor: Actor, paper_id: str) -> Reference:
    """Nothing is decided about the paper, nor about what was joined with it; only until the
    decision is announced.

    Refusals: NotAllowed, NotFound, NotNow.
    """
    require(POLICIES["papers.decide_page"], actor)
    paper = in_no_other_hand(actor, paper_id)
    state = after("look_again", paper)
    released("look_again", paper)
    for one in (paper, *queries.joined_unannounced(paper.id)):
        move(one, state, quietly=True)
        undecide(one)
        record(PaperHandled(one.id))
    about("paper", paper.id)
    return answer(paper)


@command()
def announce_decisions(actor: Actor, seen: str | None = None) -> Reference:
    """Everything that was decided so far is told to its authors, to all of them at once.

    `seen` is the mark of the decisions that she saw waiting, where that is told. Answers
    `{"announced": n}`. Refusals: NotAllowed; OtherDecisions where others wait by now.
    """
    require(POLICIES["papers.announce"], actor)
    now = clock.now()
    papers = queries.decided_papers()
    if papers and seen not in (None, queries.mark_of_decided(papers)):
        raise OtherDecisions
    for paper in papers:
        released("announce", paper)
        paper.announced_at = paper.moved_at = now
        record(DecisionAnnounced(paper.id, paper.author_id))
    return {"announced": len(papers)}


def in_no_other_hand(actor: Actor, paper_id: str, read: str | None = None) -> Paper:
    """The paper at the desk, locked; `read` says what the actor had before her when she pressed.

    Refusals: NotFound; WithColleague while one reads it; NotNow where it reads otherwise by now.
    """
    paper = paper_at_desk(actor, paper_id, for_update=True)
    if read is not None and read != queries.as_read(paper):
        raise NotNow(state=paper.state)
    whose = hand(paper.in_hand_of, paper.in_hand_at, actor.person_id, clock.now())
    if whose == "colleague":
        raise WithColleague
    return paper


def decide(paper: Paper, step: str) -> None:
    """The decision stands and waits to be announced; a no that waited is none."""
    if paper.state == PaperState.SUBMITTED:
        # Its author reads the same as after any first reading, down to the time.
        move(paper, after("take_up", paper))
        record(PaperTakenUp(paper.id, paper.author_id))
    forget_no(paper)
    move(paper, after(step, paper), quietly=True)
    record(PaperHandled(paper.id))


def answer(paper: Paper) -> Reference:
    return {"paper": paper.id, "state": paper.state}
