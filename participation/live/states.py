"""The newest state of what whole audiences are told, kept for as long as it is the newest.

A hall that comes in within seconds asks a thousand times for the same; so it is built once for each
version. What is one person's own is never kept here.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

# What no version tells (a minute has passed, a helpline was edited) is not older than this.
KEPT_S = 1.0
# More topics than any conference has under way at once; beyond it the kept ones are let go.
MOST_KEPT = 500

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Kept:
    version: int
    until: float
    data: Any


class NewestStates:
    """What was built last for each (scope, topic, audiences told alike)."""

    def __init__(self) -> None:
        self._kept: dict[Key, Kept] = {}

    def data(self, key: Key, version: int, build: Callable[[], Any]) -> Any:
        """What this topic shows at this version, or something newer. The caller has read `version`
        before, so data that was built at that version or since is never older than it."""
        now = time.monotonic()
        kept = self._kept.get(key)
        if kept is not None and kept.version == version and now < kept.until:
            return kept.data
        data = build()
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[key] = Kept(version, now + KEPT_S, data)
        return data
