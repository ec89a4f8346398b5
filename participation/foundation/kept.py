"""What every page asks of the conference, asked of the database once a second by a server.

A hall that comes in loads a thousand pages within seconds, and each of them says where help is, in
which zone the clock runs, and whether this is a trial.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from flask import Flask

KEPT_S = 1.0


def keep_for_a_second(app: Flask, *names: str) -> None:
    """From now on what these names of the configuration answer, without an argument, may be a
    second old; for a server. Nobody may change what is answered."""
    for name in names:
        app.config[name] = _kept(app.config[name])


def _kept(ask: Callable[[], Any]) -> Callable[[], Any]:
    until, told = 0.0, None

    def answer() -> Any:
        nonlocal until, told
        if time.monotonic() >= until:
            told = ask()
            until = time.monotonic() + KEPT_S
        return told

    return answer
