"""Heavy work beside the engine, so that a thousand phones don't wait for one password or PDF."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any, TypeVar

from flask import g, has_app_context

from participation.foundation.extensions import socketio

T = TypeVar("T")
Runner = Callable[..., Any]

ROOT = Path(__file__).resolve().parents[2]
LOOKS_EVERY_S = 0.05
# A child starts, and is read from the disk, before its own limit of seconds counts.
TO_START_S = 20.0

_pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="aside")
_runner: Runner = lambda work, *args: _pool.submit(work, *args).result()  # noqa: E731
_one_at_a_time = Lock()


class CannotBeMade(Exception):
    """The child came to no end: what it works with is missing here, or it met a limit."""


def plug_runner(runner: Runner) -> None:
    """A green engine brings its own way to run a function in a real thread."""
    global _runner
    _runner = runner


def in_thread(work: Callable[..., T], *args: Any) -> T:
    """The result of work(*args), computed in a real thread; never inside a transaction."""
    _refuse_in_transaction()
    result: T = _runner(work, *args)
    return result


def in_process(work: str, text: str, *, megabytes: int, seconds: int) -> bytes:
    """What the function `module:name` makes of this text, in a process of its own that knows no
    settings and no key, and takes no more memory and time of a processor than this; one at a time.
    Never inside a transaction. Raises CannotBeMade."""
    _refuse_in_transaction()
    try:
        return _in_process(work, text, megabytes, seconds)
    except OSError as problem:  # a full disk, or no room for another process
        raise CannotBeMade(f"{work}: {problem.strerror}") from problem


def _in_process(work: str, text: str, megabytes: int, seconds: int) -> bytes:
    with _one_at_a_time, TemporaryDirectory(prefix="sawt-") as folder:
        told, result = Path(folder, "told"), Path(folder, "result")
        told.write_text(text, encoding="utf-8")
        with told.open("rb") as words:
            child = subprocess.Popen(
                (sys.executable, "-m", "participation.foundation.apart", work, str(result),
                 str(megabytes), str(seconds)),
                cwd=ROOT,
                env=_little(folder),
                stdin=words,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )  # fmt: skip
        try:
            _wait(child, time.monotonic() + seconds + TO_START_S)
        finally:
            if child.poll() is None:
                child.kill()
                child.wait()
        if child.returncode != 0 or not result.exists():
            raise CannotBeMade(f"{work} ended with {child.returncode}")
        return result.read_bytes()


def _wait(child: subprocess.Popen[bytes], until: float) -> None:
    """Until it has ended, or its time is over; everybody else goes on meanwhile."""
    while child.poll() is None and time.monotonic() < until:
        socketio.sleep(LOOKS_EVERY_S)  # type: ignore[arg-type] # takes parts of a second


def _little(folder: str) -> dict[str, str]:
    """All of the environment that a child is given."""
    path = os.environ.get("PATH", os.defpath)
    own = {"HOME": folder, "TMPDIR": folder}
    return {"PATH": path, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", **own}


def _refuse_in_transaction() -> None:
    if has_app_context() and "unit_of_work" in g:
        raise RuntimeError("heavy work inside a transaction would stop every other write")
