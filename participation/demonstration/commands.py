"""The writes of /try: the story begins again, and the pretend phones go home."""

from __future__ import annotations

from sqlalchemy import Select, delete, insert, or_, select, update

from participation.demonstration import content
from participation.demonstration.events import StoryBeganAgain
from participation.demonstration.queries import trial
from participation.floor.models import Floor, ItemState, RunSheetItem, SessionState
from participation.floor.pace.commands import forget_pace
from participation.floor.reading.models import Reading
from participation.floor.speaking.commands import forget_speaking
from participation.foundation import clock
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.commands import Reference, about, command, record
from participation.foundation.extensions import db
from participation.papers.commands import take_back
from participation.papers.models import Paper, PaperState
from participation.people.events import DeviceEnded, PresenceChanged
from participation.people.models import Device, Ending, Person, Presence
from participation.people.queries import grants_of
from participation.people.tablets.commands import nod
from participation.polls.models import Ballot, Poll, PollOption, PollState, Voter
from participation.polls.queries import lock_polls, stop_taking
from participation.polls.words.models import CloudWord, SaidWord
from participation.questions.models import Question, QuestionAbout, Support
from participation.safeguarding.adults.commands import everybody_leaves
from participation.safeguarding.marks.models import TextMark
from participation.screen.commands import clear_the_wall


@command()
def begin_story_again(actor: Actor) -> Reference:
    """The trial session is as it was built: doors open, nothing reached, asked or voted.

    What was written for the story is taken back, as its author would. Whoever holds the
    moderator's seat keeps it. Refusal: NotFound outside a demonstration.
    """
    session_id = trial().id
    _begin_floor_again(session_id)
    forget_speaking(actor, session_id)
    forget_pace(actor, session_id)
    _begin_polls_again(session_id)
    questions = select(Question.id).where(Question.session_id == session_id)
    # In the order in which a hall's "me too" takes them, so that neither waits for the other.
    db.session.execute(questions.order_by(Question.id).with_for_update())
    db.session.execute(delete(Support).where(Support.question_id.in_(questions)))
    db.session.execute(delete(QuestionAbout).where(QuestionAbout.question_id.in_(questions)))
    marked = TextMark.object_id.in_(questions)
    db.session.execute(delete(TextMark).where(TextMark.kind == "question", marked))
    db.session.execute(delete(Question).where(Question.session_id == session_id))
    everybody_leaves(actor, session_id)
    clear_the_wall(actor, session_id)
    _take_story_papers_back()
    about("session", session_id, session_id)
    record(StoryBeganAgain(session_id))
    return {"session": session_id}


@command()
def send_pretend_phones_home(actor: Actor) -> Reference:
    """Every pretend phone has ended, and nobody counts as present because of one.

    Refusal: NotFound outside a demonstration.
    """
    session_id = trial().id
    now = clock.now()
    phones = db.session.scalars(
        select(Device.id).where(Device.pretend, Device.ended_at.is_(None))
    ).all()
    if phones:
        db.session.execute(update(Device).where(Device.id.in_(phones)).values(ended_at=now))
        db.session.execute(delete(Presence).where(Presence.device_id.in_(phones)))
        db.session.execute(insert(Ending), [{"device_id": phone, "at": now} for phone in phones])
        for phone in phones:
            record(DeviceEnded(phone))
        record(PresenceChanged(session_id))
    about("session", session_id, session_id)
    return {"phones": len(phones)}


@command()
def play_the_adult(actor: Actor) -> Reference:
    """The child's badge that waits in this browser goes on, as if an adult had nodded.

    Refusals: NotFound outside a demonstration, NobodyWaits.
    """
    trial()
    return nod(SYSTEM, actor.device_id or "", True)


def _begin_floor_again(session_id: str) -> None:
    db.session.execute(
        update(Floor)
        .where(Floor.session_id == session_id)
        .values(
            state=SessionState.OPEN,
            version=Floor.version + 1,
            opened_at=clock.now(),
            live_at=None,
            closed_at=None,
            quiet_since=None,
            waits_for_adults=False,
        )
    )
    db.session.execute(
        update(RunSheetItem)
        .where(RunSheetItem.session_id == session_id)
        .values(state=ItemState.PLANNED, started_at=None, ended_at=None)
    )
    items = select(RunSheetItem.id).where(RunSheetItem.session_id == session_id)
    db.session.execute(delete(Reading).where(Reading.item_id.in_(items)))
    free = [
        place for place, item in enumerate(content.trial_session()["items"]) if "paper" not in item
    ]
    db.session.execute(
        update(RunSheetItem)
        .where(RunSheetItem.session_id == session_id, RunSheetItem.position.in_(free))
        .values(revision_id=None)
    )


def _begin_polls_again(session_id: str) -> None:
    """Prepared polls are ready as on the first day; instant ones and further rounds are gone."""
    polls = _poll_ids(session_id)
    # As closing a poll does: first no vote is being taken, then the rows are locked.
    stop_taking(db.session.scalars(polls).all())
    lock_polls(session_id)
    added = _poll_ids(session_id).where(or_(Poll.instant.is_not(None), Poll.again_of.is_not(None)))
    db.session.execute(delete(Voter).where(Voter.poll_id.in_(polls)))
    db.session.execute(delete(Ballot).where(Ballot.poll_id.in_(polls)))
    db.session.execute(delete(SaidWord).where(SaidWord.poll_id.in_(polls)))
    db.session.execute(delete(CloudWord).where(CloudWord.poll_id.in_(polls)))
    db.session.execute(delete(PollOption).where(PollOption.poll_id.in_(added)))
    gone = db.session.scalars(added).all()
    db.session.execute(delete(Poll).where(Poll.id.in_(gone)))
    nothing = {"count": None, "firsts": None, "hands": None}
    db.session.execute(update(PollOption).where(PollOption.poll_id.in_(polls)).values(nothing))
    db.session.execute(
        update(Poll)
        .where(Poll.session_id == session_id, Poll.state != PollState.DRAFT)
        .values(
            state=PollState.READY,
            round=1,
            opened_at=None,
            closed_at=None,
            revealed_at=None,
            put_away=False,
        )
    )


def _poll_ids(session_id: str) -> Select[str]:
    return select(Poll.id).where(Poll.session_id == session_id)


def _take_story_papers_back() -> None:
    author = db.session.scalars(select(Person).where(Person.slug == content.DELEGATE)).one()
    actor = Actor(kind="person", person_id=author.id, grants=grants_of(author.id))
    papers = db.session.scalars(
        select(Paper.id).where(Paper.author_id == author.id, Paper.state != PaperState.WITHDRAWN)
    ).all()
    for paper_id in papers:
        take_back(actor, paper_id)
