"""Several people at the same moment: threads with connections of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from flask import Flask

from participation.foundation.refusals import Refusal

T = TypeVar("T")


def at_once(app: Flask, acts: Sequence[Callable[[], T]]) -> list[T | Refusal]:
    """What each act answered, or the refusal it met; none begins before all are ready."""
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], T]) -> T | Refusal:
        start.wait(timeout=30)
        with app.app_context():
            try:
                return act()
            except Refusal as refusal:
                return refusal

    with ThreadPoolExecutor(len(acts)) as people:
        return list(people.map(run, acts))
