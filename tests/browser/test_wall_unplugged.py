"""The cord of the wall is pulled out: it keeps its picture, says so by a small mark after ten
seconds, and when the cord is back it shows where the hall is by then, without a reload."""

from __future__ import annotations

import re
import time

import pytest

from tests.browser.conftest import ARTEFACTS, WALL, Hall, OpenWindow
from tests.browser.cord import Cord
from tests.live.conftest import again
from tests.live.listening import Moderator

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "wall-unplugged"
MARK_AFTER_S = 10


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_wall_that_lost_its_network_keeps_its_picture_and_catches_up(
    hall: Hall, window: OpenWindow, lang: str
) -> None:
    tablet = Moderator(hall.server.url)
    again(tablet)
    tablet.sign_in(hall.person("moderator:trial")).connect()
    assert tablet.follow("trial", **{"as": "moderator"})["ok"]
    tablet.take_seat("trial")
    wall = window(f"wall-{lang}", WALL, lang)
    cord = Cord(wall)
    wall.open("/screen")
    code = re.sub(r"\D", "", wall.page.locator(".wall-pairing-code").inner_text())
    assert tablet.write("screen.pair", session="trial", code=code)["ok"]
    assert tablet.steer("floor.go_live", "trial")["ok"]
    wall.sees('.wall[data-layout="item"]')
    wall.page.evaluate("() => { globalThis.isSamePage = true; }")
    before = wall.page.locator(".wall").get_attribute("data-layout")

    cord.pull()
    pulled = time.monotonic()
    opened = tablet.write(
        "polls.open_instant", session="trial", instant="yes_no", epoch=tablet.seat
    )
    assert opened["ok"], opened
    assert wall.page.locator(".wall-offline").count() == 0, "a blink is nobody's to notice"
    wall.sees(".wall-offline")
    assert time.monotonic() - pulled >= MARK_AFTER_S - 1
    assert wall.page.locator(".wall").get_attribute("data-layout") == before
    wall.picture(PICTURES, "1-kept")

    cord.plug()
    wall.sees('.wall[data-layout="poll"]')
    wall.page.locator(".wall-offline").wait_for(state="detached")
    wall.picture(PICTURES, "2-caught-up")
    assert wall.page.evaluate("() => globalThis.isSamePage === true")
    tablet.leave()
