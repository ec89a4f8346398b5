"""Reads of hands and turns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from participation.floor.speaking import rules
from participation.floor.speaking.models import HandState, RaisedHand, Turn, TurnState
from participation.floor.speaking.rules import Placed, Waiting
from participation.foundation import clock
from participation.foundation.extensions import db
from participation.people.consent.queries import is_taking_part
from participation.people.models import Person, Presence
from participation.people.queries import HEARD_WITHIN
from participation.programme.models import ConferenceSession

OPEN = (HandState.UP, HandState.CALLED)


def open_hands(session_id: str, holders: Collection[str] | None = None) -> Sequence[RaisedHand]:
    """The hands that are up or called, of these holders where they are named."""
    wanted = [RaisedHand.session_id == session_id, RaisedHand.state.in_(OPEN)]
    if holders is not None:
        wanted.append(RaisedHand.holder.in_(sorted(set(holders))))
    return db.session.scalars(
        select(RaisedHand).where(*wanted).execution_options(populate_existing=True)
    ).all()


def hand_in(session_id: str, hand_id: str) -> RaisedHand | None:
    hand = db.session.get(RaisedHand, hand_id, populate_existing=True)
    return hand if hand is not None and hand.session_id == session_id else None


def last_sign(session_id: str) -> int:
    """The star that was given last; 0 before the first."""
    last = db.session.scalar(
        select(RaisedHand.sign)
        .where(RaisedHand.session_id == session_id)
        .order_by(RaisedHand.raised_at.desc(), RaisedHand.sign.desc())
        .limit(1)
    )
    return last or 0


def newest_turn(session_id: str) -> Turn | None:
    """The turn that is on, else the one that was on last: an undo can bring an older one back."""
    return db.session.scalars(
        select(Turn)
        .where(Turn.session_id == session_id)
        .order_by(Turn.state.in_(rules.IS_ON).desc(), Turn.number.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    ).one_or_none()


def turn_in(session_id: str, turn_id: str) -> Turn | None:
    turn = db.session.get(Turn, turn_id, populate_existing=True)
    return turn if turn is not None and turn.session_id == session_id else None


def is_followed(turn: Turn) -> bool:
    """Whether somebody was heard or is called since; who said "not now" was not."""
    later = select(Turn.id).where(
        Turn.session_id == turn.session_id,
        Turn.number > turn.number,
        Turn.state != TurnState.PASSED,
    )
    return db.session.scalar(later.limit(1)) is not None


def turn_on(session_id: str) -> Turn | None:
    """The turn that is on now."""
    turn = newest_turn(session_id)
    return turn if turn is not None and turn.state in rules.IS_ON else None


def last_speaker(session_id: str) -> tuple[Turn, RaisedHand] | None:
    """Who spoke last, as long as nobody else is called."""
    newest = newest_turn(session_id)
    if newest is None or newest.state in rules.IS_ON:
        return None
    row = db.session.execute(
        select(Turn, RaisedHand)
        .join(RaisedHand, RaisedHand.id == Turn.hand_id)
        .where(Turn.session_id == session_id, Turn.started_at.is_not(None))
        .order_by(Turn.number.desc())
        .limit(1)
    ).first()
    return (row[0], row[1]) if row else None


def line_of(session_id: str) -> list[tuple[Placed, RaisedHand]]:
    """Everybody whose hand is up, in the order in which they are called; a few queries for all."""
    hands = {hand.id: hand for hand in open_hands(session_id) if hand.state == HandState.UP}
    if not hands:
        return []
    here, ever = _turns(session_id)
    groups = _groups({hand.holder for hand in hands.values()} | set(here))
    by_group: dict[str, int] = defaultdict(int)
    for holder, turns in here.items():
        by_group[groups[holder]] += turns
    newest = newest_turn(session_id)
    placed = rules.in_order(
        Waiting(
            id=hand.id,
            wish=hand.wish,
            raised_at=hand.raised_at,
            turns=here.get(hand.holder, 0),
            organisation_turns=by_group[groups[hand.holder]],
            is_first_time=hand.holder not in ever,
            pinned_at=hand.pinned_at,
            is_resting=_is_resting(hand, newest),
        )
        for hand in hands.values()
    )
    return [(one, hands[one.hand.id]) for one in placed]


def raisers(session_id: str) -> set[str]:
    """Who raised a hand in the session; for telling them of their own."""
    return set(
        db.session.scalars(
            select(RaisedHand.holder).where(RaisedHand.session_id == session_id).distinct()
        )
    )


def is_here(session_id: str, holder: str) -> bool:
    """Whether a device of this holder was heard in the session within 45 s."""
    heard = select(Presence.device_id).where(
        Presence.session_id == session_id,
        Presence.holder == holder,
        Presence.heard_at > clock.now() - HEARD_WITHIN,
    )
    return db.session.scalar(heard.limit(1)) is not None


def people_of(holders: Iterable[str]) -> dict[str, str]:
    """The person of each holder that is a badge."""
    split = ((holder, holder.partition(":")) for holder in holders)
    return {holder: person for holder, (kind, _, person) in split if kind == "person"}


def hands_of_old_sessions(moment: datetime) -> ColumnElement[bool]:
    """Hands of sessions that were over by this moment; in the trial, which is always now, hands
    that were raised before it."""
    over = select(ConferenceSession.id).where(
        ConferenceSession.is_always_now.is_(False), ConferenceSession.ends_at < moment
    )
    return or_(
        RaisedHand.session_id.in_(over),
        and_(
            RaisedHand.session_id.in_(
                select(ConferenceSession.id).where(ConferenceSession.is_always_now)
            ),
            RaisedHand.raised_at < moment,
        ),
    )


def _turns(session_id: str) -> tuple[dict[str, int], set[str]]:
    """How often each holder has spoken in this session, and who has spoken at the conference."""
    rows = db.session.execute(
        select(RaisedHand.holder, RaisedHand.session_id, func.count())
        .where(RaisedHand.state == HandState.SPOKE)
        .group_by(RaisedHand.holder, RaisedHand.session_id)
    ).all()
    here = {holder: many for holder, where, many in rows if where == session_id}
    return here, {holder for holder, _, _ in rows}


def _groups(holders: Collection[str]) -> dict[str, str]:
    """The organisation each holder came with. Phones are one group, and so is a badge that does no
    more than a phone: from her place nobody can tell it."""
    people = people_of(holders)
    rows: Any = db.session.execute(
        select(Person.id, Person.organisation_id).where(
            Person.id.in_(sorted(people.values())), is_taking_part()
        )
    )
    known = {person: organisation or "" for person, organisation in rows}
    return {holder: known.get(people.get(holder, ""), "") for holder in holders}


def _is_resting(hand: RaisedHand, newest: Turn | None) -> bool:
    """She said "not now", and nobody else was called since."""
    if hand.passed_at is None:
        return False
    return newest is None or newest.hand_id == hand.id or newest.called_at <= hand.passed_at


def turns_spoken(session_ids: Collection[str]) -> int:
    """How many turns the halls of these sessions have heard to their end."""
    heard = select(func.count()).where(
        Turn.session_id.in_(sorted(session_ids)), Turn.state == TurnState.ENDED
    )
    return db.session.scalar(heard) or 0
