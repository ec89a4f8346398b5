"""When each signed-in tablet was last heard: noted in memory, written for all of them at once.

A request or an open page notes its device here; every few seconds what was noted goes to the
database in one statement (live/broadcast.py), so that another server, or this one after a restart,
knows it too.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from datetime import timedelta

from flask import Flask


class Heard:
    """What one server remembers of the tablets that it has heard."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._at: dict[str, float] = {}
        self._untold: set[str] = set()

    def note(self, device_ids: Iterable[str]) -> None:
        """These were heard just now."""
        now = self._clock()
        with self._lock:
            for device_id in device_ids:
                self._at[device_id] = now
                self._untold.add(device_id)

    def take(self) -> list[str]:
        """Who was heard since this was last asked."""
        with self._lock:
            untold, self._untold = self._untold, set()
        return sorted(untold)

    def was_heard_within(self, device_id: str, span: timedelta) -> bool:
        with self._lock:
            at = self._at.get(device_id)
        return at is not None and self._clock() - at <= span.total_seconds()


def heard_by(app: Flask) -> Heard:
    """What this app has heard; made once."""
    heard: Heard | None = app.extensions.get("participation.heard")
    if heard is None:
        heard = app.extensions["participation.heard"] = Heard()
    return heard
