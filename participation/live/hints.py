"""A word from one server to the others: something changed, look now.

Every server finds what others changed by reading the versions once a second; with Redis it is told
at once. A hint carries ids and numbers, nothing that anybody wrote, and nothing is lost with one: a
server that missed it looks by itself (docs/decisions/several-processes.md).
"""

from __future__ import annotations

import json
import logging
import queue
from collections.abc import Callable, Sequence
from uuid import uuid4

import redis

from participation.foundation.extensions import socketio
from participation.foundation.versions import Change

log = logging.getLogger(__name__)

CHANNEL = "sawt:changed"
WAITS_S = 5.0
AGAIN_S = 1.0
# More than this waits only while Redis is away, and then the others have looked by themselves.
MOST_WAITING = 1_000

Hear = Callable[[Sequence[Change]], None]


class Hints:
    """Tells other servers of this server's changes, and this one of theirs."""

    def __init__(self, url: str, hear: Hear) -> None:
        self._url = url
        self._hear = hear
        self._own = uuid4().hex
        self._line: queue.Queue[list[Change]] = queue.Queue(MOST_WAITING)

    def start(self) -> None:
        """From now on hints are told and heard."""
        socketio.start_background_task(self._keep, "telling", self._tell_all)
        socketio.start_background_task(self._keep, "hearing", self._hear_all)

    def tell(self, changes: list[Change]) -> None:
        """The others are told soon; at once for whoever calls, and never a failure."""
        try:
            self._line.put_nowait(changes)
        except queue.Full:
            log.debug("a hint is left out; the others look by themselves")

    def is_reachable(self) -> bool:
        """Whether Redis answers now."""
        try:
            with self._client() as client:
                return bool(client.ping())
        except (redis.RedisError, OSError):
            return False

    def _client(self) -> redis.Redis:
        return redis.Redis.from_url(
            self._url, socket_timeout=WAITS_S, socket_connect_timeout=WAITS_S
        )

    def _keep(self, what: str, run: Callable[[redis.Redis], None]) -> None:
        """Run it for ever; after a failure again in a second, said once each time it begins."""
        is_well = True
        while True:
            try:
                with self._client() as client:
                    client.ping()
                    if not is_well:
                        log.info("redis is back: %s hints again", what)
                    is_well = True
                    run(client)
            except (redis.RedisError, OSError) as problem:
                if is_well:
                    words = "redis is away (%s), %s hints waits; servers look once a second"
                    log.error(words, type(problem).__name__, what)
                is_well = False
            except Exception:
                log.exception("%s hints failed; it is tried again", what)
            socketio.sleep(AGAIN_S)  # type: ignore[arg-type] # takes parts of a second

    def _tell_all(self, client: redis.Redis) -> None:
        while True:
            changes = self._line.get()
            told = [[change.scope, change.topic, change.version] for change in changes]
            client.publish(CHANNEL, json.dumps({"by": self._own, "changes": told}))

    def _hear_all(self, client: redis.Redis) -> None:
        with client.pubsub(ignore_subscribe_messages=True) as heard:
            heard.subscribe(CHANNEL)
            while True:
                said = heard.get_message(timeout=1.0)
                if said is None:
                    heard.ping()  # a connection that is gone says nothing by itself
                elif said["type"] == "message":
                    self._take(said["data"])

    def _take(self, said: bytes) -> None:
        told = json.loads(said)
        if told["by"] != self._own:
            self._hear([Change(*change) for change in told["changes"]])
