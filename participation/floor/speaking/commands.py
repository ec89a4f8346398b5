"""The writes of hands and turns: raised, taken down, called, started, paused, ended, undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, select

from participation.floor.models import Floor
from participation.floor.queries import require_seat, sessions_named, why_not
from participation.floor.speaking import queries, rules
from participation.floor.speaking.events import HandsChanged, TurnMoved
from participation.floor.speaking.models import HandState, RaisedHand, Turn, TurnState
from participation.floor.speaking.permissions import POLICIES
from participation.floor.speaking.refusals import HandDown, ReasonNeeded, TurnElsewhere
from participation.floor.steps import locked_floor
from participation.floor.undo.acts import Back, note_act, undoable
from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import (
    Audit,
    Outcome,
    Reference,
    about,
    command,
    mass_command,
    record,
    rows_of,
)
from participation.foundation.extensions import db
from participation.foundation.inventory import WITH_DEVICE
from participation.foundation.policies import require
from participation.foundation.refusals import NotFound
from participation.programme.models import ConferenceSession


@dataclass(frozen=True)
class Raising:
    """One person's raised hand."""

    actor: Actor
    slug: str
    wish: str
    command_id: str | None = None


@dataclass(frozen=True)
class Lowering:
    """One person's hand taken down."""

    actor: Actor
    slug: str
    command_id: str | None = None


def _raised(_: Raising) -> Reference:
    return {}


def _lowered(_: Lowering) -> Reference:
    return {}


@mass_command(again=_raised)
def raise_hands(wishes: Sequence[Raising]) -> list[Outcome]:
    """Each holder's hand is up, once, with a star of its own; raised again it keeps its place, and
    is up for what was said last. Whoever is called or speaks stays so.

    Outcomes: `{}`; NotSignedIn, NotAllowed, NotFound, NotNow with the present state.
    """
    sessions = sessions_named([wish.slug for wish in wishes], for_update=True)
    outcomes: list[Outcome] = []
    asked: dict[str, dict[str, str]] = {}
    for wish in wishes:
        found = sessions.get(wish.slug)
        refusal = why_not(POLICIES["floor.raise_hand"], wish.actor, found)
        if refusal is None and found is not None and wish.actor.holder is not None:
            asked.setdefault(found[0].id, {})[wish.actor.holder] = wish.wish
        outcomes.append(refusal or {})
    for session_id in sorted(asked):
        _raise_in(session_id, asked[session_id])
    return outcomes


@mass_command(again=_lowered)
def lower_hands(wishes: Sequence[Lowering]) -> list[Outcome]:
    """Each holder's hand is down; whoever was called is not any more, and who speaks has spoken.

    Outcomes: `{}`, also where no hand was up; NotSignedIn, NotAllowed, NotFound.
    """
    sessions = sessions_named([wish.slug for wish in wishes], for_update=True)
    outcomes: list[Outcome] = []
    asked: dict[str, set[str]] = {}
    for wish in wishes:
        found = sessions.get(wish.slug)
        refusal = why_not(POLICIES["floor.lower_hand"], wish.actor, found)
        if refusal is None and found is not None and wish.actor.holder is not None:
            asked.setdefault(found[0].id, set()).add(wish.actor.holder)
        outcomes.append(refusal or {})
    for session_id in sorted(asked):
        _lower_in(session_id, asked[session_id])
    return outcomes


@command(audit=Audit.NONE)
def not_now(actor: Actor, session_id: str) -> Reference:
    """Whoever was called says "not now": her hand stays up, in its place.

    Refusals: NotFound, NotAllowed, NotNow, TurnElsewhere where she is not called.
    """
    session = db.session.get(ConferenceSession, session_id)
    slugs = [session.slug] if session else []
    found = sessions_named(slugs, for_update=True)
    refusal = why_not(POLICIES["floor.not_now"], actor, next(iter(found.values()), None))
    if refusal is not None:
        raise refusal
    turn = queries.turn_on(session_id)
    hand = queries.hand_in(session_id, turn.hand_id) if turn else None
    if turn is None or hand is None or hand.holder != actor.holder:
        raise TurnElsewhere(state=_here(queries.newest_turn(session_id)))
    _pass(turn, hand)
    return {}


@command()
def call(
    actor: Actor, session_id: str, hand_id: str, seen: int, epoch: int, reason: str | None = None
) -> Reference:
    """This hand is called; of two tablets at once one has called.

    Compare-and-swap: `seen` is the number of the last turn that the caller saw. Whoever is not next
    is called with a reason, which is recorded. Refusals: NotFound, NotAllowed, NotNow, NotYourSeat,
    SeatMoved, TurnElsewhere with the turn that is on, HandDown and ReasonNeeded with the next hand.
    """
    _held(actor, "floor.call", session_id, epoch)
    newest = queries.newest_turn(session_id)
    if newest is not None and newest.state in rules.IS_ON and newest.hand_id == hand_id:
        return _reference(newest)
    _require_seen(newest, seen)
    line = queries.line_of(session_id)
    hand = next((hand for _, hand in line if hand.id == hand_id), None)
    due = rules.next_up([placed for placed, _ in line])
    if hand is None:
        raise HandDown(state={"hand": due})
    if hand_id != due and reason is None:
        raise ReasonNeeded(state={"hand": due})
    hand.state = HandState.CALLED
    turn = _begin(hand, newest, rules.BUDGET_MS[hand.wish], None if hand_id == due else reason)
    about("hand", hand.id, session_id, turn.reason)
    note_act(session_id, "floor.call", hand.id, {"turn": turn.id})
    return _reference(turn)


@command()
def call_back(actor: Actor, session_id: str, seen: int, epoch: int) -> Reference:
    """Who spoke last is called once more, with the time that was left. Refusals: as call; HandDown
    where nobody has spoken, or she has raised her hand anew."""
    _held(actor, "floor.call_back", session_id, epoch)
    newest = queries.newest_turn(session_id)
    _require_seen(newest, seen)
    last = queries.last_speaker(session_id)
    if last is None or newest is None or queries.open_hands(session_id, [last[1].holder]):
        raise HandDown(state=_next_hand(session_id))
    before, hand = last
    hand.state = HandState.CALLED
    left = rules.budget_to_go_on(before.budget_ms, _ran(before))
    turn = _begin(hand, newest, left, None)
    about("hand", hand.id, session_id)
    note_act(session_id, "floor.call_back", hand.id, {"turn": turn.id, "spoke": True})
    return _reference(turn)


@command()
def start_turn(actor: Actor, session_id: str, turn_id: str, epoch: int) -> Reference:
    """The clock runs, for whoever was called or where it was paused.

    Refusals: NotFound, NotAllowed, NotNow, NotYourSeat, SeatMoved, TurnElsewhere with its state.
    """
    turn = _turn(actor, "floor.start_turn", session_id, turn_id, epoch)
    if turn.state == TurnState.RUNNING:
        return _reference(turn)
    back = _as_it_was(turn)
    _move(turn, "start")
    _go_on(turn)
    return _noted(turn, "floor.start_turn", back)


@command()
def pause_turn(actor: Actor, session_id: str, turn_id: str, epoch: int) -> Reference:
    """The clock rests. Refusals: as start_turn."""
    turn = _turn(actor, "floor.pause_turn", session_id, turn_id, epoch)
    if turn.state == TurnState.PAUSED:
        return _reference(turn)
    back = _as_it_was(turn)
    _move(turn, "pause")
    turn.paused_at = clock.now()
    return _noted(turn, "floor.pause_turn", back)


@command()
def add_time(actor: Actor, session_id: str, turn_id: str, epoch: int) -> Reference:
    """Half a minute more, each time. Refusals: as start_turn."""
    turn = _turn(actor, "floor.add_time", session_id, turn_id, epoch)
    back = _as_it_was(turn)
    _move(turn, "add_time")
    turn.budget_ms = min(rules.MOST_MS, turn.budget_ms + rules.MORE_MS)
    return _noted(turn, "floor.add_time", back)


@command()
def end_turn(actor: Actor, session_id: str, turn_id: str, epoch: int) -> Reference:
    """She has spoken. Refusals: as start_turn."""
    turn = _turn(actor, "floor.end_turn", session_id, turn_id, epoch)
    if turn.state == TurnState.ENDED:
        return _reference(turn)
    back = _as_it_was(turn)
    _end(turn, _hand_of(turn))
    return _noted(turn, "floor.end_turn", back)


@command()
def pass_turn(actor: Actor, session_id: str, turn_id: str, epoch: int) -> Reference:
    """Not now: her hand stays up, in its place, and somebody else can be called. Refusals: as
    start_turn."""
    turn = _turn(actor, "floor.pass_turn", session_id, turn_id, epoch)
    if turn.state == TurnState.PASSED:
        return _reference(turn)
    _pass(turn, _hand_of(turn))
    about("hand", turn.hand_id, session_id)
    note_act(session_id, "floor.pass_turn", turn.hand_id)
    return _reference(turn)


@command()
def pin_hand(
    actor: Actor, session_id: str, hand_id: str, on: bool, epoch: int, reason: str | None = None
) -> Reference:
    """This hand comes first, and why is recorded; or it stands again where the line has it.

    Refusals: NotFound, NotAllowed, NotNow, NotYourSeat, SeatMoved, HandDown, ReasonNeeded.
    """
    _held(actor, "floor.pin_hand", session_id, epoch)
    hand = queries.hand_in(session_id, hand_id)
    if hand is None or hand.state != HandState.UP:
        raise HandDown(state=_next_hand(session_id))
    if on and reason is None:
        raise ReasonNeeded(state={"hand": hand_id})
    back = {
        "hand": hand.id,
        "pinned_at": clock.iso_exactly(hand.pinned_at) if hand.pinned_at else None,
        "reason": hand.pinned_reason,
    }
    hand.pinned_at, hand.pinned_reason = (clock.now(), reason) if on else (None, None)
    about("hand", hand.id, session_id, hand.pinned_reason)
    record(HandsChanged(session_id))
    note_act(session_id, "floor.pin_hand", hand.id, back)
    return {"hand": hand.id}


@command(audit=Audit.NONE)
def hold_clock(actor: Actor, session_id: str) -> Reference:
    """The session rests: so does the clock of whoever speaks."""
    turn = queries.turn_on(session_id)
    if turn is not None and turn.state == TurnState.RUNNING:
        turn.state, turn.paused_at, turn.held = TurnState.PAUSED, clock.now(), True
        record(TurnMoved(session_id))
    return {}


@command(audit=Audit.NONE)
def let_clock_go_on(actor: Actor, session_id: str) -> Reference:
    """The session goes on: so does the clock that rested for its sake alone."""
    turn = queries.turn_on(session_id)
    if turn is not None and turn.held:
        turn.state = TurnState.RUNNING
        _go_on(turn)
        record(TurnMoved(session_id))
    return {}


@command(audit=Audit.NONE)
def look_at_who_is_called(actor: Actor, session_id: str) -> Reference:
    """Somebody came or went: the tablets look again whether whoever is called is still there."""
    if queries.turn_on(session_id) is not None:
        record(HandsChanged(session_id))
    return {}


@command(audit=Audit.NONE)
def end_speaking(actor: Actor, session_id: str) -> Reference:
    """Nobody speaks any more, and no hand is up."""
    turn = queries.turn_on(session_id)
    if turn is not None:
        _stop(turn, _hand_of(turn))
    for hand in queries.open_hands(session_id):
        hand.state = HandState.DOWN
    record(HandsChanged(session_id))
    return {}


@command(audit=Audit.NONE)
def sweep_hands(actor: Actor) -> Reference:
    """Who raised a hand and who spoke is gone, a day after the session. Answers `{"erased": n}`."""
    return {"erased": _erase(queries.hands_of_old_sessions(clock.now() - WITH_DEVICE.span()))}


@command(audit=Audit.NONE)
def forget_speaking(actor: Actor, session_id: str) -> Reference:
    """Nobody ever raised a hand in this session."""
    _erase(RaisedHand.session_id == session_id)
    record(TurnMoved(session_id))
    return {}


def _erase(which: ColumnElement[bool]) -> int:
    """These hands and their turns are gone; how many hands."""
    hands = select(RaisedHand.id).where(which)
    no_look = {"synchronize_session": False}
    db.session.execute(delete(Turn).where(Turn.hand_id.in_(hands)).execution_options(**no_look))
    return rows_of(db.session.execute(delete(RaisedHand).where(which).execution_options(**no_look)))


@undoable("floor.call")
def undo_call(actor: Actor, floor: Floor, back: Back) -> None:
    """Nobody is called; the hand is up in its place. Refusal: TurnElsewhere once she speaks."""
    turn, hand = _to_undo(floor, back, TurnState.CALLED)
    turn.state = TurnState.PASSED
    turn.ended_at = clock.now()
    hand.state = HandState.SPOKE if back.get("spoke") else HandState.UP
    record(TurnMoved(floor.session_id))


undoable("floor.call_back")(undo_call)


def _undo_clock(actor: Actor, floor: Floor, back: Back) -> None:
    """The turn is as it was; what went by in between is no time of hers. Refusal: TurnElsewhere
    where something happened to it meanwhile."""
    turn, hand = _to_undo(floor, back, back["left"])
    others = queries.open_hands(floor.session_id, [hand.holder])
    if any(other.id != hand.id for other in others):
        raise TurnElsewhere(state=_here(turn))
    turn.state, turn.budget_ms = back["was"], back["budget_ms"]
    if back["was"] == TurnState.CALLED:
        turn.started_at = turn.paused_at = None
        turn.paused_ms = 0
    elif back["was"] != back["left"] and turn.started_at is not None:
        now = clock.now()
        turn.paused_ms = _ms(now - turn.started_at) - back["ran"]
        turn.paused_at = now if back["was"] == TurnState.PAUSED else None
    turn.ended_at, turn.held = None, False
    hand.state = HandState.CALLED
    db.session.flush()  # a turn that began meanwhile is a clash here
    record(TurnMoved(floor.session_id))


for clock_act in ("floor.start_turn", "floor.pause_turn", "floor.add_time", "floor.end_turn"):
    undoable(clock_act)(_undo_clock)


@undoable("floor.pin_hand")
def undo_pin(actor: Actor, floor: Floor, back: Back) -> None:
    """The hand stands where it stood. Refusal: HandDown."""
    hand = queries.hand_in(floor.session_id, back["hand"])
    if hand is None or hand.state != HandState.UP:
        raise HandDown(state=_next_hand(floor.session_id))
    at = back["pinned_at"]
    hand.pinned_at = clock.moment(at) if at else None
    hand.pinned_reason = back["reason"]
    record(HandsChanged(floor.session_id))


def _next_hand(session_id: str) -> dict[str, str | None]:
    """Who is next by now, for whoever meant another hand."""
    return {"hand": rules.next_up([placed for placed, _ in queries.line_of(session_id)])}


def _raise_in(session_id: str, asked: dict[str, str]) -> None:
    """The floor is locked: nobody else gives out stars meanwhile."""
    known = {hand.holder: hand for hand in queries.open_hands(session_id)}
    last = queries.last_sign(session_id)
    taken = {hand.sign for hand in known.values()}
    now = clock.now()
    # In the order of arrival, as far as a list that came together knows one.
    for place, (holder, wish) in enumerate(asked.items()):
        hand = known.get(holder)
        if hand is not None:
            if hand.state == HandState.UP:
                hand.wish = wish
            continue
        last = rules.next_sign(last, taken)
        taken.add(last)
        raised_at = now + timedelta(microseconds=place)
        db.session.add(
            RaisedHand(
                session_id=session_id, holder=holder, wish=wish, sign=last, raised_at=raised_at
            )
        )
    record(HandsChanged(session_id))


def _lower_in(session_id: str, holders: set[str]) -> None:
    hands = queries.open_hands(session_id, holders)
    if not hands:
        return
    on = queries.turn_on(session_id)
    for hand in hands:
        if on is not None and on.hand_id == hand.id:
            _stop(on, hand)
        else:
            hand.state = HandState.DOWN
    record(HandsChanged(session_id))


def _held(actor: Actor, action: str, session_id: str, epoch: int) -> Floor:
    """The locked floor when the seat is the actor's and the phase allows it."""
    floor = locked_floor(session_id)
    require(POLICIES[action], actor, session_id, floor.state)
    return require_seat(actor, session_id, epoch)


def _turn(actor: Actor, action: str, session_id: str, turn_id: str, epoch: int) -> Turn:
    """The turn, for whoever holds the seat."""
    _held(actor, action, session_id, epoch)
    turn = queries.turn_in(session_id, turn_id)
    if turn is None:
        raise NotFound
    return turn


def _hand_of(turn: Turn) -> RaisedHand:
    return db.session.get_one(RaisedHand, turn.hand_id, populate_existing=True)


def _require_seen(newest: Turn | None, seen: int) -> None:
    """Return quietly when nobody is called and the caller knows who spoke last."""
    if newest is None and seen == 0:
        return
    if newest is None or newest.state in rules.IS_ON or newest.number != seen:
        raise TurnElsewhere(state=_here(newest))


def _begin(hand: RaisedHand, newest: Turn | None, budget_ms: int, reason: str | None) -> Turn:
    turn = Turn(
        session_id=hand.session_id,
        number=newest.number + 1 if newest else 1,
        hand_id=hand.id,
        state=TurnState.CALLED,
        reason=reason,
        budget_ms=budget_ms,
        called_at=clock.now(),
    )
    db.session.add(turn)
    db.session.flush()
    record(TurnMoved(hand.session_id))
    return turn


def _move(turn: Turn, move: str) -> None:
    state = rules.turn_after(move, turn.state)
    if state is None:
        raise TurnElsewhere(state=_here(turn))
    turn.state = state


def _go_on(turn: Turn) -> None:
    """The clock runs from now on, or where it rested."""
    if turn.started_at is None:
        turn.started_at = clock.now()
    if turn.paused_at is not None:
        turn.paused_ms += _ms(clock.now() - turn.paused_at)
    turn.paused_at, turn.held = None, False


def _end(turn: Turn, hand: RaisedHand) -> None:
    _move(turn, "end")
    now = clock.now()
    if turn.paused_at is not None:
        turn.paused_ms += _ms(now - turn.paused_at)
    turn.paused_at, turn.held, turn.ended_at = None, False, now
    hand.state = HandState.SPOKE


def _pass(turn: Turn, hand: RaisedHand) -> None:
    _move(turn, "pass")
    turn.ended_at = hand.passed_at = clock.now()
    hand.state = HandState.UP
    record(TurnMoved(turn.session_id))


def _stop(turn: Turn, hand: RaisedHand) -> None:
    """Whoever was only called is not any more; who spoke has spoken."""
    if turn.state == TurnState.CALLED:
        _move(turn, "pass")
        turn.ended_at = clock.now()
        hand.state = HandState.DOWN
    else:
        _end(turn, hand)
    record(TurnMoved(turn.session_id))


def _noted(turn: Turn, act: str, back: Back) -> Reference:
    about("hand", turn.hand_id, turn.session_id)
    record(TurnMoved(turn.session_id))
    note_act(turn.session_id, act, turn.hand_id, back | {"left": str(turn.state)})
    return _reference(turn)


def _as_it_was(turn: Turn) -> Back:
    return {
        "turn": turn.id,
        "was": str(turn.state),
        "budget_ms": turn.budget_ms,
        "ran": _ran(turn),
    }


def _to_undo(floor: Floor, back: Back, state: str) -> tuple[Turn, RaisedHand]:
    turn = queries.turn_in(floor.session_id, back["turn"])
    if turn is None or turn.state != state or queries.is_followed(turn):
        raise TurnElsewhere(state=_here(queries.newest_turn(floor.session_id)))
    return turn, _hand_of(turn)


def _ran(turn: Turn) -> int:
    return rules.ran_ms(
        turn.started_at, turn.paused_at or turn.ended_at, turn.paused_ms, clock.now()
    )


def _ms(time: timedelta) -> int:
    return time // timedelta(milliseconds=1)


def _here(turn: Turn | None) -> Reference | None:
    """The present state, for a page that has to draw itself anew."""
    if turn is None:
        return None
    return {"turn": turn.id, "state": str(turn.state), "number": turn.number}


def _reference(turn: Turn) -> Reference:
    return {"turn": turn.id, "state": str(turn.state), "number": turn.number}
