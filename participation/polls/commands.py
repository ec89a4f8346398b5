"""The writes of polls: opened, answered, closed in two steps, counted, revealed, asked again."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import delete, insert, null, or_, update

from participation.floor.queries import require_seat
from participation.floor.undo.acts import note_act
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
from participation.foundation.database import new_id, table_of
from participation.foundation.extensions import db
from participation.foundation.inventory import AFTER_CLOSING
from participation.foundation.policies import require
from participation.foundation.refusals import NotFound, NotNow, NotSignedIn, Refusal
from participation.polls import counting, queries, rules
from participation.polls.choices import Said, choice_of
from participation.polls.events import (
    BallotsCast,
    HandsCounted,
    PollClosing,
    PollCounted,
    PollHidden,
    PollOpened,
    PollRevealed,
    PollsPutAway,
    PollVoided,
)
from participation.polls.instants import INSTANTS
from participation.polls.models import Ballot, Poll, PollOption, PollState, Voter
from participation.polls.permissions import POLICIES
from participation.polls.queries import PollToCast
from participation.polls.refusals import (
    AlreadyAskedAgain,
    AlreadyVoted,
    AnotherPollIsOpen,
    NoHandsHere,
    NoSuchOption,
    SeenTooLong,
    TooFewToShow,
)
from participation.programme.queries import sees_such, session_by_id

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
    """One person's choice as the form read it, with the number this device gave it."""

    actor: Actor
    poll_id: str
    choice: Said
    n: int
    command_id: str | None = None

    @property
    def holder(self) -> str:
        return self.actor.holder or ""

    @property
    def device_id(self) -> str | None:
        return self.actor.device_id

    @property
    def voter(self) -> tuple[str, str]:
        return self.poll_id, self.holder


@command(clashes=ONE_AT_A_TIME)
def open_poll(actor: Actor, poll_id: str, epoch: int) -> Reference:
    """The poll is open and alone on the wall; whoever is in the room can answer.

    Refusals: NotFound, NotAllowed, NotYourSeat, SeatMoved, NotNow with the present state,
    AnotherPollIsOpen.
    """
    poll = _held(actor, "polls.open", poll_id, epoch)
    if rules.already("open", poll.state):
        return _reference(poll)
    if rules.after("open", poll.state) is not None:
        _require_alone(poll)
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
    poll = _opened(
        Poll(
            session_id=session.id,
            kind=known.kind,
            faces=known.faces,
            title=known.title,
            instant=instant,
        ),
        [PollOption(text=text) for text in known.options],
    )
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
        note_act(poll.session_id, "polls.close", poll.id)
    return _reference(poll)


@command()
def count_poll(actor: Actor, poll_id: str) -> Reference:
    """A closing poll is counted: totals stand on its options. Of a show of hands no choice stands
    anywhere; ballots are written anew in random order, in the transaction that touches every voter,
    and what the database kept of the order before is gone (docs/decisions/ballots.md).

    Nothing happens to a poll in another state, so it may be called again. Refusal: NotFound.
    """
    queries.stop_taking([poll_id])
    poll = queries.lock_poll(poll_id)
    if poll is None:
        raise NotFound
    about("poll", poll.id, poll.session_id)
    if poll.state != PollState.CLOSING:
        return _reference(poll)
    choices = queries.choices_in(poll)
    totals = counting.totals(poll.kind, [option.id for option in poll.options], choices)
    for option in poll.options:
        option.count = totals.counts[option.id]
        option.firsts = totals.firsts[option.id] if totals.firsts is not None else None
    _erase_choices(poll)
    if poll.is_ballot:
        _mix(poll, choices)
    _move(poll, "count")
    record(PollCounted(poll.session_id, poll.id))
    return _reference(poll)


@command()
def reveal_poll(actor: Actor, poll_id: str, epoch: int) -> Reference:
    """Everybody sees the result, also of a poll that had left the wall.

    Refusals: as open_poll; TooFewToShow for a ballot of fewer than five.
    """
    poll = _held(actor, "polls.reveal", poll_id, epoch)
    if not rules.already("reveal", poll.state):
        before = poll.state
        _move(poll, "reveal")
        if rules.is_too_few(poll.electorate, poll.state, queries.answered_count(poll.id)):
            raise TooFewToShow(state=before)
        poll.revealed_at = clock.now()
        _put_away(_others(poll))
        poll.put_away = False
        record(PollRevealed(poll.session_id, poll.id))
        note_act(poll.session_id, "polls.reveal", poll.id)
    return _reference(poll)


@command()
def hide_poll(actor: Actor, poll_id: str, epoch: int) -> Reference:
    """A result shown by mistake is back with the moderator alone; that the room has seen it stays
    written. Refusals: as open_poll; SeenTooLong a minute after it was shown.
    """
    poll = _held(actor, "polls.hide", poll_id, epoch)
    if not rules.already("hide", poll.state):
        before = poll.state
        _move(poll, "hide")
        if not rules.can_hide(poll.revealed_at, clock.now()):
            raise SeenTooLong(state=before)
        record(PollHidden(poll.session_id, poll.id))
        note_act(poll.session_id, "polls.hide", poll.id)
    return _reference(poll)


@command()
def count_hands(actor: Actor, poll_id: str, epoch: int, hands: Mapping[str, int]) -> Reference:
    """Hands counted in the room stand beside these options, in place of what stood there before.

    Refusals: as open_poll; NoHandsHere for a ballot or another kind, NoSuchOption.
    """
    poll = _held(actor, "polls.count_hands", poll_id, epoch)
    if poll.is_ballot or poll.kind not in counting.TAKES_HANDS:
        raise NoHandsHere
    if poll.state not in rules.TAKES_HANDS_IN:
        raise NotNow(state=poll.state)
    options = {option.id: option for option in poll.options}
    if not set(hands) <= set(options):
        raise NoSuchOption
    for option_id, number in hands.items():
        options[option_id].hands = number or None
    record(HandsCounted(poll.session_id, poll.id))
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
        db.session.execute(delete(Ballot).where(Ballot.poll_id == poll.id))
        record(PollVoided(poll.session_id, poll.id))
        note_act(poll.session_id, "polls.void", poll.id)
    return _reference(poll)


@command(clashes=ONE_AT_A_TIME)
def ask_again(actor: Actor, poll_id: str, epoch: int) -> Reference:
    """A new round of the same poll is open; the old one keeps what it has.

    Refusals: as open_poll; AlreadyAskedAgain.
    """
    old = _held(actor, "polls.ask_again", poll_id, epoch)
    if old.state not in rules.CAN_BE_ASKED_AGAIN:
        raise NotNow(state=old.state)
    if any(other.again_of == old.id for other in _others(old)):
        raise AlreadyAskedAgain(state=old.state)
    _require_alone(old)
    new = _next_round(old)
    new.place, old.place = old.place, None
    db.session.flush()  # its place is free before the new round stands there
    poll = _opened(new, [_same(option) for option in old.options])
    _put_on_wall(poll)
    return _reference(poll)


@mass_command(again=lambda cast: {"receipt": "counted"})
def cast_ballots(casts: Sequence[Cast]) -> list[Outcome]:
    """Each choice stands: in a show of hands on its voter's own row, unless a newer one already
    does; in a ballot in a row of nobody, apart from the row that says who has voted.

    In time means committed before closing. Neither a time, nor an order, nor an audit row is
    kept. Outcomes: `{"receipt": "counted"}`; NotFound, NotAllowed, NotSignedIn, NotNow,
    PollNotOpen, PollClosed, ForBadges, ForDelegates, AlreadyVoted, and those of `choice_of`.
    """
    polls = queries.polls_to_cast([cast.poll_id for cast in casts])
    ballots = {poll.id for poll in polls.values() if poll.is_ballot}
    voted = queries.voted([cast.voter for cast in casts if cast.poll_id in ballots])
    outcomes: list[Outcome] = []
    hands: list[Cast] = []
    papers: list[Cast] = []
    for cast in casts:
        refusal = _why_not(cast, polls.get(cast.poll_id))
        if refusal is None and cast.poll_id in ballots:
            refusal = AlreadyVoted() if cast.voter in voted else None
            voted.add(cast.voter)
            papers += [] if refusal else [cast]
        elif refusal is None:
            hands.append(cast)
        outcomes.append(refusal or {"receipt": "counted"})
    _write_hands([_row(cast, polls) for cast in rules.newest(hands)])
    late = _write_ballots(sorted(papers, key=lambda cast: cast.voter), polls)
    for at, cast in enumerate(casts):
        if cast.voter in late and not isinstance(outcomes[at], Refusal):
            outcomes[at] = AlreadyVoted()
    for poll_id in sorted({cast.poll_id for cast in (*hands, *papers)}):
        record(BallotsCast(polls[poll_id].session_id, poll_id))
    return outcomes


@command(audit=Audit.NONE)
def put_away_polls(actor: Actor, session_id: str) -> Reference:
    """Counted and shown polls have left the wall; an open one stays until it is closed. Answers
    which: `{"polls": [id, …]}`."""
    put_away = _put_away(queries.lock_polls(session_id))
    if put_away:
        record(PollsPutAway(session_id))
    return {"polls": [poll.id for poll in put_away]}


@command(audit=Audit.NONE)
def bring_polls_back(actor: Actor, session_id: str, poll_ids: Sequence[str]) -> Reference:
    """Those of these polls that had left the wall, and are as they were then, are on it again."""
    back = [
        poll
        for poll in queries.lock_polls(session_id)
        if poll.id in poll_ids and poll.put_away and poll.state in rules.LEAVES_THE_WALL
    ]
    for poll in back:
        poll.put_away = False
        record(PollsPutAway(session_id))
    return {"polls": [poll.id for poll in back]}


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
    afterwards(db.forget_deleted)


def _put_on_wall(poll: Poll) -> None:
    """This poll alone: an earlier result would come back to the wall if this one became void."""
    _put_away(_others(poll))
    poll.opened_at = clock.now()
    poll.put_away = False
    about("poll", poll.id, poll.session_id)
    record(PollOpened(poll.session_id, poll.id))
    note_act(poll.session_id, "polls.open", poll.id)


def _require_alone(poll: Poll) -> None:
    """No other one is under way, which the index promises too. Refusal: AnotherPollIsOpen with the
    state of this one."""
    if any(other.state in rules.UNDER_WAY for other in _others(poll)):
        raise AnotherPollIsOpen(state=poll.state)


def _others(poll: Poll) -> Sequence[Poll]:
    return [other for other in queries.lock_polls(poll.session_id) if other.id != poll.id]


def _put_away(polls: Sequence[Poll]) -> list[Poll]:
    """What has left the wall."""
    shown = [poll for poll in polls if not poll.put_away and poll.state in rules.LEAVES_THE_WALL]
    for poll in shown:
        poll.put_away = True
    return shown


def _opened(poll: Poll, options: Sequence[PollOption]) -> Poll:
    """A poll that is open from its first moment."""
    poll.state = PollState.OPEN
    for position, option in enumerate(options):
        option.position = position
    poll.options = list(options)
    db.session.add(poll)
    db.session.flush()
    return poll


def _next_round(old: Poll) -> Poll:
    return Poll(
        session_id=old.session_id,
        item_id=old.item_id,
        kind=old.kind,
        instant=old.instant,
        electorate=old.electorate,
        title=old.title,
        least=old.least,
        most=old.most,
        points=old.points,
        faces=old.faces,
        round=old.round + 1,
        again_of=old.id,
    )


def _same(option: PollOption) -> PollOption:
    return PollOption(text=option.text, picture_id=option.picture_id, alt=option.alt)


def _erase_choices(poll: Poll) -> None:
    """No choice and no device stands on a voter's row; every row of the poll is written once more,
    so that none tells in which transaction it came."""
    db.session.execute(
        update(Voter).where(Voter.poll_id == poll.id).values(choice=null(), device_id=None)
    )


def _mix(poll: Poll, choices: Sequence[Any]) -> None:
    """The same ballots as new rows, in random order and of one transaction."""
    db.session.execute(delete(Ballot).where(Ballot.poll_id == poll.id))
    mixed = random.SystemRandom().sample(choices, len(choices))
    if mixed:
        rows = [{"id": new_id(), "poll_id": poll.id, "choice": choice} for choice in mixed]
        db.session.execute(insert(Ballot), rows)


def _reference(poll: Poll) -> Reference:
    return {"poll": poll.id, "session": poll.session_id, "state": str(poll.state)}


def _why_not(cast: Cast, poll: PollToCast | None) -> Refusal | None:
    if cast.actor.holder is None:
        return NotSignedIn()
    if poll is None or not sees_such(cast.actor, poll.session_kind, poll.session_id):
        return NotFound()
    try:
        require(POLICIES["polls.cast"], cast.actor, poll.session_id)
        outside = rules.why_not_in_electorate(poll.electorate, cast.actor)
        late = outside or rules.why_not_cast(poll.state, poll.asked, cast.choice)
        # A late vote hears that voting has ended, also when the session has gone on meanwhile.
        if late is not None:
            return late
        require(POLICIES["polls.cast"], cast.actor, poll.session_id, poll.session_state)
    except Refusal as refusal:
        return refusal
    return None


def _row(cast: Cast, polls: Mapping[str, PollToCast]) -> dict[str, Any]:
    return {
        "poll_id": cast.poll_id,
        "holder": cast.holder,
        "choice": choice_of(polls[cast.poll_id].asked, cast.choice),
        "device_id": cast.device_id,
        "n": cast.n,
    }


def _write_hands(rows: Sequence[dict[str, Any]]) -> None:
    """One statement for all voters."""
    if not rows:
        return
    db.session.execute(_hands_written(db.is_sqlite), rows)


@cache
def _hands_written(is_sqlite: bool) -> Any:
    """The statement, made once for this kind of database: it runs with every list of votes."""
    voter = table_of(Voter)
    made = db.insert(voter)
    new = made.excluded
    return made.on_conflict_do_update(
        index_elements=["poll_id", "holder"],
        set_={"choice": new.choice, "device_id": new.device_id, "n": new.n},
        where=or_(voter.c.device_id.is_distinct_from(new.device_id), voter.c.n <= new.n),
    )


def _write_ballots(casts: Sequence[Cast], polls: Mapping[str, PollToCast]) -> set[tuple[str, str]]:
    """One statement for those who vote and one for what they chose, each in an order that says
    nothing of the other. Answers who had voted already, beside this transaction."""
    if not casts:
        return set()
    made = db.session.execute(
        db.insert(Voter).on_conflict_do_nothing().returning(Voter.poll_id, Voter.holder),
        [{"poll_id": cast.poll_id, "holder": cast.holder, "n": 0} for cast in casts],
    )
    new = {(row.poll_id, row.holder) for row in made}
    rows = [
        {
            "id": new_id(),
            "poll_id": cast.poll_id,
            "choice": choice_of(polls[cast.poll_id].asked, cast.choice),
        }
        for cast in casts
        if cast.voter in new
    ]
    if rows:
        db.session.execute(insert(Ballot), sorted(rows, key=lambda row: row["id"]))
    return {cast.voter for cast in casts} - new
