"""Following: the rooms are joined first, then the snapshot is read."""

from __future__ import annotations

from typing import Any

from flask import current_app, request

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.extensions import socketio
from participation.foundation.forms import InputForm
from participation.foundation.pages import device_token
from participation.foundation.refusals import (
    BadInput,
    NotAllowed,
    NotFound,
    NotSignedIn,
    PageLocked,
)
from participation.foundation.sockets import message
from participation.live import permissions  # noqa: F401 - the table is declared first
from participation.live.audiences import may_follow, write_down_reading
from participation.live.broadcast import Connection, Follow, broadcaster_of, connection_of
from participation.live.forms import FollowForm
from participation.live.snapshots import snapshot
from participation.programme.queries import session_for
from participation.screen.queries import session_for_room
from participation.screen.refusals import NotPaired


@message("live.follow", FollowForm, by_a_hall=True, when_locked=True)
def follow(actor: Actor, form: FollowForm) -> dict[str, Any]:
    if actor.held == "locked" and not (form.desk.data == "alert" and actor.rests_as):
        raise PageLocked
    connection = connection_of(request.sid, device_token(request), actor)  # type: ignore[attr-defined]
    wish = _wish(actor, form, connection)
    if not may_follow(actor, wish.audience, None if form.desk.data else wish.scope):
        raise NotSignedIn() if actor.kind == "nobody" else NotAllowed()
    write_down_reading(actor, wish.audience, wish.scope)
    broadcaster = broadcaster_of(current_app)
    with broadcaster.joining(wish):
        broadcaster.follow(connection, wish)
        topics = snapshot(wish.scope, wish.audience, actor.holder)
    # On a crowded Wi-Fi nothing is told twice: the page would leave an equal version aside.
    newer = {name: told for name, told in topics.items() if form.lacks(name, told["version"])}
    return {"session": wish.slug, "topics": newer, "server_now": clock.iso(clock.now())}


@message("live.clock", InputForm)
def tell_clock(actor: Actor, form: InputForm) -> dict[str, Any]:
    return {"server_now": clock.iso(clock.now())}


def _wish(actor: Actor, form: FollowForm, connection: Connection) -> Follow:
    if form.desk.data == "curation":
        return Follow("desk:curation", None, "curation")
    if form.desk.data == "book":
        return Follow("desk:book", None, "book")
    if form.desk.data == "safety":
        return Follow(f"desk:safety:{actor.person_id}", None, "safety")
    if form.desk.data == "alert":
        return Follow(f"desk:safety:{actor.person_id or actor.rests_as}", None, "alert")
    if form.desk.data == "mine":
        return Follow(f"desk:mine:{actor.person_id}", None, "papers")
    if form.desk.data == "typing":
        return Follow(f"desk:typing:{actor.person_id}", None, "typing")
    if form.audience == "screen":
        return _screen_wish(actor, connection)
    if not form.audience or not form.session.data:
        raise BadInput
    session = session_for(actor, form.session.data)
    return Follow(session.id, session.slug, form.audience)


def _screen_wish(actor: Actor, connection: Connection) -> Follow:
    if actor.kind != "screen":
        raise NotAllowed
    if actor.room_id is None:
        broadcaster_of(current_app).wait_for_room(connection)
        raise NotPaired
    session = session_for_room(actor.room_id)
    if session is None:
        broadcaster_of(current_app).wait_for_room(connection)
        raise NotFound
    return Follow(session.id, session.slug, "screen")


@socketio.on("disconnect")
def leave(*_: Any) -> None:
    broadcaster_of(current_app).forget(request.sid)  # type: ignore[attr-defined]
