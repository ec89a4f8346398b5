"""Heavy work beside the engine, so that a thousand phones don't wait for one password."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from flask import g, has_app_context

T = TypeVar("T")
Runner = Callable[..., Any]

_pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="aside")
_runner: Runner = lambda work, *args: _pool.submit(work, *args).result()  # noqa: E731


def plug_runner(runner: Runner) -> None:
    """A green engine brings its own way to run a function in a real thread."""
    global _runner
    _runner = runner


def in_thread(work: Callable[..., T], *args: Any) -> T:
    """The result of work(*args), computed in a real thread; never inside a transaction."""
    if has_app_context() and "unit_of_work" in g:
        raise RuntimeError("heavy work inside a transaction would stop every other write")
    result: T = _runner(work, *args)
    return result
