"""The writes about projectors: a code to pair with, the pairing, and what the wall shows."""

from __future__ import annotations

import secrets

from sqlalchemy import delete, select, update

from participation.floor.queries import require_seat, state_of
from participation.foundation import clock
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.commands import (
    Audit,
    Reference,
    about,
    command,
    record,
    rows_of,
)
from participation.foundation.extensions import db
from participation.foundation.policies import own_facilitator, require
from participation.foundation.refusals import NotAllowed
from participation.people.commands import pair_screen_device
from participation.programme.queries import day_of, session_by_id
from participation.screen import queries, rules
from participation.screen.events import (
    MosaicChanged,
    ScreenCameIn,
    ScreenPainted,
    ScreenWentAway,
    WallChanged,
)
from participation.screen.messages.commands import choose
from participation.screen.models import Painted, Pairing, PairingTries, Shown, Wall, WallMode
from participation.screen.payloads import content_of
from participation.screen.permissions import POLICIES
from participation.screen.queries import Choice
from participation.screen.refusals import (
    NotToShow,
    PairingCodeUnknown,
    PairingSlowDown,
    WallMoved,
)

NOTHING_CHOSEN = {"mode": WallMode.FOLLOW, "shown_kind": None, "shown_id": None}


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


@command()
def show_on_wall(
    actor: Actor,
    session_id: str,
    mode: str,
    kind: str | None,
    object_id: str | None,
    version: int,
    epoch: int | None = None,
    revision: int | None = None,
) -> Reference:
    """The session's wall shows this from now on, awake: it follows, holds its slide, says a
    message, keeps what is pinned; or it rests (mode `blank`).

    By a facilitator of the session, or by the moderator in her seat. Words written for this moment
    are the moderator's alone to choose: the second key, for the `revision` that she has read. Of
    two who choose at once, with the same `version` seen, one is told what the other did. Refusals:
    NotFound, NotSignedIn, NotAllowed, NotNow, NotYourSeat, SeatMoved, OtherKeyNeeded, WordsChanged,
    MessageMovedOn, NotToShow, WallMoved.
    """
    session_by_id(actor, session_id)
    require(POLICIES["screen.show"], actor, session_id, state_of(session_id))
    if mode == "blank":
        blank_wall(actor, session_id, True)
        return _reference(session_id)
    if not rules.fits(mode, kind, object_id):
        raise NotToShow
    if kind == Shown.MESSAGE and object_id is not None:
        choose(actor, session_id, object_id, epoch, revision)
    elif not own_facilitator(actor, session_id):
        require_seat(actor, session_id, epoch)
    if kind is not None and content_of(session_id, Choice(mode, kind, object_id)) is None:
        raise NotToShow
    _put_on_wall(session_id, mode, kind, object_id, version)
    about("wall", session_id, session_id, reason=kind or mode)
    record(WallChanged(session_id))
    return _reference(session_id)


@command(audit=Audit.NONE)
def end_what_was_said(actor: Actor, session_id: str) -> Reference:
    """A message or the holding slide leaves the wall: the session has gone on. What is pinned
    stays."""
    changed = db.session.execute(
        update(Wall)
        .where(Wall.session_id == session_id, Wall.mode.in_((WallMode.MESSAGE, WallMode.HOLDING)))
        .values(**NOTHING_CHOSEN, version=Wall.version + 1)
    )
    if rows_of(changed):
        record(WallChanged(session_id))
    return {}


@command(audit=Audit.NONE)
def clear_the_wall(actor: Actor, session_id: str) -> Reference:
    """The session is over: nothing of what was chosen for its wall stays. Its version goes on
    rising: a tablet of a session that is opened again has seen no other wall under the same one."""
    db.session.execute(
        update(Wall)
        .where(Wall.session_id == session_id)
        .values(**NOTHING_CHOSEN, blank=False, version=Wall.version + 1)
    )
    record(WallChanged(session_id))
    return {}


@command(audit=Audit.NONE)
def show_mosaic(actor: Actor, session_id: str) -> Reference:
    """Every wall of this session's day looks again at how many tiles the day has."""
    for one in day_of(session_by_id(SYSTEM, session_id)):
        record(MosaicChanged(one))
    return {}


@command(audit=Audit.NONE)
def note_painted(actor: Actor, session_id: str, picture: str) -> Reference:
    """The screen has drawn this picture of its session's wall, and is heard now.

    Refusals: NotAllowed for all but a screen of the session's room, NotFound.
    """
    session = session_by_id(actor, session_id)
    require(POLICIES["screen.painted"], actor, session_id)
    if actor.device_id is None or session.room_id != actor.room_id:
        raise NotAllowed
    before = db.session.get(Painted, actor.device_id)
    was = (before.session_id, before.picture, before.is_gone) if before else None
    is_new = was != (session_id, picture, False)
    now = clock.now()
    heard = {"session_id": session_id, "picture": picture, "heard_at": now, "is_gone": False}
    drawn = {"painted_at": now} if is_new else {}
    db.session.execute(
        db.insert(Painted)
        .values(device_id=actor.device_id, **heard, painted_at=now)
        .on_conflict_do_update(index_elements=["device_id"], set_={**heard, **drawn})
    )
    if is_new:
        record(ScreenPainted(session_id))
    return {"picture": picture}


def look_after_screens(actor: Actor) -> None:
    """Of every screen that is not heard any more the tablets of its session are told. Looks first,
    and writes only where one has gone: the watcher calls it all day."""
    if queries.screens_gone():
        note_gone(actor)


@command(audit=Audit.NONE)
def note_gone(actor: Actor) -> Reference:
    """Every screen that is not heard any more is gone. Answers `{"gone": n}`."""
    gone = queries.screens_gone()
    for screen in gone:
        screen.is_gone = True
        record(ScreenWentAway(screen.session_id))
    return {"gone": len(gone)}


def _put_on_wall(
    session_id: str, mode: str, kind: str | None, object_id: str | None, version: int
) -> None:
    """The wall has this choice, if it is still as it was seen. The row decides between two."""
    db.session.execute(db.insert(Wall).values(session_id=session_id).on_conflict_do_nothing())
    put = db.session.execute(
        update(Wall)
        .where(Wall.session_id == session_id, Wall.version == version)
        .values(
            mode=mode,
            shown_kind=kind,
            shown_id=object_id,
            blank=False,
            version=Wall.version + 1,
        )
    )
    if not rows_of(put):
        raise WallMoved(state=_reference(session_id))


def _reference(session_id: str) -> Reference:
    choice = queries.choice_for(session_id, anew=True)
    return {"mode": "blank" if choice.blank else choice.mode, "version": choice.version}


def _free_code() -> str:
    while True:
        code = f"{secrets.randbelow(10**6):06d}"
        if db.session.scalar(select(Pairing.code).where(Pairing.code == code)) is None:
            return code
