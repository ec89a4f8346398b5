"""Following: who hears what, from the first moment to the last."""

from __future__ import annotations

import time

import pytest
import socketio
import websocket

from tests.live.conftest import Conference
from tests.live.listening import ARRIVES_S, Guest, csrf, pairing_code

AUDIENCE = {"as": "audience"}


@pytest.mark.parametrize("transport", ["websocket", "polling"])
def test_a_phone_is_told_every_topic_at_once_on_either_transport(
    conference: Conference, transport: str
) -> None:
    phone = conference.phone().connect(transport)
    answer = phone.follow("trial", **AUDIENCE)
    assert answer["ok"]
    assert set(answer["topics"]) == {"floor", "poll", "cloud", "questions", "screen", "mine"}
    assert answer["server_now"].endswith("Z")


def test_what_a_page_has_already_is_not_told_again(conference: Conference) -> None:
    phone = conference.phone().connect()
    told = phone.follow("trial", **AUDIENCE)["topics"]
    end = time.monotonic() + ARRIVES_S
    while time.monotonic() < end:  # the room may still be counting who came and who left
        have = [f"{name} {state['version']}" for name, state in told.items() if name != "floor"]
        again = phone.send("live.follow", session="trial", have=[*have, "floor 0"], **AUDIENCE)
        if set(again["topics"]) == {"floor"}:
            return
        told |= again["topics"]
        time.sleep(0.5)
    pytest.fail(f"told again: {set(again['topics'])}")


def test_a_change_arrives_without_asking_and_its_version_is_higher(conference: Conference) -> None:
    phone, moderator = conference.phone().connect("polling"), conference.moderator()
    phone.follow("trial", **AUDIENCE)
    before = phone.topics["floor"]["version"]
    assert moderator.steer("floor.go_live", "trial")["ok"]
    phone.until(lambda: phone.data("floor")["state"] == "live")
    assert phone.topics["floor"]["version"] > before
    phone.until(lambda: phone.data("screen")["layout"] != "holding")


def test_a_phone_is_not_told_again_what_it_knows_and_a_newcomer_changes_only_the_count(
    conference: Conference,
) -> None:
    moderator, phone = conference.moderator(), conference.phone().connect()
    phone.follow("trial", **AUDIENCE)
    assert moderator.steer("floor.go_live", "trial")["ok"]
    phone.until(lambda: phone.data("screen")["layout"] != "holding")
    instant = {"session": "trial", "instant": "yes_no", "epoch": moderator.seat}
    assert moderator.write("polls.open_instant", **instant)["ok"]
    phone.until(lambda: phone.data("screen")["layout"] == "poll" and bool(phone.data("poll")))
    poll = phone.data("poll")
    for n, option in enumerate(poll["options"], start=1):
        assert phone.write("polls.cast", poll=poll["id"], choice=[option["id"]], n=n)["ok"]
    time.sleep(3)  # what the votes changed has been told, and whoever came is counted
    there, heard = moderator.data("presence")["present"], len(phone.heard)
    conference.phone().connect().follow("trial", **AUDIENCE)
    moderator.until(lambda: moderator.data("presence")["present"] > there)
    phone.until(lambda: phone.data("poll")["present"] > there)
    told = [message["topic"] for name, message in phone.heard[heard:] if name == "live.changed"]
    assert set(told) == {"poll"}


def test_cue_cards_and_prepared_polls_stay_with_those_who_need_them(
    conference: Conference,
) -> None:
    phone, moderator = conference.phone().connect(), conference.moderator()
    phone.follow("trial", **AUDIENCE)
    assert all(item["cue"] is None for item in phone.data("floor")["items"])
    assert all(item["cue"] for item in moderator.data("floor")["items"])
    assert "polls" not in phone.topics
    assert moderator.data("polls")["prepared"]


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"session": "trial", "as": "moderator"}, "not_allowed"),
        ({"session": "trial", "as": "facilitator"}, "not_allowed"),
        ({"session": "trial", "as": "interpreter"}, "not_allowed"),
        ({"session": "trial", "as": "delegate"}, "not_allowed"),
        ({"session": "trial", "as": "screen"}, "not_allowed"),
        ({"session": "session-1", "as": "audience"}, "not_allowed"),
        ({"session": "consultative-meeting", "as": "audience"}, "not_found"),
        ({"session": "nowhere", "as": "audience"}, "not_found"),
        ({"desk": "curation"}, "not_allowed"),
        ({"desk": "mine"}, "not_allowed"),
        ({"session": "trial", "as": "everybody"}, "bad_input"),
        ({"as": "audience"}, "bad_input"),
        ({}, "bad_input"),
        ({"session": ["trial"] * 60, "as": {"x": 1}}, "bad_input"),
    ],
)
def test_a_phone_hears_its_own_room_as_audience_and_nothing_else(
    conference: Conference, wish: dict[str, str], code: str
) -> None:
    phone = conference.phone().connect()
    answer = phone.send("live.follow", **wish)
    assert (answer["ok"], answer["code"]) == (False, code)
    assert answer["message"]


def test_nobody_hears_nothing(conference: Conference) -> None:
    nobody = conference.guest().connect()
    assert nobody.follow("trial", **AUDIENCE)["code"] == "not_signed_in"


def test_organisers_too_find_no_closed_meeting(conference: Conference) -> None:
    organiser = conference.guest().sign_in(conference.with_role("organiser")).connect()
    assert organiser.follow("consultative-meeting", **AUDIENCE)["code"] == "not_found"
    page = organiser.http.get(f"{organiser.url}/programme").text
    assert "consultative" not in page


def test_a_foreign_page_cant_even_connect(conference: Conference) -> None:
    phone = conference.phone()
    with pytest.raises(socketio.exceptions.ConnectionError):
        phone.connect("polling", origin="https://elsewhere.example")
    address = phone.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    with pytest.raises(websocket.WebSocketBadStatusException):
        websocket.create_connection(
            address, cookie=phone.cookies(), origin="https://elsewhere.example"
        )
    phone.connect("polling", origin=conference.server.url)


def test_authority_that_ends_is_told_and_hears_nothing_more(conference: Conference) -> None:
    """Within 2 s by the contract; the bench measures it, here it arrives without a reload."""
    moderator = conference.moderator()
    second = Guest(conference.server.url)
    second.sign_in(conference.with_role("moderator:trial")).connect()
    assert second.follow("trial", **{"as": "moderator"})["ok"]
    second.http.post(
        f"{second.url}/hand-over",
        data={"csrf_token": csrf(second, "/devices")},
        allow_redirects=False,
    )
    second.until(lambda: bool(second.endings))
    assert second.endings[0]["message"]
    heard = len(second.heard)
    assert moderator.steer("floor.go_live", "trial")["ok"]
    moderator.until(lambda: moderator.data("floor")["state"] == "live")
    time.sleep(0.5)
    assert len(second.heard) == heard
    assert second.send("floor.beat", session="trial", epoch=1)["code"] == "not_signed_in"
    second.leave()


def test_a_withdrawn_role_ends_that_view_from_the_command_line_too(
    conference: Conference,
) -> None:
    person = conference.with_role("interpreter")
    interpreter = conference.guest().sign_in(person).connect()
    assert interpreter.follow("trial", **{"as": "interpreter"})["ok"]
    slug = person["name"].lower().replace(". ", "-")
    conference.server.flask("withdraw-role", slug, "interpreter")
    interpreter.until(lambda: bool(interpreter.endings))


def test_a_screen_is_paired_by_its_code_and_follows_its_room(conference: Conference) -> None:
    screen, moderator = conference.guest(), conference.moderator()
    code = pairing_code(screen)
    screen.connect()
    assert screen.follow(None, **{"as": "screen"})["code"] == "not_paired"
    wrong = moderator.write("screen.pair", session="trial", code="000000")
    assert wrong["ok"] is False
    assert wrong["message"]
    assert moderator.write("screen.pair", session="trial", code=code)["ok"]
    screen.until(lambda: ("screen.paired", {}) in screen.heard)
    assert screen.follow(None, **{"as": "screen"})["session"] == "trial"
    assert moderator.write("screen.blank", session="trial", on=True)["ok"]
    screen.until(lambda: screen.data("screen")["layout"] == "blank")
    assert moderator.write("screen.blank", session="trial", on=False)["ok"]
    screen.until(lambda: screen.data("screen")["layout"] == "holding")
