"""Reads of the projector: codes that wait, covered walls, which session is on in a room."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import select

from participation.floor.models import Floor, SessionState
from participation.foundation import clock
from participation.foundation.extensions import db
from participation.people.models import Device
from participation.programme.models import ConferenceSession, SessionKind
from participation.programme.queries import event_zone
from participation.screen import rules
from participation.screen.models import Painted, Pairing, Wall, WallMode


@dataclass(frozen=True)
class Choice:
    """What somebody chose for a session's wall."""

    mode: str = WallMode.FOLLOW
    kind: str | None = None
    id: str | None = None
    blank: bool = False
    version: int = 0


def choice_for(session_id: str, *, anew: bool = False) -> Choice:
    """What was chosen for the session's wall; to follow, where nobody has chosen. `anew` reads
    what this transaction has just written."""
    wall = db.session.get(Wall, session_id, populate_existing=anew)
    if wall is None:
        return Choice()
    return Choice(wall.mode, wall.shown_kind, wall.shown_id, wall.blank, wall.version)


def waiting_pairing(code: str) -> Pairing | None:
    """The screen that shows this code now, locked for this transaction."""
    found = db.session.get(Pairing, code, with_for_update=True)
    return found if found is not None and found.until > clock.now() else None


def session_for_room(room_id: str) -> ConferenceSession | None:
    """The session that the screen of this room shows now, by `rules.session_on`.

    Never a closed meeting: whoever stands in the room reads no more than "in use".
    """
    rows = db.session.execute(
        select(ConferenceSession, Floor.state, Floor.closed_at)
        .outerjoin(Floor, Floor.session_id == ConferenceSession.id)
        .where(
            ConferenceSession.room_id == room_id,
            ConferenceSession.kind != SessionKind.CLOSED,
        )
    ).all()
    sessions = {row.ConferenceSession.id: row.ConferenceSession for row in rows}
    chosen = rules.session_on(
        [
            rules.Candidate(
                id=row.ConferenceSession.id,
                state=row.state or SessionState.PLANNED,
                starts_at=row.ConferenceSession.starts_at,
                ends_at=row.ConferenceSession.ends_at,
                closed_at=row.closed_at,
                is_always_now=row.ConferenceSession.is_always_now,
            )
            for row in rows
        ],
        clock.now(),
        ZoneInfo(event_zone()),
    )
    return sessions[chosen] if chosen else None


def session_after(session: ConferenceSession) -> ConferenceSession | None:
    """What comes next in this session's room on the same day, closed meetings left out."""
    return db.session.scalars(
        select(ConferenceSession)
        .where(
            ConferenceSession.room_id == session.room_id,
            ConferenceSession.day_id == session.day_id,
            ConferenceSession.id != session.id,
            ConferenceSession.kind != SessionKind.CLOSED,
            ConferenceSession.is_always_now.is_(False),
            ConferenceSession.starts_at >= session.ends_at,
        )
        .order_by(ConferenceSession.starts_at)
        .limit(1)
    ).one_or_none()


def ended_of(session_ids: Collection[str]) -> Sequence[str]:
    """Those of these sessions that are over."""
    return db.session.scalars(
        select(Floor.session_id).where(
            Floor.session_id.in_(sorted(session_ids)), Floor.state.in_(sorted(rules.OVER))
        )
    ).all()


def screens_of(session_id: str) -> Sequence[Painted]:
    """What each screen of the session has drawn last, of those heard not too long ago."""
    return db.session.scalars(
        select(Painted)
        .join(Device, Device.id == Painted.device_id)
        .where(
            Painted.session_id == session_id,
            Painted.heard_at > clock.now() - rules.COUNTED_FOR,
            Device.ended_at.is_(None),
        )
        .order_by(Painted.device_id)
    ).all()


def screens_gone() -> Sequence[Painted]:
    """The screens that are not heard any more, of which nobody was told so far."""
    return db.session.scalars(
        select(Painted)
        .where(Painted.is_gone.is_(False), Painted.heard_at < clock.now() - rules.GONE_AFTER)
        .order_by(Painted.device_id)
    ).all()
