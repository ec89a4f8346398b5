"""Rooms of the demonstration in which a session is opened and goes live, with whoever it needs."""

from __future__ import annotations

from dataclasses import dataclass

from tests.live.conftest import Conference
from tests.live.listening import Guest, Moderator

SCHOOL, MEDIA, TRIAL = "workshop-school", "workshop-media", "trial"
ADULTS = {SCHOOL: ("Ms. Jasmine", "Mr. Cypress"), MEDIA: ("Ms. Willow", "Ms. Saffron"), TRIAL: ()}


@dataclass
class Room:
    """A session that is live, and who hears it."""

    slug: str
    moderator: Moderator
    facilitator: Guest
    phone: Guest
    walls: tuple[Guest, ...]

    @property
    def listeners(self) -> tuple[Guest, ...]:
        return (self.moderator, self.facilitator, self.phone, *self.walls)


def opened(conference: Conference, slug: str, walls: int = 1) -> Room:
    adults = [conference.guest().sign_in(conference.named(name)) for name in ADULTS[slug]]
    for adult in adults:
        assert adult.connect().follow(slug, **{"as": "facilitator"})["ok"]
        assert adult.write("adults.check_in", session=slug)["ok"]
    facilitator = adults[0] if adults else conference.facilitator(slug)
    if adults:
        assert facilitator.write("floor.open_doors", session=slug)["ok"]
    moderator, phone = conference.moderator(slug), conference.phone(slug).connect()
    assert phone.follow(slug, **{"as": "audience"})["ok"]
    screens = tuple(conference.screen(moderator, slug) for _ in range(walls))
    moderator.until(lambda: moderator.data("floor")["state"] == "open")
    assert moderator.steer("floor.go_live", slug)["ok"]
    room = Room(slug, moderator, facilitator, phone, screens)
    for one in room.listeners:
        one.until(lambda one=one: one.data("floor")["state"] == "live")
    return room
