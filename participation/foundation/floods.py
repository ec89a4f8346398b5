"""Sockets that send more than any page does: slowed first, then cut; nobody else waits for them."""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable
from typing import Any

from werkzeug.http import parse_cookie

from participation.foundation.pacing import Pace

# A page sends a few messages a second; after a gap in the Wi-Fi a few dozen at once.
AT_ONCE, PER_S = 120, 50
# More than this over the minutes is no page's, however slowly it was read: the socket is cut.
IN_ALL, IN_ALL_PER_S = 1000, 10
# Tabs of one device. The one opened longest ago goes when there are more.
SOCKETS_OF_A_DEVICE = 12


class Gate:
    """What one server allows each connection and each device."""

    def __init__(self, engine: Any, sleep: Callable[[float], object], device_cookie: str):
        self._engine = engine
        self._sleep = sleep
        self._device_cookie = device_cookie
        self._lock = threading.Lock()
        self._of_device: dict[str, OrderedDict[str, None]] = defaultdict(OrderedDict)
        self._device_of: dict[str, str] = {}

    def watch(self) -> None:
        """From now on every new connection is held to its pace and its device to its number."""
        connected, left = self._engine.handlers["connect"], self._engine.handlers["disconnect"]

        def connect(sid: str, environ: dict[str, Any]) -> Any:
            self._pace(sid)
            self._count(sid, parse_cookie(environ).get(self._device_cookie, ""))
            return connected(sid, environ)

        def disconnect(sid: str, *reason: Any) -> Any:
            self._forget(sid)
            return left(sid, *reason)

        self._engine.on("connect", connect)
        self._engine.on("disconnect", disconnect)

    def _pace(self, sid: str) -> None:
        """Each packet waits for its turn in the connection's own reading, so that the sender waits
        too and nothing piles up here."""
        connection = self._engine.sockets.get(sid)
        if connection is None:
            return
        receive, pace = connection.receive, Pace(AT_ONCE, PER_S)
        patience = Pace(IN_ALL, IN_ALL_PER_S)

        def paced(packet: Any) -> None:
            if patience.take():
                connection.close(
                    wait=False, abort=True, reason=self._engine.reason.SERVER_DISCONNECT
                )
                return
            if wait := pace.take():
                self._sleep(wait)
            if not connection.closed:
                receive(packet)

        connection.receive = paced

    def _count(self, sid: str, token: str) -> None:
        if not token:
            return
        with self._lock:
            own = self._of_device[token]
            own[sid] = None
            self._device_of[sid] = token
            too_many = list(own)[: max(0, len(own) - SOCKETS_OF_A_DEVICE)]
        for old in too_many:
            self._engine.disconnect(old)

    def _forget(self, sid: str) -> None:
        with self._lock:
            token = self._device_of.pop(sid, None)
            if token is not None:
                self._of_device[token].pop(sid, None)
                if not self._of_device[token]:
                    del self._of_device[token]
