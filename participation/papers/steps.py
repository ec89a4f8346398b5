"""What every step of a paper shares. For use inside a command that has the paper locked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, true, update

from participation.foundation import clock
from participation.foundation.commands import record
from participation.foundation.extensions import db
from participation.foundation.refusals import NotNow
from participation.papers import rules
from participation.papers.comments.commands import erase_comments
from participation.papers.curation.models import OfferState, PaperOffer, PaperQuestion
from participation.papers.models import Paper, PaperRevision, PaperState, PaperYes, Visibility
from participation.papers.pictures.pinning import erase_sent_pictures
from participation.papers.queries import revisions_of
from participation.papers.typed.events import TypingEnded
from participation.safeguarding.marks.commands import forget_marks


def after(step: str, paper: Paper) -> str:
    """The state that this step leads to. Refusal: NotNow with the present state, as told."""
    state = rules.after(step, paper.state)
    if state is None:
        raise NotNow(state=told_state(paper))
    return state


def released(step: str, paper: Paper) -> rules.Release:
    """Where this step leads on the axis of what is told. Refusal: NotNow with the state as told."""
    release = rules.release_of(paper.decided_at, paper.announced_at)
    if release not in rules.RELEASES[step]:
        raise NotNow(state=told_state(paper))
    return rules.RELEASES[step][release]


def told_state(paper: Paper) -> str:
    """The state as its author reads it, so that no answer says more than her page."""
    return rules.told(paper.state, is_announced=paper.announced_at is not None)


def move(paper: Paper, state: str, *, quietly: bool = False) -> None:
    """The paper stands there from now on, and nobody has it in hand. `quietly`: nothing tells its
    author, not even the time at which it moved."""
    now = clock.now()
    paper.state = state
    paper.in_hand_of = paper.in_hand_at = None
    if not quietly:
        paper.moved_at = now
    if state in rules.DECIDED:
        paper.decided_at = paper.decided_at or now
    elif state != PaperState.CONFIRMED:
        paper.decided_at = paper.announced_at = None


def hide(paper: Paper) -> None:
    """Nobody but its authors may see it, and nothing is decided about it."""
    paper.visibility = Visibility.AUTHORS
    paper.confirmed_revision_id = None
    paper.reads_aloud = None
    undecide(paper)


def end_typing(paper: Paper) -> None:
    """No adult writes in it any more, whoever typed it; nothing opens it to her again."""
    if paper.typed_by is not None and paper.typed_until is None:
        paper.typed_until = clock.now()
        record(TypingEnded(paper.id, paper.typed_by))


def undecide(paper: Paper) -> None:
    """No session, no twin and no reason hangs on the paper any more."""
    paper.session_id = None
    paper.joined_to = None
    forget_no(paper)


def forget_no(paper: Paper) -> None:
    """Nobody suggests any more that it is in no session."""
    if paper.no_by is not None:
        forget_marks("paper_no", paper.id)
    paper.no_reason = paper.goes_to = None
    paper.no_by = paper.no_agreed_by = None


def end_yeses(paper: Paper, *, of: str | None = None, said_before: datetime | None = None) -> None:
    """No yes of its authors holds any more: of this one alone, or only what was said before then,
    where that is told."""
    revisions = select(PaperRevision.id).where(PaperRevision.paper_id == paper.id)
    db.session.execute(
        update(PaperYes)
        .where(
            PaperYes.revision_id.in_(revisions),
            PaperYes.ended_at.is_(None),
            true() if of is None else PaperYes.person_id == of,
            true() if said_before is None else PaperYes.said_at < said_before,
        )
        .values(ended_at=clock.now())
    )


def close_letters(paper: Paper, offers: OfferState) -> None:
    """No question and no offer waits for its authors: the words were sent, or taken back."""
    now = clock.now()
    db.session.execute(
        update(PaperQuestion)
        .where(PaperQuestion.paper_id == paper.id, PaperQuestion.closed_at.is_(None))
        .values(closed_at=now)
    )
    db.session.execute(
        update(PaperOffer)
        .where(PaperOffer.paper_id == paper.id, PaperOffer.state == OfferState.OPEN)
        .values(state=offers, answered_at=now)
    )


def erase_since(paper: Paper, since: datetime, until: datetime | None = None) -> None:
    """No word is left of what was sent, offered, asked and answered since then, or only until
    then."""
    gone = revisions_of(paper.id, since=since, until=until)
    if paper.current_revision_id in gone:
        paper.current_revision_id = None
    erase_texts(gone)
    erase_letters(paper.id, since=since, until=until)


def erase_letters(
    paper_id: str, *, since: datetime | None = None, until: datetime | None = None
) -> None:
    """No word is left of what was asked and answered about it, or only of what was asked since
    then, and until then."""
    asked = db.session.scalars(
        select(PaperQuestion.id).where(
            PaperQuestion.paper_id == paper_id,
            true() if since is None else PaperQuestion.asked_at >= since,
            true() if until is None else PaperQuestion.asked_at <= until,
        )
    ).all()
    for question_id in asked:
        forget_marks("paper_question", question_id)
        forget_marks("paper_answer", question_id)
    db.session.execute(
        update(PaperQuestion).where(PaperQuestion.id.in_(asked)).values(text="", answer="")
    )


def erase_texts(revision_ids: Sequence[str]) -> None:
    """No word, no mark and no picture is left of these texts that were sent or offered, nor of what
    was said about their sentences."""
    erase_comments(revision_ids)
    erase_sent_pictures(revision_ids)
    db.session.execute(
        update(PaperRevision)
        .where(PaperRevision.id.in_(revision_ids))
        .values(title="", body="")
        .execution_options(synchronize_session=False)
    )
    for revision_id in revision_ids:
        forget_marks("paper_title", revision_id)
        forget_marks("paper_body", revision_id)
