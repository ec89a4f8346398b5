"""How fast something may be done: so many at once, then so many a second. Nobody is refused, only
told how long to wait; kept in memory, by each server for itself.

Never by address: the hall shares one (safeguarding.md, decision 8).
"""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable


class Pace:
    """`burst` at once, then `per_second`; who comes sooner has a place in the line, and waits no
    longer than `longest_s`."""

    def __init__(
        self,
        burst: float,
        per_second: float,
        clock: Callable[[], float] = time.monotonic,
        longest_s: float = math.inf,
    ) -> None:
        self.burst, self.per_second = burst, per_second
        self.longest_s = longest_s
        self._slack = burst / per_second
        self._clock = clock
        self._free_at = clock() - self._slack
        self._lock = threading.Lock()

    def take(self) -> float:
        """Take the next place: seconds until it is one's turn, 0 for now."""
        with self._lock:
            now = self._clock()
            # What nobody waits for is not owed either: after a flood the next waits no longer.
            self._free_at = min(self._next(now), now + self.longest_s)
            return _from(now, self._free_at)

    @property
    def wait(self) -> float:
        """Seconds that a place taken now would wait; none is taken."""
        with self._lock:
            now = self._clock()
            return _from(now, min(self._next(now), now + self.longest_s))

    def _next(self, now: float) -> float:
        return max(self._free_at, now - self._slack) + 1 / self.per_second


def _from(now: float, then: float) -> float:
    """Seconds between; what only the last binary digit says is no wait."""
    return then - now if then - now > 1e-6 else 0.0


class Paces:
    """One pace for each key. Those used longest ago are forgotten beyond `at_most`."""

    def __init__(
        self,
        burst: float,
        per_second: float,
        clock: Callable[[], float] = time.monotonic,
        at_most: int = 20_000,
        longest_s: float = math.inf,
    ) -> None:
        self._make: Callable[[], Pace] = lambda: Pace(burst, per_second, clock, longest_s)
        self._at_most = at_most
        self._known: OrderedDict[str, Pace] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, key: str) -> Pace:
        with self._lock:
            pace = self._known.pop(key, None) or self._make()
            self._known[key] = pace
            while len(self._known) > self._at_most:
                self._known.popitem(last=False)
            return pace
