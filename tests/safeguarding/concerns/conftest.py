from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from participation.foundation import clock
from tests.safeguarding.concerns.team import Team
from tests.world import World


@pytest.fixture
def team(world: World) -> Team:
    world.event()
    return Team(world)


@pytest.fixture
def later(tmp_path: Path) -> Iterator[Callable[[float], None]]:
    """Moves the clock: so many seconds after now."""
    shift = tmp_path / "clock"
    clock.follow_file(str(shift))

    def move(seconds: float) -> None:
        shift.write_text(str(seconds))

    yield move
    clock.follow_file(None)
