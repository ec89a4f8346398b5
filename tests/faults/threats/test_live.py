"""On the sockets: double votes, foreign pages, other rooms, floods."""

from __future__ import annotations

import contextlib
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import requests
import websocket

from participation.foundation import floods
from tests.faults.test_hostile_frames import a_socket, answers
from tests.faults.threats.conftest import Tell
from tests.live.conftest import Conference

AUDIENCE = {"as": "audience"}


def test_one_device_voting_500_times_and_double_tapping(hall: Conference, got: Tell) -> None:
    moderator, phone = hall.moderator(), hall.phone().connect()
    if moderator.data("floor")["state"] == "open":
        assert moderator.steer("floor.go_live", "trial")["ok"]
    phone.follow("trial", **AUDIENCE)
    instant = {"session": "trial", "instant": "yes_no", "epoch": moderator.seat}
    assert moderator.write("polls.open_instant", **instant)["ok"]
    phone.until(lambda: bool(phone.data("poll")) and phone.data("poll")["state"] == "open")
    poll = phone.data("poll")
    options = [option["id"] for option in poll["options"]]
    twin = hall.guest()
    twin.http.cookies.update(phone.http.cookies)
    twin.connect()

    def vote(n: int) -> bool:
        one = (phone, twin)[n % 2]
        fields = {"poll": poll["id"], "choice": [options[n % len(options)]], "n": n // 3}
        return bool(one.send("polls.cast", command_id=str(uuid4()), **fields)["ok"])

    with ThreadPoolExecutor(8) as fingers:
        taken = list(fingers.map(vote, range(500)))
    assert moderator.write("polls.close", poll=poll["id"], epoch=moderator.seat)["ok"]
    moderator.until(lambda: moderator.data("poll")["state"] == "counted")
    counted = moderator.data("poll")["answered"]
    got(votes_sent=500, acknowledged=sum(taken), counted=counted)
    assert counted == 1


def test_a_foreign_origin_at_the_handshake(hall: Conference, got: Tell) -> None:
    url, told = hall.server.url, {}
    for name, origin in {"foreign": "https://evil.example", "null": "null", "own": url}.items():
        told[f"{name}_polling"] = handshake(hall, Origin=origin)
        told[f"{name}_websocket"] = websocket_from(hall, origin)
    forged = handshake(
        hall, **{"Origin": "https://evil.example", "X-Forwarded-Host": "evil.example"}
    )
    got(**told, with_a_forged_proxy=forged)
    assert {name for name, status in told.items() if status in (200, 101)} == {
        "own_polling",
        "own_websocket",
    }
    assert forged == 400


def handshake(hall: Conference, **headers: str) -> int:
    address = f"{hall.server.url}/socket.io/?EIO=4&transport=polling"
    return requests.get(address, headers=headers, timeout=10).status_code


def websocket_from(hall: Conference, origin: str) -> int:
    """The status with which a page of this origin is let in (101), or not."""
    address = f"{hall.server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket"
    try:
        websocket.create_connection(address, origin=origin, timeout=10).close()
    except websocket.WebSocketBadStatusException as refused:
        return int(refused.status_code)
    return 101


def test_asking_for_another_rooms_feed_and_a_closed_meetings(hall: Conference, got: Tell) -> None:
    phone, child = hall.phone().connect(), hall.guest().sign_in(hall.named("Sami Wave")).connect()
    closed = next(one["slug"] for one in hall.told["sessions"] if one["kind"] == "closed")
    told = {}
    for who, guest in (("phone", phone), ("child", child)):
        for session in ("session-1", closed):
            for audience in ("audience", "delegate", "moderator", "facilitator", "screen"):
                answer = guest.send("live.follow", session=session, **{"as": audience})
                told[who, session, audience] = answer.get("code", "let in")
        for desk in ("curation",):
            told[who, desk, ""] = guest.send("live.follow", desk=desk).get("code", "let in")
    let_in = {key for key, answer in told.items() if answer == "let in"}
    code = next(one["room_code"] for one in hall.told["sessions"] if one["slug"] == closed)
    door = requests.get(f"{hall.server.url}/join/{code}", allow_redirects=False, timeout=10)
    got(asked=len(told), let_in=sorted(" ".join(key) for key in let_in), door=door.status_code)
    # A badge may sit in any open room of the conference; nothing else of it opens.
    assert let_in <= {("child", "session-1", "audience"), ("child", "session-1", "delegate")}
    assert door.status_code in (404, 429)


def test_a_flood_of_frames(hall: Conference, got: Tell, scale: int) -> None:
    """Slowed, then cut; somebody else in the same hall is answered as before."""
    bystander, flooder = a_socket(hall.server), a_socket(hall.server)
    sent, answered, began, longest = 0, 0, time.monotonic(), 0.0
    cut = False
    flooder.settimeout(30)
    frames = 4000 * scale
    with contextlib.suppress(OSError, websocket.WebSocketException):
        for sent in range(1, frames + 1):
            flooder.send(f'42{sent}["live.follow",{{"session":"nowhere","as":"audience"}}]')
            if sent % 400 == 0:
                asked = time.monotonic()
                assert answers(bystander)
                longest = max(longest, time.monotonic() - asked)
    with contextlib.suppress(OSError, websocket.WebSocketException):
        until = time.monotonic() + 90
        while time.monotonic() < until:
            said = str(flooder.recv())
            if not said:
                cut = True
                break
            answered += said.startswith("43")
            if said == "2":
                flooder.send("3")  # alive, as a page is: nothing but the flood may cut it
    took = time.monotonic() - began
    cut = cut or not flooder.connected
    got(
        frames_sent=sent,
        answered=answered,
        cut=cut,
        seconds=round(took, 1),
        longest_answer_to_somebody_else_s=round(longest, 2),
    )
    assert cut
    assert answered <= floods.IN_ALL + floods.IN_ALL_PER_S * took
    assert longest < 5  # of a machine that does other things too; alone it is a tenth of a second
    bystander.close()
    flooder.shutdown()


def test_one_device_that_opens_many_sockets(hall: Conference, got: Tell) -> None:
    phone, other = hall.phone(), hall.phone()
    opened = [own_socket(hall, phone.cookies()) for _ in range(floods.SOCKETS_OF_A_DEVICE + 8)]
    neighbour = own_socket(hall, other.cookies())
    held = [one for one in opened if is_open(one)]
    got(opened=len(opened), held=len(held), another_phone="let in" if is_open(neighbour) else "cut")
    assert len(held) == floods.SOCKETS_OF_A_DEVICE
    assert held == opened[8:]  # the newest: a phone that was away is never kept out by its past
    assert is_open(neighbour)
    for one in (*opened, neighbour):
        one.shutdown()


def own_socket(hall: Conference, cookies: str) -> websocket.WebSocket:
    address = f"{hall.server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket"
    opened = websocket.create_connection(address, cookie=cookies, timeout=10)
    assert str(opened.recv()).startswith("0")
    opened.send("40")
    assert str(opened.recv()).startswith("40")
    return opened


def is_open(one: websocket.WebSocket) -> bool:
    try:
        return answers(one)
    except (OSError, websocket.WebSocketException, AssertionError):
        return False
