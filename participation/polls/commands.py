"""The writes of polls: opened, answered, closed in two steps, counted, revealed, asked again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, update

from participation.floor.queries import require_seat
from participation.foundation import clock
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.commands import (
    Audit,
    Outcome,
    Reference,
    about,
    afterwards,
    command,
    mass_command,
    record,
    rows_of,
)
from participation.foundation.extensions import db
from participation.foundation.inventory import AFTER_CLOSING
from participation.foundation.languages import Words
from participation.foundation.policies import require
from participation.foundation.refusals import NotFound, NotNow, NotSignedIn, Refusal
from participation.polls import queries, rules
from participation.polls.events import (
    BallotsCast,
    PollClosing,
    PollCounted,
    PollOpened,
    PollRevealed,
    PollsPutAway,
    PollVoided,
)
from participation.polls.instants import INSTANTS
from participation.polls.models import Poll, PollOption, PollState, Voter
from participation.polls.permissions import POLICIES
from participation.polls.refusals import AlreadyAskedAgain, AnotherPollIsOpen
from participation.programme.models import ConferenceSession
from participation.programme.queries import may_see, session_by_id

# SQLite names the columns of a broken index, PostgreSQL the index.
ONE_AT_A_TIME: dict[str, type[Refusal]] = {
    "uq_poll_again_of": AlreadyAskedAgain,
    "poll.again_of": AlreadyAskedAgain,
    "uq_poll_under_way": AnotherPollIsOpen,
    "poll.session_id": AnotherPollIsOpen,
}

# A holder that is nobody any more.
ERASED = "erased:"


@dataclass(frozen=True)
class Cast:
    """One person's choice in a show of hands, with the number this device gave it."""

    actor: Actor
    poll_id: str
    choice: tuple[str, ...]
    n: int
    command_id: str | None = None

    @property
    def holder(self) -> str:
        return self.actor.holder or ""

    @property
    def device_id(self) -> str | None:
        return self.actor.device_id


@command(clashes=ONE_AT_A_TIME)
def open_poll(actor: Actor, poll_id: str, epoch: int) -> Reference:
    """The poll is open and alone on the wall; whoever is in the room can answer.

    Refusals: NotFound, NotAllowed, NotYourSeat, SeatMoved, NotNow with the present state,
    AnotherPollIsOpen.
    """
    poll = _held(actor, "polls.open", poll_id, epoch)
    if rules.already("open", poll.state):
        return _reference(poll)
    _move(poll, "open")
    _put_on_wall(poll)
    return _reference(poll)


@command(clashes=ONE_AT_A_TIME)
def open_instant(actor: Actor, session_id: str, instant: str, epoch: int) -> Reference:
    """A poll that needs no preparing is open. Refusals: as open_poll; NotFound for another name."""
    session, known = session_by_id(actor, session_id), INSTANTS.get(instant)
    require(POLICIES["polls.open_instant"], actor, session.id)
    if known is None:
        raise NotFound
    floor = require_seat(actor, session.id, epoch)
    require(POLICIES["polls.open_instant"], actor, session.id, floor.state)
    poll = _new_poll(session.id, known.title, known.options, instant=instant)
    _put_on_wall(poll)
    return _reference(poll)


@command()
def close_poll(actor: Actor, poll_id: str, epoch: int) -> Reference:
    """Nothing more is taken; what was committed before is counted right after this.

    One press, two transactions (product.md, "Polls"). Refusals: as open_poll.
    """
    poll = _held(actor, "polls.close", poll_id, epoch)
    if not rules.already("close", poll.state):
        _close(poll)
    return _reference(poll)


@command()
def count_poll(actor: Actor, poll_id: str) -> Reference:
    """A closing poll is counted: totals stand on its options, and no choice stands anywhere.

    Nothing happens to a poll in another state, so it may be called again. Refusal: NotFound.
    """
    queries.stop_taking([poll_id])
    poll = queries.lock_poll(poll_id)
    if poll is None:
        raise NotFound
    about("poll", poll.id, poll.session_id)
    if poll.state != PollState.CLOSING:
        return _reference(poll)
    counts = queries.counts_by_option(poll.id)
    for option in poll.options:
        option.count = counts.get(option.id, 0)
    _erase_choices(poll)
    _move(poll, "count")
    record(PollCounted(poll.session_id, poll.id))
    return _reference(poll)


@command()
def reveal_poll(actor: Actor, poll_id: str, epoch: int) -> Reference:
    """Everybody sees the result, also of a poll that had left the wall. Refusals: as open_poll."""
    poll = _held(actor, "polls.reveal", poll_id, epoch)
    if not rules.already("reveal", poll.state):
        _move(poll, "reveal")
        _put_away(_others(poll))
        poll.put_away = False
        record(PollRevealed(poll.session_id, poll.id))
    return _reference(poll)


@command()
def void_poll(actor: Actor, poll_id: str, epoch: int, reason: str | None = None) -> Reference:
    """The poll counts for nothing and has left every wall; no choice of it is kept.

    `reason` is one of the ready reasons. Refusals: as open_poll.
    """
    poll = _held(actor, "polls.void", poll_id, epoch, reason)
    if not rules.already("void", poll.state):
        _move(poll, "void")
        poll.closed_at = poll.closed_at or clock.now()
        _erase_choices(poll)
        record(PollVoided(poll.session_id, poll.id))
    return _reference(poll)


@command(clashes=ONE_AT_A_TIME)
def ask_again(actor: Actor, poll_id: str, epoch: int) -> Reference:
    """A new round of the same poll is open; the old one keeps what it has.

    Refusals: as open_poll; AlreadyAskedAgain.
    """
    old = _held(actor, "polls.ask_again", poll_id, epoch)
    if old.state not in rules.CAN_BE_ASKED_AGAIN:
        raise NotNow(state=old.state)
    texts = [option.text for option in old.options]
    poll = _new_poll(old.session_id, old.title, texts, old.item_id, old.instant, again_of=old)
    _put_on_wall(poll)
    return _reference(poll)


@mass_command(again=lambda cast: {"receipt": "counted"})
def cast_ballots(casts: Sequence[Cast]) -> list[Outcome]:
    """Each choice stands on its voter's own row, unless a newer one already does.

    In time means committed before closing. Neither a time, nor an order, nor an audit row is
    kept. Outcomes: `{"receipt": "counted"}`; NotFound, NotAllowed, NotSignedIn, NotNow,
    PollNotOpen, PollClosed, NoSuchOption.
    """
    polls = queries.polls_to_cast([cast.poll_id for cast in casts])
    outcomes: list[Outcome] = []
    taken: list[Cast] = []
    for cast in casts:
        refusal = _why_not(cast, polls.get(cast.poll_id))
        if refusal is None:
            taken.append(cast)
        outcomes.append(refusal or {"receipt": "counted"})
    _write(rules.newest(taken))
    for poll_id in sorted({cast.poll_id for cast in taken}):
        record(BallotsCast(polls[poll_id][0].session_id, poll_id))
    return outcomes


@command(audit=Audit.NONE)
def put_away_polls(actor: Actor, session_id: str) -> Reference:
    """Counted and shown polls have left the wall; an open one stays until it is closed."""
    if _put_away(queries.lock_polls(session_id)):
        record(PollsPutAway(session_id))
    return {}


@command()
def close_what_is_open(actor: Actor, session_id: str) -> Reference:
    """No poll of the session takes anything any more; what was open is counted right after."""
    about("session", session_id, session_id)
    queries.stop_taking(queries.polls_open(session_id))
    for poll in queries.lock_polls(session_id):
        if poll.state == PollState.OPEN:
            _close(poll)
    return {}


@command(audit=Audit.NONE)
def sweep_voters(actor: Actor) -> Reference:
    """Who answered a poll is erased an hour after it closed; how many did stays.

    Answers `{"erased": n}`.
    """
    due = queries.polls_over(clock.now() - AFTER_CLOSING.span())
    done = db.session.execute(
        update(Voter)
        .where(Voter.poll_id.in_(due), Voter.holder.not_like(f"{ERASED}%"))
        .values(holder=ERASED + db.random_text(), device_id=None, n=0)
        .execution_options(synchronize_session=False)
    )
    return {"erased": rows_of(done)}


def count_what_was_left(actor: Actor) -> Reference:
    """Polls found closing are counted, each in a transaction of its own: a server stopped
    between the two steps of closing."""
    found = queries.polls_closing()
    for poll_id in found:
        count_poll(actor, poll_id)
    return {"counted": len(found)}


def _held(actor: Actor, action: str, poll_id: str, epoch: int, reason: str | None = None) -> Poll:
    """The locked poll when it exists for the actor, the phase is right and the seat is hers."""
    seen = queries.poll_for(actor, poll_id)
    require(POLICIES[action], actor, seen.session_id)
    floor = require_seat(actor, seen.session_id, epoch)
    require(POLICIES[action], actor, seen.session_id, floor.state)
    about("poll", poll_id, seen.session_id, reason)
    queries.stop_taking([poll_id])
    locked = {poll.id: poll for poll in queries.lock_polls(seen.session_id)}
    return locked[poll_id]


def _move(poll: Poll, move: str) -> None:
    state = rules.after(move, poll.state)
    if state is None:
        raise NotNow(state=poll.state)
    poll.state = state


def _close(poll: Poll) -> None:
    _move(poll, "close")
    poll.closed_at = clock.now()
    record(PollClosing(poll.session_id, poll.id))
    poll_id = poll.id
    afterwards(lambda: count_poll(SYSTEM, poll_id))


def _put_on_wall(poll: Poll) -> None:
    """This poll alone: an earlier result would come back to the wall if this one became void."""
    _put_away(_others(poll))
    poll.opened_at = clock.now()
    poll.put_away = False
    about("poll", poll.id, poll.session_id)
    record(PollOpened(poll.session_id, poll.id))


def _others(poll: Poll) -> Sequence[Poll]:
    return [other for other in queries.lock_polls(poll.session_id) if other.id != poll.id]


def _put_away(polls: Sequence[Poll]) -> bool:
    """Whether anything has left the wall."""
    shown = [poll for poll in polls if not poll.put_away and poll.state in rules.LEAVES_THE_WALL]
    for poll in shown:
        poll.put_away = True
    return bool(shown)


def _new_poll(
    session_id: str,
    title: Words,
    options: Sequence[Words],
    item_id: str | None = None,
    instant: str | None = None,
    again_of: Poll | None = None,
) -> Poll:
    """A poll that is open from its first moment."""
    poll = Poll(
        session_id=session_id,
        title=title,
        item_id=item_id,
        instant=instant,
        state=PollState.OPEN,
        round=again_of.round + 1 if again_of else 1,
        again_of=again_of.id if again_of else None,
    )
    poll.options = [PollOption(position=place, text=text) for place, text in enumerate(options)]
    db.session.add(poll)
    db.session.flush()
    return poll


def _erase_choices(poll: Poll) -> None:
    db.session.execute(
        update(Voter).where(Voter.poll_id == poll.id).values(option_id=None, device_id=None)
    )


def _reference(poll: Poll) -> Reference:
    return {"poll": poll.id, "session": poll.session_id, "state": str(poll.state)}


def _why_not(cast: Cast, found: tuple[Poll, ConferenceSession, str] | None) -> Refusal | None:
    if cast.actor.holder is None:
        return NotSignedIn()
    if found is None or not may_see(cast.actor, found[1]):
        return NotFound()
    poll, session, session_state = found
    try:
        require(POLICIES["polls.cast"], cast.actor, session.id)
        late = rules.why_not_cast(poll.state, cast.choice, {option.id for option in poll.options})
        # A late vote hears that voting has ended, also when the session has gone on meanwhile.
        if late is not None:
            return late
        require(POLICIES["polls.cast"], cast.actor, session.id, session_state)
    except Refusal as refusal:
        return refusal
    return None


def _write(casts: Sequence[Cast]) -> None:
    """One statement for all voters."""
    if not casts:
        return
    insert = db.insert(Voter)
    new = insert.excluded
    db.session.execute(
        insert.on_conflict_do_update(
            index_elements=["poll_id", "holder"],
            set_={"option_id": new.option_id, "device_id": new.device_id, "n": new.n},
            where=or_(Voter.device_id.is_distinct_from(new.device_id), Voter.n <= new.n),
        ),
        [
            {
                "poll_id": cast.poll_id,
                "holder": cast.holder,
                "option_id": cast.choice[0],
                "device_id": cast.device_id,
                "n": cast.n,
            }
            for cast in casts
        ],
    )
