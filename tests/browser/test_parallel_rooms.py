"""Three sessions at once: on the phones and the walls of a room is what happens there, and not a
word of it reaches the browsers in the other two."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import WebSocket

from tests.browser.conftest import ARTEFACTS, PHONE, WALL, Hall, OpenWindow, Window
from tests.live.conftest import Conference, again
from tests.live.rooms import MEDIA, SCHOOL, TRIAL, Room, opened
from tests.live.test_parallel_rooms import a_busy_minute

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "parallel-rooms"
LANGUAGES = {SCHOOL: "ar", MEDIA: "en", TRIAL: "fr"}


@pytest.fixture
def conference(hall: Hall) -> Iterator[Conference]:
    made = Conference(hall.server, hall.told)
    again(made.guest())
    yield made
    made.everybody_leaves()


def heard_by(window: Window) -> list[str]:
    """All that its sockets are sent, from here on."""
    heard: list[str] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: heard.append(str(frame)))

    window.page.on("websocket", listen)
    return heard


def has_a_wall(room: Room, wall: Window) -> None:
    wall.open("/screen")
    code = re.sub(r"\D", "", wall.page.locator(".wall-pairing-code").inner_text())
    assert room.moderator.write("screen.pair", session=room.slug, code=code)["ok"]
    wall.page.locator(".wall-pairing-code").wait_for(state="detached")


def test_three_halls_at_once(hall: Hall, window: OpenWindow, conference: Conference) -> None:
    rooms = [opened(conference, slug) for slug in LANGUAGES]
    windows: dict[str, tuple[Window, Window]] = {}
    heard: dict[str, list[list[str]]] = {}
    for room in rooms:
        lang = LANGUAGES[room.slug]
        phone = window(f"{room.slug}-phone-{lang}", PHONE, lang)
        wall = window(f"{room.slug}-wall", WALL, "en")
        windows[room.slug] = phone, wall
        heard[room.slug] = [heard_by(one) for one in (phone, wall)]
        phone.open(f"/join/{hall.session(room.slug)['room_code']}?lang={lang}")
        phone.sees(".ask")
        has_a_wall(room, wall)
    said = {room.slug: f"أسئلة من {room.slug}؟" for room in rooms}
    for room in rooms:
        a_busy_minute(room, said[room.slug])
        phone, wall = windows[room.slug]
        phone.sees("sawt-stage", said[room.slug])
        wall.sees(".wall-question", said[room.slug])
    for room in rooms:
        for one, frames in zip(windows[room.slug], heard[room.slug], strict=True):
            one.picture(PICTURES, "at-once")
            told = "".join(frames)
            assert is_in(said[room.slug], told)
            for other in rooms:
                everything = one.page.content() + told
                assert other is room or not is_in(said[other.slug], everything), (room, other)


def is_in(words: str, told: str) -> bool:
    return words in told or json.dumps(words)[1:-1] in told
