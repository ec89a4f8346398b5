"""The writes of the pace: signalled, and gone."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete

from participation.floor.pace import queries
from participation.floor.pace.events import PaceChanged
from participation.floor.pace.models import PaceSignal
from participation.floor.pace.permissions import POLICIES
from participation.floor.queries import sessions_named, why_not
from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import (
    Audit,
    Outcome,
    Reference,
    command,
    mass_command,
    record,
    rows_of,
)
from participation.foundation.extensions import db
from participation.foundation.inventory import A_PRESS
from participation.foundation.settings import settings


@dataclass(frozen=True)
class Signalling:
    """One person's signal."""

    actor: Actor
    slug: str
    signal: str
    command_id: str | None = None


def _same(_: Signalling) -> Reference:
    return _counts_until()


@mass_command(again=_same)
def signal_pace(wishes: Sequence[Signalling]) -> list[Outcome]:
    """Each holder's signal counts once of its kind, from now on for as long as the window is.

    Outcomes: `{"until": moment}`; NotSignedIn, NotAllowed, NotFound, NotNow with the present state.
    """
    sessions = sessions_named([wish.slug for wish in wishes])
    outcomes: list[Outcome] = []
    given: dict[str, set[tuple[str, str]]] = {}
    for wish in wishes:
        found = sessions.get(wish.slug)
        refusal = why_not(POLICIES["floor.signal_pace"], wish.actor, found)
        if refusal is None and found is not None:
            mark = _mark(found[0].id, wish.signal, str(wish.actor.holder))
            given.setdefault(found[0].id, set()).add((wish.signal, mark))
        outcomes.append(refusal or _counts_until())
    for session_id in sorted(given):
        _signal(session_id, given[session_id])
    return outcomes


@command(audit=Audit.NONE)
def forget_pace(actor: Actor, session_id: str) -> Reference:
    """No signal of this session is left."""
    db.session.execute(delete(PaceSignal).where(PaceSignal.session_id == session_id))
    record(PaceChanged(session_id))
    return {}


@command(audit=Audit.NONE)
def sweep_pace(actor: Actor) -> Reference:
    """Signals that are long past are gone, also where a session never closed. Answers
    `{"erased": n}`."""
    old = delete(PaceSignal).where(PaceSignal.at < clock.now() - A_PRESS.span())
    return {"erased": rows_of(db.session.execute(old))}


def _signal(session_id: str, given: set[tuple[str, str]]) -> None:
    now = clock.now()
    before = queries.shown_now(session_id)
    insert = db.insert(PaceSignal)
    db.session.execute(
        insert.on_conflict_do_update(
            index_elements=["session_id", "signal", "mark"], set_={"at": insert.excluded.at}
        ),
        [
            {"session_id": session_id, "signal": signal, "mark": mark, "at": now}
            for signal, mark in sorted(given)
        ],
    )
    if queries.shown_now(session_id) != before:
        record(PaceChanged(session_id))


def _counts_until() -> Reference:
    return {"until": clock.iso(clock.now() + settings().pace_window)}


def _mark(session_id: str, signal: str, holder: str) -> str:
    """The same for the same holder's same signal, and nobody's without this server's key."""
    key = settings().secret_key.encode()
    made = hmac.new(key, f"pace {session_id} {signal} {holder}".encode(), hashlib.sha256)
    return made.hexdigest()[:32]
