"""The writes about the programme."""

from __future__ import annotations

import secrets

from sqlalchemy import select

from participation.foundation.actors import Actor
from participation.foundation.commands import Reference, about, command, record
from participation.foundation.extensions import db
from participation.foundation.policies import require
from participation.programme import queries
from participation.programme.events import RoomCodeChanged
from participation.programme.models import ConferenceSession
from participation.programme.permissions import POLICIES


@command()
def change_room_code(actor: Actor, session_id: str) -> Reference:
    """The session has another room code: the old one and its QR open nothing any more, phones that
    are in stay in, the wall shows the new one at once.

    By a facilitator of the session or an organiser. Refusals: NotFound, NotAllowed.
    """
    session = queries.session_by_id(actor, session_id)
    require(POLICIES["programme.change_room_code"], actor, session_id)
    session.room_code = free_room_code()
    about("session", session_id, session_id)
    record(RoomCodeChanged(session_id))
    return {"session": session_id}


def free_room_code() -> str:
    """Eight digits that open no session; part of a running command."""
    while True:
        code = f"{secrets.randbelow(9 * 10**7) + 10**7}"
        taken = select(ConferenceSession.id).where(ConferenceSession.room_code == code)
        if db.session.scalar(taken) is None:
            return code
