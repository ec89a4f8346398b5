"""One hall of the day ends: on the wall of another, where children are still waited for, its votes
lie as tiles at once; and they stay while that wall rests."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import ARTEFACTS, WALL, Hall, OpenWindow, Window
from tests.live.conftest import Conference
from tests.live.rooms import MEDIA, SCHOOL, Room, opened

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "mosaic"
VOTES = 7


def votes_are_shown(conference: Conference, room: Room) -> None:
    moderator, phones = room.moderator, [room.phone]
    phones += [conference.phone(room.slug).connect() for _ in range(VOTES - 1)]
    for phone in phones[1:]:
        assert phone.follow(room.slug, **{"as": "audience"})["ok"]
    seat = {"session": room.slug, "epoch": moderator.seat}
    poll = moderator.write("polls.open_instant", **seat, instant="agree")["poll"]
    for phone in phones:
        phone.until(lambda phone=phone: (phone.data("poll") or {}).get("state") == "open")
        choice = [phone.data("poll")["options"][0]["id"]]
        assert phone.write("polls.cast", poll=poll, choice=choice, n=1)["ok"]
    act = {"poll": poll, "epoch": moderator.seat}
    assert moderator.write("polls.close", **act)["ok"]
    moderator.until(lambda: moderator.data("poll")["state"] == "counted")
    assert moderator.write("polls.reveal", **act)["ok"]


def shows(wall: Window, layout: str, of_the_day: int) -> None:
    wall.sees(f'.wall[data-layout="{layout}"]')
    wall.page.wait_for_function(
        f"() => document.querySelectorAll('.tiles > .of-day').length === {of_the_day}"
    )
    wall.picture(PICTURES, f"{layout}-{of_the_day}")


def test_what_one_hall_said_lies_on_the_wall_of_the_next(hall: Hall, window: OpenWindow) -> None:
    conference = Conference(hall.server, hall.told)
    try:
        # Doors that are open keep the wall with this session, at whatever hour the test runs.
        adult, leader = conference.facilitator(MEDIA), conference.moderator(MEDIA)
        assert adult.write("floor.open_doors", session=MEDIA)["ok"]
        wall = window("wall", WALL, "ar")
        wall.open("/screen")
        code = re.sub(r"\D", "", wall.page.locator(".wall-pairing-code").inner_text())
        assert leader.write("screen.pair", session=MEDIA, code=code)["ok"]
        shows(wall, "holding", 0)
        wall.page.evaluate("() => { globalThis.isSamePage = true; }")

        room = opened(conference, SCHOOL, walls=0)
        votes_are_shown(conference, room)
        shows(wall, "holding", 0)
        assert room.moderator.steer("floor.close", SCHOOL)["ok"]
        shows(wall, "holding", VOTES)
        assert leader.write("screen.blank", session=MEDIA, on=True)["ok"]
        shows(wall, "blank", VOTES)
        # Whoever comes in has a tile of her own, and takes none of the day's.
        here = wall.page.locator(".tiles > :not(.of-day)").count()
        newcomer = conference.phone(MEDIA).connect()
        assert newcomer.follow(MEDIA, **{"as": "audience"})["ok"]
        wall.page.wait_for_function(
            f"() => document.querySelectorAll('.tiles > :not(.of-day)').length === {here + 1}"
        )
        shows(wall, "blank", VOTES)
        assert wall.page.evaluate("() => globalThis.isSamePage")
    finally:
        conference.everybody_leaves()
