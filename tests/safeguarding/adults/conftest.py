"""A room with a session that asks for two adults, and a clock that moves."""

from __future__ import annotations

import pytest

from participation.floor import queries as floors
from participation.floor.course.commands import go_live
from participation.floor.models import Floor
from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.programme.models import ConferenceSession
from participation.safeguarding.adults import commands, queries
from participation.safeguarding.adults.models import AdultsNotice
from participation.watching import look_after_adults
from tests.moving_clock import MovingClock
from tests.world import World


class Room:
    """A live session with two adults who have checked in, and what is seen of it."""

    def __init__(self, world: World, clock: MovingClock) -> None:
        self.world = world
        self.clock = clock
        self.session: ConferenceSession = world.session(state="open", adults=2)
        self.lina, self.oak = world.facilitator(self.session), world.facilitator(self.session)
        self.lead = world.safety(on_duty=True)
        self.child = world.moderator(self.session)
        for adult in (self.lina, self.oak):
            commands.check_in(adult, self.session.id)
        go_live(self.child, self.session.id, 1, 1)

    def floor(self) -> Floor:
        db.session.rollback()
        db.session.expire_all()
        floor = floors.floor_of(self.session.id)
        assert floor is not None
        return floor

    @property
    def state(self) -> str:
        return self.floor().state

    @property
    def is_quiet(self) -> bool:
        return self.floor().quiet_since is not None

    def counted(self) -> int:
        db.session.rollback()
        db.session.expire_all()
        return queries.how_many_count(self.session.id)

    def told(self) -> list[str]:
        """What the safety team was told, oldest first."""
        db.session.rollback()
        return [row.kind for row in reversed(queries.notices(self.clock.now.replace(year=2000)))]

    def notices(self) -> list[AdultsNotice]:
        return list(queries.notices(self.clock.now.replace(year=2000)))

    def passes(self, *heard: Actor, **time: float) -> None:
        """So much time passes; of the adults only these are heard; then somebody looks."""
        self.clock.passes(**time)
        if heard:
            people = [adult.person_id for adult in heard if adult.person_id]
            commands.hear_adults(self.child, self.session.id, people)
        look_after_adults()


@pytest.fixture
def moving(monkeypatch: pytest.MonkeyPatch) -> MovingClock:
    return MovingClock(monkeypatch)


@pytest.fixture
def room(world: World, moving: MovingClock) -> Room:
    return Room(world, moving)
