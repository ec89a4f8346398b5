"""So much a second for the whole server: what comes faster waits a little, nothing is refused.

Never by address: the hall shares one (safeguarding.md, decision 8).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class Budget:
    """`per_second` on and on, `at_once` without waiting; nobody waits longer than `longest_s`."""

    def __init__(
        self,
        per_second: float,
        at_once: int,
        longest_s: float,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.per_second, self.at_once, self.longest_s = per_second, at_once, longest_s
        self._now = now
        self._lock = threading.Lock()
        self._paid_until = float("-inf")

    def wait_s(self) -> float:
        """Take one place; how many seconds to wait before it is used."""
        with self._lock:
            now = self._now()
            head_start_s = self.at_once / self.per_second
            self._paid_until = max(self._paid_until, now - head_start_s) + 1 / self.per_second
            # What nobody waits for is not owed either: after a flood the next one waits no longer.
            self._paid_until = min(self._paid_until, now + self.longest_s)
            return max(0.0, self._paid_until - now)


class Budgets:
    """A budget for each device, the newest ones only; a browser without a device shares one."""

    KEPT = 5_000

    def __init__(self, make: Callable[[], Budget]) -> None:
        self._make = make
        self._of: dict[str, Budget] = {}
        self._lock = threading.Lock()

    def of(self, device: str | None) -> Budget:
        with self._lock:
            key = device or ""
            budget = self._of.pop(key, None) or self._make()
            self._of[key] = budget  # the one used last stands last
            while len(self._of) > self.KEPT:
                self._of.pop(next(iter(self._of)))
            return budget
