"""Three sessions at once, each in its own room with a listener: what happens in one is heard in it
alone; and two walls of one room show the same."""

from __future__ import annotations

import json
import time
from typing import Any

from tests.live.conftest import Conference
from tests.live.listening import Guest
from tests.live.rooms import MEDIA, SCHOOL, TRIAL, Room, opened

# Longer than a server takes to look for what it has not sent yet.
SILENCE_S = 3.0


def a_busy_minute(room: Room, words: str) -> None:
    """A vote and a question, from the phone to the wall."""
    moderator, phone = room.moderator, room.phone
    seat = {"session": room.slug, "epoch": moderator.seat}
    assert moderator.write("polls.open_instant", **seat, instant="agree")["ok"]
    phone.until(lambda: (phone.data("poll") or {}).get("state") == "open")
    poll = phone.data("poll")
    choice = [poll["options"][0]["id"]]
    assert phone.write("polls.cast", poll=poll["id"], choice=choice, n=1)["ok"]
    assert moderator.write("polls.close", poll=poll["id"], epoch=moderator.seat)["ok"]
    asked = phone.write("questions.ask", session=room.slug, text=words, lang="ar", name_as="none")
    assert asked["ok"]
    reader = room.facilitator
    assert reader.write("duty.choose_languages", languages=["ar", "en", "fr"])["ok"]
    assert reader.write("duty.begin")["ok"]
    assert reader.write("clearing.take", session=room.slug)["ok"]
    reader.until(lambda: bool(reader.data("clearing")["item"]))
    question = reader.data("clearing")["item"]["id"]
    assert reader.write("questions.clear", question=question, revision=1)["ok"]
    act = {"question": question, "epoch": moderator.seat, "revision": 1}
    assert moderator.write("questions.put_on_stage", **act)["ok"]
    for wall in room.walls:
        wall.until(lambda wall=wall: words in json.dumps(wall.topics, ensure_ascii=False))


def told(guests: tuple[Guest, ...]) -> list[tuple[str, Any]]:
    return [heard for guest in guests for heard in guest.heard]


def test_what_happens_in_one_room_is_heard_in_no_other(conference: Conference) -> None:
    rooms = [opened(conference, slug) for slug in (SCHOOL, MEDIA, TRIAL)]
    for room in rooms:
        others = tuple(one for other in rooms if other is not room for one in other.listeners)
        time.sleep(SILENCE_S)
        for guest in others:
            guest.heard.clear()
        words = f"أسئلة {room.slug}؟"
        a_busy_minute(room, words)
        time.sleep(SILENCE_S)
        heard = [
            about["topic"]
            for _, about in told(others)
            if about["topic"] not in ("presence", "clearing")
        ]
        assert heard == [], (room.slug, heard)
        said = json.dumps([one.topics for one in others] + told(others), ensure_ascii=False)
        assert words not in said


def test_two_walls_of_a_room_show_the_same(conference: Conference) -> None:
    room = opened(conference, TRIAL, walls=2)
    first, second = room.walls
    a_busy_minute(room, "هل نسمع بعضنا؟")
    second.until(lambda: first.data("screen") == second.data("screen"))
    assert room.moderator.write("screen.blank", session=TRIAL, on=True)["ok"]
    for wall in room.walls:
        wall.until(lambda wall=wall: wall.data("screen")["layout"] == "blank")
    second.leave()
    assert room.moderator.write("screen.blank", session=TRIAL, on=False)["ok"]
    first.until(lambda: first.data("screen")["layout"] == "question")
    assert second.connect().follow(None, **{"as": "screen"})["ok"]
    assert second.data("screen") == first.data("screen")
