"""The process of the pretend phones: begun and ended by this server, and outside of it."""

from __future__ import annotations

import subprocess
import sys
import time

from flask import Flask

from participation.foundation.extensions import socketio
from participation.foundation.pages import ROOT
from participation.foundation.settings import Settings

PHONES = 40
COMES_IN_WITHIN_S = 20.0
ENDS_WITHIN_S = 10.0
AGAIN_S = 0.05
EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - compared with, not bound to


class Filling:
    """At most one crowd of pretend phones at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._begun_at = 0.0

    @property
    def is_coming_in(self) -> bool:
        """Whether phones are still on their way through the door."""
        return self.is_running and time.monotonic() - self._begun_at < COMES_IN_WITHIN_S

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def begin(self, told: Settings, room_code: str, token: str) -> None:
        """Pretend phones are on their way in, by the room code; pressing twice adds none."""
        if self.is_running:
            return
        self._begun_at = time.monotonic()
        # A process of its own: it has none of this server's sockets, locks or patches.
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "participation.demonstration.pretend"),
                *(_address(told), room_code, token, "--phones", str(PHONES)),
            ],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            close_fds=True,
        )

    def end(self) -> None:
        """The process has ended: none of its phones comes in from now on."""
        if self._process is None or not self.is_running:
            return
        self._process.terminate()
        until = time.monotonic() + ENDS_WITHIN_S
        while self.is_running and time.monotonic() < until:
            socketio.sleep(AGAIN_S)  # type: ignore[arg-type] # takes parts of a second


def filling_of(app: Flask) -> Filling:
    """This server's crowd; made once."""
    filling: Filling | None = app.extensions.get("participation.filling")
    if filling is None:
        filling = app.extensions["participation.filling"] = Filling()
    return filling


def _address(told: Settings) -> str:
    if told.is_https:
        return told.url  # the cookie travels only there
    return f"http://{'127.0.0.1' if told.host in EVERYWHERE else told.host}:{told.port}"
