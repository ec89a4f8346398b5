"""The writes about projectors: a code to pair with, the pairing, and letting the wall rest."""

from __future__ import annotations

import secrets

from sqlalchemy import delete, select

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import Audit, Reference, about, command, record
from participation.foundation.extensions import db
from participation.foundation.policies import require
from participation.foundation.refusals import NotAllowed
from participation.people.commands import pair_screen_device
from participation.programme.queries import session_by_id
from participation.screen import queries, rules
from participation.screen.events import ScreenCameIn, WallChanged
from participation.screen.models import Pairing, PairingTries, Wall
from participation.screen.permissions import POLICIES
from participation.screen.refusals import PairingCodeUnknown, PairingSlowDown


@command(audit=Audit.NONE)
def begin_or_renew_pairing(actor: Actor) -> Reference:
    """The screen has a code that stays good for minutes: the one it shows, or a new one when that
    is about to end. Answers `{"code": "482 193"}`. Refusal: NotAllowed for all but a screen."""
    if actor.kind != "screen" or actor.device_id is None:
        raise NotAllowed
    now = clock.now()
    db.session.execute(delete(Pairing).where(Pairing.until <= now))
    shown = db.session.scalars(
        select(Pairing).where(Pairing.device_id == actor.device_id)
    ).one_or_none()
    if shown is not None and shown.until - now > rules.PAIRING_RENEWED:
        return {"code": rules.shown_code(shown.code)}
    code = _free_code()
    new = {"code": code, "until": now + rules.PAIRING_VALID}
    db.session.execute(
        db.insert(Pairing)
        .values(device_id=actor.device_id, **new)
        .on_conflict_do_update(index_elements=["device_id"], set_=new)
    )
    return {"code": rules.shown_code(code)}


def pair_screen(
    actor: Actor, session_id: str, code: str, *, command_id: str | None = None
) -> Reference:
    """The screen that shows this code belongs to the session's room from now on.

    By a moderator or facilitator of the session. Refusals: NotFound, NotAllowed,
    PairingSlowDown, PairingCodeUnknown.
    """
    # Counted before looking and in a transaction of its own, so that parallel guesses all count.
    count_code_try(actor, session_id)
    return bring_screen_in.once(command_id, actor, session_id, code)


@command(audit=Audit.NONE)
def count_code_try(actor: Actor, session_id: str) -> Reference:
    """The session's count of tries is one higher.

    Refusals: NotFound, NotAllowed, PairingSlowDown.
    """
    session_by_id(actor, session_id)
    require(POLICIES["screen.pair"], actor, session_id)
    now = clock.now()
    tries = db.session.get(PairingTries, session_id, with_for_update=True)
    if tries is None:
        db.session.add(PairingTries(session_id=session_id, wrong=1, last_at=now))
        return {}
    ago = now - tries.last_at
    if ago > rules.TRIES_FORGOTTEN:
        tries.wrong = 0
    wait = rules.wait_after(tries.wrong) - ago.total_seconds()
    if wait > 0:
        raise PairingSlowDown(seconds=int(wait) + 1)
    tries.wrong += 1
    tries.last_at = now
    return {}


@command()
def bring_screen_in(actor: Actor, session_id: str, code: str) -> Reference:
    """The screen with this code is in the session's room; its code is gone, the tries forgotten.

    Refusals: NotFound, NotAllowed, PairingCodeUnknown.
    """
    session = session_by_id(actor, session_id)
    require(POLICIES["screen.pair"], actor, session_id)
    pairing = queries.waiting_pairing(code)
    if pairing is None:
        raise PairingCodeUnknown
    device_id = pairing.device_id
    db.session.delete(pairing)
    db.session.execute(delete(PairingTries).where(PairingTries.session_id == session_id))
    pair_screen_device(actor, device_id, session.room_id)
    about("screen", device_id, session_id)
    record(ScreenCameIn(session_id))
    return {"screen": device_id}


@command()
def blank_wall(actor: Actor, session_id: str, on: bool) -> Reference:
    """The session's wall rests, or shows the session again; whatever the moderator's tablet does.

    By its moderator, a facilitator, the safety team or an organiser. Refusals: NotFound,
    NotSignedIn, NotAllowed.
    """
    session_by_id(actor, session_id)
    require(POLICIES["screen.blank"], actor, session_id)
    db.session.execute(
        db.insert(Wall)
        .values(session_id=session_id, blank=on)
        .on_conflict_do_update(index_elements=["session_id"], set_={"blank": on})
    )
    about("wall", session_id, session_id, reason="blank" if on else "shown")
    record(WallChanged(session_id))
    return {"session": session_id, "blank": on}


def _free_code() -> str:
    while True:
        code = f"{secrets.randbelow(10**6):06d}"
        if db.session.scalar(select(Pairing.code).where(Pairing.code == code)) is None:
            return code
