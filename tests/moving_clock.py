"""A clock that a test moves: every `clock.now()` of this process follows it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from participation.foundation import clock


class MovingClock:
    """Stands still until it is told to go on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = clock.now()
        monkeypatch.setattr(clock, "now", self._now)

    def _now(self) -> datetime:
        return self.now

    def passes(self, **time: float) -> None:
        """So much time has passed: `seconds=…`, `minutes=…`, `days=…`."""
        self.now += timedelta(**time)
