"""The product itself, but each vote in a transaction of its own, through the same commands."""

from __future__ import annotations

import runpy

import eventlet

eventlet.monkey_patch()

from participation.foundation import intake  # noqa: E402 - the engine is put in place first

intake.GATHER_S = 0.0
intake.MOST_TOGETHER = 1

if __name__ == "__main__":
    runpy.run_path("app.py", run_name="__main__")
