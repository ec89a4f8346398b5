"""Who said thank you a moment ago, and which star ripples now.

Kept in memory for as long as it slows anybody, by each server for itself: no row and no file says
that somebody has thanked.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from flask import Flask

from participation.foundation.pacing import Paces

# A phone or badge says it once in so many seconds.
EACH_S = 10
# As long as a ripple takes on a wall. Whoever says it meanwhile sees this one, so that no wall
# tells how many they were.
RIPPLE_S = 4


class Lately:
    """What one server remembers of the last seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._holders = Paces(1, 1 / EACH_S, clock)
        self._stars = Paces(1, 1 / RIPPLE_S, clock)

    def wait_of(self, holder: str) -> float:
        """Seconds until this holder's next thank-you; 0 for now."""
        return self._holders.of(holder).wait

    def is_still(self, session_id: str) -> bool:
        """Whether no ripple runs over the session's star."""
        return self._stars.of(session_id).wait == 0

    def note(self, thanked: Mapping[str, set[str]]) -> None:
        """In these sessions these holders have said it; where the star was still, it ripples."""
        for session_id, holders in thanked.items():
            for pace in (self._stars.of(session_id), *map(self._holders.of, holders)):
                if pace.wait == 0:
                    pace.take()


def lately_of(app: Flask) -> Lately:
    """What this app remembers; made once."""
    lately: Lately | None = app.extensions.get("participation.thanks")
    if lately is None:
        lately = app.extensions["participation.thanks"] = Lately()
    return lately
