"""Reads of a session under way."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta

from sqlalchemy import select

from participation.floor.models import Floor, ItemState, RunSheetItem, SessionState
from participation.floor.refusals import NotYourSeat, SeatMoved
from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.policies import DOORS_OPEN, MAY_LEAD, UNDER_WAY, Policy, require
from participation.foundation.refusals import NotFound, NotSignedIn, Refusal
from participation.papers.authors.queries import is_by
from participation.papers.models import Paper, PaperRevision
from participation.programme.models import ConferenceSession
from participation.programme.queries import may_see

# product.md, "Programme": the doors open 15 minutes before the start.
OPENS_BEFORE = timedelta(minutes=15)
# Reaching its item is a paper's second key.
REACHED = (ItemState.CURRENT, ItemState.DONE)


def floor_of(session_id: str, *, for_update: bool = False) -> Floor | None:
    return db.session.get(
        Floor, session_id, with_for_update=for_update or None, populate_existing=for_update
    )


def floors() -> Sequence[Floor]:
    """Of every session that has one."""
    return db.session.scalars(select(Floor)).all()


def state_of(session_id: str) -> str:
    """The state of a session; `planned` where nothing has begun."""
    floor = floor_of(session_id)
    return floor.state if floor else SessionState.PLANNED


def holds_live_seat(device_id: str) -> bool:
    """Whether this tablet holds the moderator's seat of a session under way."""
    holding = select(Floor.session_id).where(
        Floor.seat_device_id == device_id, Floor.state.in_(sorted(UNDER_WAY))
    )
    return db.session.scalars(holding.limit(1)).first() is not None


def has_doors_open(session_id: str) -> bool:
    """Whether people may come in now, whatever the programme says."""
    return state_of(session_id) in DOORS_OPEN


def typed_text_rests(session_id: str) -> bool:
    """Whether the session is quiet: paper, hands and ready polls go on, nothing typed comes in."""
    floor = floor_of(session_id)
    return floor is not None and floor.quiet_since is not None


def waits_for_adults(session_id: str) -> bool:
    """Whether the session has paused because too few adults are in the room."""
    floor = floor_of(session_id)
    return floor is not None and floor.waits_for_adults


def sessions_live() -> Sequence[str]:
    """Every session that is live and asks for adults."""
    return db.session.scalars(
        select(Floor.session_id).where(Floor.state == SessionState.LIVE, Floor.adults_asked > 0)
    ).all()


def states() -> dict[str, str]:
    """The state of every session that has begun, by session id."""
    rows = db.session.execute(select(Floor.session_id, Floor.state))
    return {row.session_id: row.state for row in rows}


def items_of(session_id: str) -> Sequence[RunSheetItem]:
    """The run sheet in its order."""
    return db.session.scalars(
        select(RunSheetItem)
        .where(RunSheetItem.session_id == session_id)
        .order_by(RunSheetItem.position)
    ).all()


def reached_revisions(session_id: str) -> Sequence[str]:
    """The revisions of papers whose items the session has reached, the last first: reaching its
    item is a paper's second key."""
    found = db.session.scalars(
        select(RunSheetItem.revision_id)
        .where(
            RunSheetItem.session_id == session_id,
            RunSheetItem.revision_id.is_not(None),
            RunSheetItem.state.in_(REACHED),
        )
        .order_by(RunSheetItem.position.desc())
    )
    return [revision_id for revision_id in found if revision_id is not None]


def was_on_stage(revision_id: str) -> bool:
    """Whether any session has reached the item of this text."""
    reached = select(RunSheetItem.id).where(
        RunSheetItem.revision_id == revision_id, RunSheetItem.state.in_(REACHED)
    )
    return db.session.scalar(reached.limit(1)) is not None


def item_reached(session_id: str, revision_id: str) -> RunSheetItem | None:
    """The item by which the session has reached this revision; the last where there are several."""
    return db.session.scalars(
        select(RunSheetItem)
        .where(
            RunSheetItem.session_id == session_id,
            RunSheetItem.revision_id == revision_id,
            RunSheetItem.state.in_(REACHED),
        )
        .order_by(RunSheetItem.position.desc())
        .limit(1)
    ).one_or_none()


def item_by_id(item_id: str) -> RunSheetItem | None:
    return db.session.get(RunSheetItem, item_id)


def current_item(session_id: str) -> RunSheetItem | None:
    return db.session.scalars(
        select(RunSheetItem).where(
            RunSheetItem.session_id == session_id, RunSheetItem.state == ItemState.CURRENT
        )
    ).one_or_none()


def last_done(session_id: str) -> RunSheetItem | None:
    """The step that ended last."""
    return db.session.scalars(
        select(RunSheetItem)
        .where(RunSheetItem.session_id == session_id, RunSheetItem.state == ItemState.DONE)
        .order_by(RunSheetItem.ended_at.desc(), RunSheetItem.position.desc())
        .limit(1)
    ).one_or_none()


def next_item(session_id: str, after: RunSheetItem | None) -> RunSheetItem | None:
    """The first planned item behind this one (or the first of all)."""
    return db.session.scalars(
        select(RunSheetItem)
        .where(
            RunSheetItem.session_id == session_id,
            RunSheetItem.state == ItemState.PLANNED,
            RunSheetItem.position > (after.position if after else -1),
        )
        .order_by(RunSheetItem.position)
        .limit(1)
    ).one_or_none()


def sessions_named(
    slugs: Collection[str], *, for_update: bool = False
) -> dict[str, tuple[ConferenceSession, str]]:
    """The sessions with these slugs, each with its state; `for_update` locks their floors until the
    end of this transaction, always in the same order."""
    rows = (
        select(ConferenceSession, Floor)
        .join(Floor, Floor.session_id == ConferenceSession.id)
        .where(ConferenceSession.slug.in_(sorted(set(slugs))))
        .order_by(ConferenceSession.id)
        .execution_options(populate_existing=for_update)
    )
    found = db.session.execute(rows.with_for_update(of=Floor) if for_update else rows)
    return {session.slug: (session, floor.state) for session, floor in found}


def why_not(
    policy: Policy, actor: Actor, found: tuple[ConferenceSession, str] | None
) -> Refusal | None:
    """Why somebody in the room may not do this in this session now, or None: she may. For commands
    that are written once for a list, where a no is one outcome of many.

    Answers NotSignedIn, NotFound, NotAllowed, or NotNow with the present state.
    """
    if actor.holder is None:
        return NotSignedIn()
    if found is None or not may_see(actor, found[0]):
        return NotFound()
    session, state = found
    try:
        require(policy, actor, session.id, state)
    except Refusal as refusal:
        return refusal
    return None


def require_seat(actor: Actor, session_id: str, epoch: int | None) -> Floor:
    """The floor, locked for this transaction, when the actor holds the seat with this epoch.

    Refusals: NotYourSeat, SeatMoved.
    """
    floor = floor_of(session_id, for_update=True)
    if floor is None or floor.seat_person_id is None or epoch is None:
        raise NotYourSeat
    if floor.seat_epoch != epoch:
        raise SeatMoved(state={"epoch": floor.seat_epoch})
    if floor.seat_person_id != actor.person_id or not may_lead(actor, session_id):
        raise NotYourSeat
    return floor


def may_lead(actor: Actor, session_id: str) -> bool:
    """Whether she may sit in the moderator's seat: a moderator, or an adult of this very session,
    who helps."""
    return any(holds(actor, session_id) for holds in MAY_LEAD)


def sessions_pinning(paper_id: str) -> Sequence[str]:
    """The sessions with an item that pins a revision of this paper."""
    return db.session.scalars(
        select(RunSheetItem.session_id)
        .join(PaperRevision, PaperRevision.id == RunSheetItem.revision_id)
        .where(PaperRevision.paper_id == paper_id)
        .distinct()
    ).all()


def sessions_pinning_author(person_id: str) -> Sequence[str]:
    """The sessions with an item that pins a paper of this author."""
    return db.session.scalars(
        select(RunSheetItem.session_id)
        .join(PaperRevision, PaperRevision.id == RunSheetItem.revision_id)
        .join(Paper, Paper.id == PaperRevision.paper_id)
        .where(is_by(person_id))
        .distinct()
    ).all()


def sessions_led_by(person_id: str) -> Sequence[str]:
    """The sessions whose seat this person holds, always in the same order."""
    return db.session.scalars(
        select(Floor.session_id).where(Floor.seat_person_id == person_id).order_by(Floor.session_id)
    ).all()


def sessions_with_open_doors() -> Sequence[str]:
    """The sessions that go on now, or take people in."""
    return db.session.scalars(
        select(Floor.session_id).where(Floor.state.in_(sorted(DOORS_OPEN)))
    ).all()


def sessions_closing() -> Sequence[str]:
    """Sessions found in state closing: a server stopped between its two steps."""
    return db.session.scalars(
        select(Floor.session_id).where(Floor.state == SessionState.CLOSING)
    ).all()


def sessions_due_to_open() -> Sequence[str]:
    """Sessions whose doors open by themselves: 15 minutes before the start (product.md)."""
    now = clock.now()
    return db.session.scalars(
        select(Floor.session_id)
        .join(ConferenceSession, ConferenceSession.id == Floor.session_id)
        .where(
            Floor.state.in_((SessionState.PLANNED, SessionState.READY)),
            ConferenceSession.starts_at <= now + OPENS_BEFORE,
            ConferenceSession.ends_at > now,
        )
    ).all()
