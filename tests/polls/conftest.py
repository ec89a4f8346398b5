from __future__ import annotations

import pytest

from tests.moving_clock import MovingClock


@pytest.fixture
def moving_clock(monkeypatch: pytest.MonkeyPatch) -> MovingClock:
    """A clock that goes on when it is told to."""
    return MovingClock(monkeypatch)
