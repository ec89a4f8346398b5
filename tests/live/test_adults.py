"""The last adult's device vanishes: the session pauses in time, and every page hears it."""

from __future__ import annotations

import time

from tests.live.conftest import Conference
from tests.live.listening import Guest

SESSION = "session-1"
# The watcher looks every two seconds, every server once a second.
TOLD_WITHIN_S = 15.0


def adult(conference: Conference, name: str) -> Guest:
    one = conference.guest().sign_in(conference.named(name)).connect()
    assert one.follow(SESSION, **{"as": "facilitator"})["ok"]
    assert one.write("adults.check_in", session=SESSION)["ok"]
    return one


def test_the_session_pauses_when_the_last_adults_device_vanishes(conference: Conference) -> None:
    jasmine, harbour = adult(conference, "Ms. Jasmine"), adult(conference, "Mr. Harbour")
    assert jasmine.write("floor.open_doors", session=SESSION)["ok"]
    moderator, phone = conference.moderator(SESSION), conference.phone(SESSION).connect()
    assert phone.follow(SESSION, **{"as": "audience"})["ok"]
    moderator.until(lambda: moderator.data("floor")["state"] == "open")
    assert moderator.steer("floor.go_live", SESSION)["ok"]

    harbour.leave()
    jasmine.leave()
    time.sleep(2)  # the server has heard their last
    conference.server.clock_file.write_text("100")  # lost after 90 s, and ten seconds more
    moderator.until(lambda: moderator.data("adults")["quiet"], TOLD_WITHIN_S)
    phone.until(lambda: phone.data("questions")["resting"], TOLD_WITHIN_S)
    assert "adults" not in phone.topics
    no = phone.write("questions.ask", session=SESSION, text="May I?", lang="en", name_as="none")
    assert no["code"] == "text_rests"
    assert phone.data("screen")["layout"] == "item"

    conference.server.clock_file.write_text("160")  # nobody for a minute
    phone.until(lambda: phone.data("screen")["layout"] == "waiting_for_adult", TOLD_WITHIN_S)
    moderator.until(lambda: moderator.data("adults")["waits"], TOLD_WITHIN_S)
    moderator.until(lambda: moderator.data("floor")["state"] == "paused")
    refused = moderator.steer("floor.resume", SESSION)
    assert (refused["code"], refused["state"]) == (
        "adults_missing",
        {"state": "paused", "missing": 2},
    )

    for one in ("Ms. Jasmine", "Mr. Harbour"):
        adult(conference, one)
    moderator.until(lambda: moderator.data("adults")["missing"] == 0)
    time.sleep(0.5)  # the floor as it is now has come as well
    assert moderator.steer("floor.resume", SESSION)["ok"]
    phone.until(lambda: phone.data("screen")["layout"] == "item", TOLD_WITHIN_S)
    conference.server.clock_file.write_text("0")
