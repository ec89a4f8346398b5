"""Reads of the projector: codes that wait, covered walls, which session is on in a room."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sqlalchemy import select

from participation.floor.models import Floor, SessionState
from participation.foundation import clock
from participation.foundation.extensions import db
from participation.programme.models import ConferenceSession, SessionKind
from participation.programme.queries import event_zone
from participation.screen import rules
from participation.screen.models import Pairing, Wall


def is_blank(session_id: str) -> bool:
    """Whether somebody lets the session's wall rest."""
    wall = db.session.get(Wall, session_id)
    return wall is not None and wall.blank


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
