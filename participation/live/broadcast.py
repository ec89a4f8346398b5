"""The one place that emits: whole topics, the newest only, at most four a second each."""

from __future__ import annotations

import hashlib
import json
import logging
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import Flask
from flask_babel import force_locale, gettext

from participation.floor.speaking.queries import raisers
from participation.foundation import clock, figures
from participation.foundation.actors import SYSTEM, Actor, load_actor, load_actor_among_others
from participation.foundation.database import has_failed
from participation.foundation.extensions import db, socketio
from participation.foundation.refusals import PageLocked
from participation.foundation.settings import Settings
from participation.foundation.versions import Change, versions_of
from participation.live.audiences import TOPICS, is_personal, may_follow, showing
from participation.live.frames import frames_for
from participation.live.hints import Hints
from participation.live.snapshots import (
    State,
    mine_states,
    snapshot,
    told_alike,
    topic_state,
    version_of,
)
from participation.people.commands import hear_devices, note_heard
from participation.people.heard import heard_by
from participation.people.queries import endings_since
from participation.polls.words.queries import stopped_sayers
from participation.questions.queries import askers
from participation.safeguarding.adults.commands import hear_adults
from participation.screen.queries import session_for_room

log = logging.getLogger(__name__)

# contract.md: the first change at once, then at most four a second per topic.
SPACING_S = 0.25
LOOK_AGAIN_S = 1.0
HEAR_EVERY_S = 10.0
# How long a server may have been unable to look before an ending would be missed.
ENDINGS_WITHIN = timedelta(minutes=15)


@dataclass(frozen=True)
class Follow:
    """What a connection hears: a scope (a session or a desk) as one audience."""

    scope: str
    slug: str | None
    audience: str


@dataclass
class Connection:
    """A socket. It keeps no actor: only the token from which one is built anew each time."""

    sid: str
    token: str | None
    locale: str
    device_id: str | None
    person_id: str | None
    holder: str | None
    room_id: str | None = None
    # Whose device at rest it is, where that hears her alert.
    rests_as: str | None = None
    follows: set[Follow] = field(default_factory=set)


# A state, and whether it was told under the version of its data.
Built = tuple[State, bool]


def _is_still(scope: str, topic: str, version: int) -> bool:
    """Whether nothing was written since this version was read. Data that is newer than the version
    it is told under may be left aside by a page that knows the version: it is not counted as told,
    and the next version brings it."""
    now = version_of(scope, topic, versions_of([scope]))
    db.session.rollback()
    return now == version


def room_of(scope: str, audience: str) -> str:
    return f"{scope}|{audience}"


def own_room(scope: str, holder: str) -> str:
    return f"{scope}|{holder}"


def personal_room(scope: str, audience: str, holder: str) -> str:
    """Where one person of an audience is told what the others of it are not: never her phone,
    which follows the same session as another audience."""
    return f"{scope}|{audience}|{holder}"


class Broadcaster:
    """Knows this server's connections, and tells each audience what changed."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        told: Settings = app.config["SETTINGS"]
        self._frames = frames_for(told.engine, told.frames)
        self._hints = Hints(told.redis_url, self._mark) if told.redis_url else None
        self._lock = threading.Lock()
        self._connections: dict[str, Connection] = {}
        # Since when it is known that the topic has something newer to tell.
        self._dirty: dict[tuple[str, str], float] = {}
        self._sent_at: dict[tuple[str, str], float] = {}
        self._seen: dict[tuple[str, str], int] = {}
        self._own_sent: dict[tuple[str, str], str] = {}
        self._sayers_told: dict[str, set[str]] = {}
        self._told: dict[tuple[str, str, str], str] = {}
        self._joining: Counter[tuple[str, str]] = Counter()
        self._joined: Counter[tuple[str, str]] = Counter()
        self._endings_done: set[int] = set()
        self._newcomers: set[str] = set()
        self._present: dict[str, int] = {}
        self._heard_at = 0.0
        self._wake = threading.Event()
        self._running = False
        self._serves = False

    # -- connections -------------------------------------------------------------------------

    @contextmanager
    def joining(self, wish: Follow) -> Iterator[None]:
        """While somebody reads a snapshot every state is told, also one that was told before:
        what the newcomer has read may have been a moment in between."""
        key = (wish.scope, wish.audience)
        with self._lock:
            self._joining[key] += 1
            self._joined[key] += 1
            for told in [told for told in self._told if (told[0], told[2]) == key]:
                del self._told[told]
        try:
            yield
        finally:
            with self._lock:
                self._joining[key] -= 1

    def follow(self, connection: Connection, wish: Follow) -> None:
        """From now on this connection hears the scope as this audience, and only as this one."""
        if connection.device_id and connection.person_id:
            heard_by(self._app).note([connection.device_id])
        try:
            self._enter(connection, wish)
        except (KeyError, ValueError):
            return  # the socket went while it was asking
        with self._lock:
            if not _rooms().manager.is_connected(connection.sid, "/"):
                return
            known = self._connections.setdefault(connection.sid, connection)
            known.token, known.locale = connection.token, connection.locale
            known.device_id, known.person_id = connection.device_id, connection.person_id
            known.holder, known.room_id = connection.holder, connection.room_id
            known.rests_as = connection.rests_as
            left = [old for old in known.follows if old != wish]
            known.follows = {wish}
            self._newcomers.add(wish.scope)
            self._own_sent.pop((wish.scope, connection.holder or ""), None)
        for old in left:
            self._leave(known, old)
        # It may have ended between the question and the rooms; a hall that comes in looks together.
        self._look_at_authority(known, load_actor_among_others)
        self._start()

    def wait_for_room(self, connection: Connection) -> None:
        """A projector that shows its pairing code: it is told when somebody has typed it."""
        with self._lock:
            self._connections.setdefault(connection.sid, connection)
        self._start()

    def forget(self, sid: str) -> None:
        """The socket is gone."""
        with self._lock:
            self._connections.pop(sid, None)

    def _enter(self, connection: Connection, wish: Follow) -> None:
        _rooms().enter_room(connection.sid, room_of(wish.scope, wish.audience))
        if connection.holder and "mine" in TOPICS[wish.audience]:
            _rooms().enter_room(connection.sid, own_room(wish.scope, connection.holder))
        if connection.holder:
            own = personal_room(wish.scope, wish.audience, connection.holder)
            _rooms().enter_room(connection.sid, own)

    def _leave(self, connection: Connection, wish: Follow) -> None:
        _rooms().leave_room(connection.sid, room_of(wish.scope, wish.audience))
        if connection.holder:
            _rooms().leave_room(connection.sid, own_room(wish.scope, connection.holder))
            own = personal_room(wish.scope, wish.audience, connection.holder)
            _rooms().leave_room(connection.sid, own)

    def _following(self) -> dict[str, dict[str, list[Connection]]]:
        """scope → audience → connections, as it stands now."""
        found: dict[str, dict[str, list[Connection]]] = defaultdict(lambda: defaultdict(list))
        with self._lock:
            for connection in self._connections.values():
                for wish in connection.follows:
                    found[wish.scope][wish.audience].append(connection)
        return found

    def following_by_audience(self) -> dict[str, int]:
        """How many connections hear what each audience is told."""
        with self._lock:
            follows = [wish for one in self._connections.values() for wish in one.follows]
        return Counter(wish.audience for wish in follows)

    def slow_connections(self) -> int:
        """How many can't take their newest state now."""
        return self._frames.late

    # -- changes -----------------------------------------------------------------------------

    def publish(self, changes: list[Change]) -> None:
        """Mark what changed; the telling is done beside the command."""
        self._mark(changes)
        if self._hints is not None and self._serves:
            self._hints.tell(changes)

    def _mark(self, changes: Sequence[Change]) -> None:
        """What changed, here or at another server, is told when it is due."""
        now = time.monotonic()
        with self._lock:
            for change in changes:
                key = (change.scope, change.topic)
                if change.version > self._seen.get(key, 0):
                    self._seen[key] = change.version
                    for topic in showing(change.topic):
                        self._dirty.setdefault((change.scope, topic), now)
        self._wake.set()

    def is_reachable_by_others(self) -> bool:
        """Whether hints of other servers come through; without others there is nothing to miss."""
        return self._hints is None or self._hints.is_reachable()

    def prepare(self) -> None:
        """Before the first request comes."""
        self._frames.prepare()
        self._serves = True
        if self._hints is not None:
            self._hints.start()
        self._start()

    def _start(self) -> None:
        with self._lock:
            if self._running:
                return
            self._running = True
        socketio.start_background_task(self._tell_forever)
        socketio.start_background_task(self._look_forever)

    def _tell_forever(self) -> None:
        while True:
            self._wake.wait(timeout=LOOK_AGAIN_S)
            self._wake.clear()
            while (pause := self._tell_due()) is not None:
                socketio.sleep(pause)  # type: ignore[arg-type] # takes parts of a second

    def _tell_due(self) -> float | None:
        """Tell every dirty topic that may be told now; seconds until the next, None when done."""
        now = time.monotonic()
        with self._lock:
            due = {
                key: since
                for key, since in self._dirty.items()
                if now - self._sent_at.get(key, 0.0) >= SPACING_S
            }
            for key in due:
                del self._dirty[key]
                self._sent_at[key] = now
        if due:
            try:
                with self._app.app_context():
                    self._tell(list(due))
                for since in due.values():
                    figures.PUBLISH_SECONDS.observe(time.monotonic() - since)
            except Exception as problem:
                _say("a live topic could not be told", problem)
                with self._lock:
                    self._dirty = due | self._dirty
        with self._lock:
            if not self._dirty:
                return None
            earliest = min(self._sent_at.get(key, 0.0) for key in self._dirty) + SPACING_S
        return max(0.005, earliest - time.monotonic())

    def _tell(self, due: list[tuple[str, str]]) -> None:
        following = self._following()
        for scope, topic in due:
            audiences = following.get(scope)
            if not audiences:
                continue
            if topic == "mine":
                self._tell_owners(scope, audiences)
                continue
            joined = {audience: self._joined[scope, audience] for audience in audiences}
            built: dict[str, Built] = {}
            for audience, connections in audiences.items():
                if topic in TOPICS[audience]:
                    socketio.sleep(0)  # votes that came meanwhile are heard before the next one
                    self._tell_audience(
                        (scope, topic, audience), connections, joined[audience], built
                    )

    def _tell_audience(
        self,
        about_whom: tuple[str, str, str],
        connections: list[Connection],
        joined: int,
        built: dict[str, Built],
    ) -> None:
        """The topic's state: once for all of the audience, or to each person her own. What other
        audiences are told alike is `built` once."""
        scope, topic, audience = about_whom
        wish = next(iter(connections[0].follows), None)
        about = {"session": wish.slug if wish else None, "topic": topic}
        if is_personal(topic, audience):
            for holder in sorted({one.holder for one in connections if one.holder}):
                state = topic_state(scope, topic, audience, holder)
                room = personal_room(scope, audience, holder)
                socketio.emit("live.changed", {**about, **state}, to=room)
            db.session.rollback()
            return
        alike = told_alike(topic, audience)
        if alike not in built:
            state = topic_state(scope, topic, audience)
            db.session.rollback()
            built[alike] = state, _is_still(scope, topic, state["version"])
        state, is_whole = built[alike]
        digest = _digest(state["data"])
        if self._told.get(about_whom) == digest:
            return  # a source moved, and this audience sees nothing of it
        room = room_of(scope, audience)
        self._frames.emit("live.changed", {**about, **state}, room, topic)
        if is_whole:
            self._note(scope, topic, audience, digest, joined)

    def _note(self, scope: str, topic: str, audience: str, digest: str, joined: int) -> None:
        """Remember what everybody in the room was told; not while, or since, somebody joins."""
        key = (scope, audience)
        with self._lock:
            if not self._joining[key] and self._joined[key] == joined:
                self._told[scope, topic, audience] = digest

    def _tell_owners(self, scope: str, audiences: dict[str, list[Connection]]) -> None:
        """Topic `mine`, to those whose own things may look different: who asked, who raised a hand,
        and people with a second device (the first one knows from its answer what it has chosen). A
        badge on one device is told when what is shown of its owner changes, or her paper on stage
        comes into her hand."""
        here: dict[str, int] = defaultdict(int)
        slug = None
        for audience, connections in audiences.items():
            if "mine" not in TOPICS[audience]:
                continue
            for connection in connections:
                slug = next((wish.slug for wish in connection.follows), slug)
                if connection.holder:
                    here[connection.holder] += 1
        version = version_of(scope, "mine", versions_of([scope]))
        asked = askers(scope) | self._sayers(scope) | raisers(scope)
        owners = [
            holder
            for holder, sockets in here.items()
            if sockets > 1 or holder in asked or holder.startswith("person:")
        ]
        if not owners:
            return
        states = mine_states(scope, owners)
        db.session.rollback()
        is_whole = _is_still(scope, "mine", version)
        for holder, data in states.items():
            knows_its_choice = here[holder] == 1 and holder not in asked
            told_anew = (data["shown"], data["reads"]) if knows_its_choice else data
            digest = _digest(told_anew)
            if self._own_sent.get((scope, holder)) == digest:
                continue
            if is_whole:
                self._own_sent[scope, holder] = digest
            socketio.emit(
                "live.changed",
                {"session": slug, "topic": "mine", "version": version, "data": data},
                to=own_room(scope, holder),
            )

    def _sayers(self, scope: str) -> set[str]:
        """Whose words could not go on, and whose can again since they were last told."""
        stopped = stopped_sayers(scope)
        told, self._sayers_told[scope] = self._sayers_told.get(scope, set()), stopped
        return stopped | told

    # -- looking around once a second ------------------------------------------------------------

    def _look_forever(self) -> None:
        while True:
            socketio.sleep(LOOK_AGAIN_S)  # type: ignore[arg-type] # as above
            try:
                with self._app.app_context():
                    self._look()
            except Exception as problem:
                _say("looking for changes failed", problem)

    def _look(self) -> None:
        following = self._following()
        self._catch_up(following)
        self._end_authority()
        self._move_screens()
        self._hear(following)

    def _catch_up(self, following: dict[str, dict[str, list[Connection]]]) -> None:
        """Versions raised by another process, or whose telling was lost."""
        if not following:
            return
        present = versions_of(list(following))
        db.session.rollback()
        self._mark([Change(*key, version) for key, version in present.items()])

    def _end_authority(self) -> None:
        """Take out of their rooms all whose device or role has ended."""
        for ending in endings_since(clock.now() - ENDINGS_WITHIN):
            if ending.id in self._endings_done:
                continue
            with self._lock:
                concerned = [
                    connection
                    for connection in self._connections.values()
                    if connection.device_id == ending.device_id is not None
                    or connection.person_id == ending.person_id is not None
                    or connection.rests_as == ending.person_id is not None
                ]
            for connection in concerned:
                self._look_at_authority(connection)
            self._endings_done.add(ending.id)  # only now: what failed is looked at again

    def _look_at_authority(
        self, connection: Connection, load: Callable[[str | None, str], Actor] = load_actor
    ) -> None:
        actor = load(connection.token, connection.locale)
        for wish in list(connection.follows):
            scope = None if wish.scope.startswith("desk:") else wish.scope
            # Whoever opens the book without a sign-in was nobody before, too.
            was_nobody = connection.device_id is None
            is_there = actor.kind != "nobody" or actor.rests_as is not None or was_nobody
            if is_there and may_follow(actor, wish.audience, scope):
                continue
            self._leave(connection, wish)
            with self._lock:
                connection.follows.discard(wish)
            socketio.emit("live.ended", _ending(actor, connection.locale), to=connection.sid)

    def _move_screens(self) -> None:
        """A screen belongs to a room and shows whatever session is on in it."""
        with self._lock:
            screens = [c for c in self._connections.values() if c.holder is None and c.device_id]
        for connection in screens:
            actor = load_actor(connection.token, connection.locale)
            if actor.kind != "screen" or actor.room_id is None:
                continue
            if connection.room_id != actor.room_id:
                connection.room_id = actor.room_id
                socketio.emit("screen.paired", {}, to=connection.sid)
                continue
            session = session_for_room(actor.room_id)
            if session is None or any(wish.scope == session.id for wish in connection.follows):
                continue
            wish = Follow(session.id, session.slug, "screen")
            with self.joining(wish):
                self.follow(connection, wish)
                topics = snapshot(session.id, "screen")
            socketio.emit(
                "live.moved", {"session": session.slug, "topics": topics}, to=connection.sid
            )
        db.session.rollback()

    def _hear(self, following: dict[str, dict[str, list[Connection]]]) -> None:
        """Write who is present: every ten seconds for all, within a second for newcomers."""
        now = time.monotonic()
        everybody = now - self._heard_at >= HEAR_EVERY_S
        with self._lock:
            newcomers, self._newcomers = self._newcomers, set()
        try:
            self._hear_scopes(following, list(following) if everybody else newcomers, everybody)
            if everybody:
                self._hear_tablets(following)
        except Exception:
            with self._lock:
                self._newcomers |= newcomers  # they are written in the next second
            raise
        if everybody:
            self._heard_at = now

    def _hear_scopes(
        self,
        following: dict[str, dict[str, list[Connection]]],
        scopes: Iterable[str],
        everybody: bool,
    ) -> None:
        for scope in scopes:
            if scope.startswith("desk:"):
                continue
            heard = [
                (connection.device_id, connection.holder)
                for audience in ("audience", "delegate")
                for connection in following.get(scope, {}).get(audience, [])
                if connection.device_id and connection.holder
            ]
            if heard or everybody:
                answer = hear_devices(SYSTEM, scope, heard, self._present.get(scope))
                self._present[scope] = answer["present"]
            adults = following.get(scope, {}).get("facilitator", [])
            if adults:
                hear_adults(SYSTEM, scope, [who.person_id for who in adults if who.person_id])

    def _hear_tablets(self, following: dict[str, dict[str, list[Connection]]]) -> None:
        """Write which badges' tablets were heard: by a request, or by a page that is connected."""
        heard = heard_by(self._app)
        heard.note(
            connection.device_id
            for audiences in following.values()
            for connections in audiences.values()
            for connection in connections
            if connection.device_id and connection.person_id
        )
        taken = heard.take()
        if taken:
            note_heard(SYSTEM, taken)


def _say(what: str, problem: Exception) -> None:
    """A database that is away is said in a line; anything else is a mistake of ours to be found."""
    if has_failed(problem):
        log.error("%s: the database failed (%s); it is tried again", what, type(problem).__name__)
    else:
        log.error("%s; it is tried again", what, exc_info=problem)


def _digest(data: Any) -> str:
    """What was told, so that it can be known again; nobody's words stay in memory. That only the
    clock has gone on is nothing new."""
    if isinstance(data, dict) and data.get("turn"):
        data = {**data, "turn": {**data["turn"], "server_now": None}}
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


def _ending(actor: Actor, locale: str) -> dict[str, str]:
    """Why a connection hears nothing more: the page is locked, signed out, or another one."""
    with force_locale(locale):
        if actor.held == "locked":
            return {"code": PageLocked.code, "message": PageLocked().message}
        if actor.kind == "nobody":
            words = gettext("This device is signed out. What you sent is kept.")
            return {"code": "ended", "message": words}
        # Still in the hall, as something else: the page that fits from now on is opened.
        return {"code": "changed", "message": gettext("This page begins anew.")}


def _rooms() -> Any:
    """The socket server, whose rooms are joined beside a message too."""
    return socketio.server  # type: ignore[attr-defined] # missing from the stubs


def broadcaster_of(app: Flask) -> Broadcaster:
    """This app's broadcaster; made once."""
    broadcaster: Broadcaster | None = app.extensions.get("participation.broadcaster")
    if broadcaster is None:
        broadcaster = app.extensions["participation.broadcaster"] = Broadcaster(app)
    return broadcaster


def connection_of(sid: str, token: str | None, actor: Actor) -> Connection:
    """The connection of a socket whose page was signed in as this actor."""
    return Connection(
        sid=sid,
        token=token,
        locale=actor.locale,
        device_id=actor.device_id,
        person_id=actor.person_id,
        holder=actor.holder,
        room_id=actor.room_id,
        rests_as=actor.rests_as,
    )
