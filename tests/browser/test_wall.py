"""The wall of a hall: each of its layouts in turn, which everybody can read; and its cord is pulled
out: it keeps its picture, says so by a small mark after ten seconds, and when the cord is back it
shows where the hall is by then, without a reload."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest

from tests.browser.axe import findings
from tests.browser.conftest import ARTEFACTS, WALL, Hall, OpenWindow
from tests.browser.cord import Cord
from tests.live.conftest import Conference, again
from tests.live.listening import Guest, Moderator
from tests.live.rooms import MEDIA, opened

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "wall"
MARK_AFTER_S = 10
QUESTION = "من يكتب الرسائل التي نراها في الطريق؟"
MESSAGE = "The bus of the blue school waits at the door."


class Front:
    """Who leads the session: what they do makes the wall show another thing."""

    def __init__(self, conference: Conference) -> None:
        room = opened(conference, MEDIA, walls=0)
        self.moderator, self.reader, self.phone = room.moderator, room.facilitator, room.phone
        self.where = {"session": MEDIA}
        self.seat = self.where | {"epoch": self.moderator.seat}
        self.does(self.reader, "duty.choose_languages", languages=["ar", "en"])
        self.does(self.reader, "duty.begin", **self.where)

    def does(self, who: Guest, name: str, **fields: Any) -> dict[str, Any]:
        answer = who.write(name, **fields)
        assert answer["ok"], (name, answer)
        return answer

    def goes_on(self) -> None:
        before = self.moderator.data("floor")["item"]
        assert self.moderator.steer("floor.next", MEDIA)["ok"]
        self.moderator.until(lambda: self.moderator.data("floor")["item"] != before)

    def shows(self, mode: str, **what: Any) -> None:
        version = self.moderator.data("wall")["version"]
        self.does(self.moderator, "screen.show", **self.seat, mode=mode, version=version, **what)
        self.moderator.until(lambda: self.moderator.data("wall")["version"] != version)

    def calls(self) -> dict[str, Any]:
        """The phone raises its hand, and is called; whose turn it is."""
        self.does(self.phone, "floor.raise_hand", **self.where, wish="speak")
        self.moderator.until(lambda: self.moderator.data("floor")["next_hand"] is not None)
        told = self.moderator.data("floor")
        hand = {"hand": told["next_hand"], "from_turn": told["last_turn"]}
        turn = self.does(self.moderator, "floor.call", **self.seat, **hand)["turn"]
        return self.seat | {"turn": turn}

    def writes_to_the_wall(self) -> str:
        """A message that an adult has read; its id."""
        written = {"text": MESSAGE, "lang": "en"}
        message = self.does(self.moderator, "messages.write", **self.where, **written)["message"]
        self.does(self.reader, "messages.clear", message=message)
        self.moderator.until(lambda: len(self.moderator.data("wall")["messages"]) == 1)
        return str(message)

    def asks_the_hall(self) -> dict[str, Any]:
        """A vote is open, and one phone has answered; which, for the seat."""
        poll = self.moderator.data("polls")["prepared"][0]["id"]
        act = {"poll": poll, "epoch": self.moderator.seat}
        self.does(self.moderator, "polls.open", **act)
        self.phone.until(lambda: self.phone.data("poll") is not None)
        choice = [self.phone.data("poll")["options"][0]["id"]]
        self.does(self.phone, "polls.cast", poll=poll, choice=choice, n=1)
        return act

    def counts(self, act: dict[str, Any]) -> None:
        self.does(self.moderator, "polls.close", **act)
        self.moderator.until(lambda: self.moderator.data("poll")["state"] == "counted")
        self.does(self.moderator, "polls.reveal", **act)

    def is_asked(self) -> None:
        """A question of the phone comes on stage."""
        asked = {"text": QUESTION, "lang": "ar", "name_as": "none"}
        self.does(self.phone, "questions.ask", **self.where, **asked)
        self.reader.until(lambda: bool(self.reader.data("questions")["waiting"]))
        question = self.reader.data("questions")["waiting"][0]["id"]
        self.does(self.reader, "questions.clear", question=question)
        stage = {"question": question, "epoch": self.moderator.seat, "revision": 1}
        self.does(self.moderator, "questions.put_on_stage", **stage)


def test_everybody_can_read_each_layout_of_the_wall(hall: Hall, window: OpenWindow) -> None:
    conference = Conference(hall.server, hall.told)
    wall = window("wall", WALL, "ar")
    found: list[str] = []
    many = iter(range(1, 100))

    def stands(layout: str, part: str = ".wall", text: str | None = None, name: str = "") -> None:
        wall.sees(f'.wall[data-layout="{layout}"]')
        wall.sees(part, text)
        wall.page.wait_for_timeout(1_000)  # the tiles have come to where they lie
        wall.picture(PICTURES, f"{next(many):02}-{name or layout}")
        found.extend(f"{layout}: {each}" for each in findings(wall))

    try:
        front = Front(conference)
        moderator = front.moderator
        wall.open("/screen")
        stands("pairing", ".wall-pairing-code")
        code = re.sub(r"\D", "", wall.page.locator(".wall-pairing-code").inner_text())
        front.does(moderator, "screen.pair", **front.where, code=code)
        stands("item")

        front.goes_on()
        stands("paper", ".wall-paper")
        turn = front.calls()
        front.does(moderator, "floor.start_turn", **turn)
        stands("paper", '.turn-band .turn[data-state="running"]', name="turn-over-a-paper")
        front.does(moderator, "floor.end_turn", **turn)
        front.goes_on()
        wall.sees('.wall[data-layout="item"]')
        turn = front.calls()
        stands("turn", '.turn[data-state="called"]', name="called")
        front.does(moderator, "floor.start_turn", **turn)
        stands("turn", '.turn[data-state="running"]', name="speaks")
        front.does(moderator, "floor.end_turn", **turn)

        front.goes_on()
        stands("break")
        front.shows("message", what="ready", id="listen")
        stands("message", name="ready-message")
        message = front.writes_to_the_wall()
        front.shows("message", what="message", id=message, revision=1)
        stands("message", ".wall", MESSAGE)
        front.shows("holding")
        stands("holding")
        front.shows("follow")
        front.does(front.reader, "screen.blank", **front.where, on=True)
        stands("blank")
        front.does(front.reader, "screen.blank", **front.where, on=False)
        wall.sees('.wall[data-layout="break"]')
        assert moderator.steer("floor.pause", MEDIA)["ok"]
        stands("paused")
        moderator.until(lambda: moderator.data("floor")["state"] == "paused")
        assert moderator.steer("floor.resume", MEDIA)["ok"]
        moderator.until(lambda: moderator.data("floor")["state"] == "live")

        front.goes_on()
        front.goes_on()
        act = front.asks_the_hall()
        stands("poll", ".wall-tally b", "١", name="poll-before")
        front.counts(act)
        stands("poll", ".bars", name="poll-after")
        front.goes_on()
        front.is_asked()
        stands("question", ".wall", QUESTION)
        assert moderator.steer("floor.close", MEDIA)["ok"]
        stands("closed")
        assert found == []
    finally:
        conference.everybody_leaves()


def test_a_wall_that_lost_its_network_keeps_its_picture_and_catches_up(
    hall: Hall, window: OpenWindow
) -> None:
    tablet = Moderator(hall.server.url)
    again(tablet)
    tablet.sign_in(hall.person("moderator:trial")).connect()
    assert tablet.follow("trial", **{"as": "moderator"})["ok"]
    tablet.take_seat("trial")
    wall = window("unplugged", WALL, "ar")
    cord = Cord(wall)
    wall.open("/screen")
    code = re.sub(r"\D", "", wall.page.locator(".wall-pairing-code").inner_text())
    assert tablet.write("screen.pair", session="trial", code=code)["ok"]
    assert tablet.steer("floor.go_live", "trial")["ok"]
    wall.sees('.wall[data-layout="item"]')
    wall.page.evaluate("() => { globalThis.isSamePage = true; }")
    before = wall.page.locator(".wall").get_attribute("data-layout")

    pulled = time.monotonic()
    cord.pull()
    opened = tablet.write(
        "polls.open_instant", session="trial", instant="yes_no", epoch=tablet.seat
    )
    assert opened["ok"], opened
    assert wall.page.locator(".wall-offline").count() == 0, "a blink is nobody's to notice"
    wall.sees(".wall-offline")
    assert time.monotonic() - pulled >= MARK_AFTER_S
    assert wall.page.locator(".wall").get_attribute("data-layout") == before
    wall.picture(PICTURES, "kept")

    cord.plug()
    wall.sees('.wall[data-layout="poll"]')
    wall.page.locator(".wall-offline").wait_for(state="detached")
    wall.picture(PICTURES, "caught-up")
    assert wall.page.evaluate("() => globalThis.isSamePage === true")
    tablet.leave()
