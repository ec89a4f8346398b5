"""Below the messages: frames that no browser sends. The server goes on, and logs no failure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
import websocket

from tests.running import Server, running

DEEP = 50_000
LARGE = 900_000
MESSAGE = '"polls.cast"'
FRAMES: dict[str, str | bytes] = {
    "nothing": "",
    "a lone digit": "9",
    "a letter": "x",
    "a letter of another script": "\u0664",
    "an object in place of a packet": '4{"a":1}',
    "nested deep in place of a packet": f"4{'[' * DEEP}",
    "bytes in letters": "bAAAA",
    "bytes that are none": "b!!!",
    "no packet type": "4x",
    "an unknown packet type": "49",
    "half an event": "42[",
    "an event that is no list": "42{}",
    "an event that is a number": "427",
    "an event without a name": "42[]",
    "a number for a name": "42[7,{}]",
    "an object for a name": '42[{"a":1},{}]',
    "a reserved name": '42["disconnect"]',
    "a reserved name with a reason": '42["connect",{}]',
    "nested deep": f"42[{MESSAGE},{'[' * DEEP}{']' * DEEP}]",
    "nested deep and open": f"42[{MESSAGE},{'[' * DEEP}",
    "a number of a million digits": f"42[{MESSAGE},{'9' * LARGE}]",
    "a number for not a number": f"42[{MESSAGE},NaN]",
    "a lone surrogate": f'421[{MESSAGE},{{"poll":"\\ud800","choice":["\\udfff"],"n":1}}]',
    "a large text": f'421["questions.ask",{{"text":"{"x" * LARGE}"}}]',
    "more than is read": f'421["questions.ask",{{"text":"{"x" * 1_100_000}"}}]',
    "many arguments": f"42[{MESSAGE}{',1' * 5000}]",
    "attachments that never come": f"459999999999-[{MESSAGE},{{}}]",
    "one attachment, then text": f'451-[{MESSAGE},{{"_placeholder":true,"num":7}}]',
    "bytes nobody announced": b"\x00\xff\xfe",
    "an answer nobody asked for": '43999["x"]',
    "an answer with a huge number": f"43{'9' * 5000}[]",
    "another namespace": '42/admin,["polls.cast",{}]',
    "joining another namespace": "40/admin,{}",
    "joining twice": "40{}",
    "an error": '44{"message":"x"}',
    "a pong": "3",
    "a ping": "2probe",
    "an upgrade": "5",
    "closing": "1",
}


@pytest.fixture(scope="module", params=["eventlet", "threading"])
def served(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server with nothing in its database but the tables."""
    folder: Path = tmp_path_factory.mktemp("frames")
    server = Server(f"sqlite:///{folder / 'sawt.sqlite3'}", folder, request.param)
    server.flask("upgrade")
    with running(server):
        yield server


@pytest.fixture(autouse=True)
def no_failure_is_logged(served: Server) -> Iterator[None]:
    before = served.log.stat().st_size
    yield
    assert "Traceback" not in served.log.read_bytes()[before:].decode(errors="replace")


@pytest.mark.parametrize("sent", FRAMES)
def test_a_frame_that_no_browser_sends_harms_nobody(served: Server, sent: str) -> None:
    bystander, sender = a_socket(served), a_socket(served)
    frame = FRAMES[sent]
    try:
        if isinstance(frame, bytes):
            sender.send_binary(frame)
        else:
            sender.send(frame)
    except OSError:
        pass  # cut while it was still sending
    assert answers(bystander)
    assert requests.get(f"{served.url}/readyz", timeout=10).ok
    sender.close()
    bystander.close()


BODIES: dict[str, bytes] = {
    "nothing": b"",
    "a sign alone": b"4",
    "half an event": b"42[",
    "nested deep": f"42[{'[' * DEEP}".encode(),
    "nested deep in place of a packet": f"4{'[' * DEEP}".encode(),
    "many packets": b"\x1e".join([b"3"] * 50),
    "nothing many times": b"\x1e" * 50,
    "bytes that are none": b"b!!!",
    "no letters": b"\xff\xfe\x00",
    "letters of another script": "سؤال".encode(),
    "a form": b"d=42[]",
}


@pytest.mark.parametrize("sent", BODIES)
def test_a_polled_body_that_no_browser_sends_harms_nobody(served: Server, sent: str) -> None:
    address = f"{served.url}/socket.io/?EIO=4&transport=polling"
    opened = json.loads(requests.get(address, timeout=10).text[1:])
    answer = requests.post(f"{address}&sid={opened['sid']}", data=BODIES[sent], timeout=10)
    assert answer.status_code < 500, answer.text
    assert requests.get(f"{served.url}/readyz", timeout=10).ok


@pytest.mark.parametrize(
    "query",
    [
        "EIO=4&transport=polling&sid=nobody",
        "EIO=4&transport=pigeon",
        "EIO=x&transport=polling",
        "EIO=4",
        "EIO=4&transport=polling&j=%3Cscript%3E",
        "EIO=4&transport=websocket",
        "",
    ],
)
def test_an_address_that_no_browser_asks_for_harms_nobody(served: Server, query: str) -> None:
    answer = requests.get(f"{served.url}/socket.io/?{query}", timeout=10)
    assert answer.status_code < 500, answer.text


def a_socket(server: Server) -> websocket.WebSocket:
    """A websocket that has said hello, as a browser's page does."""
    address = f"{server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket"
    opened = websocket.create_connection(address, timeout=15)
    assert str(opened.recv()).startswith("0")
    opened.send("40")
    assert str(opened.recv()).startswith("40")
    return opened


def answers(bystander: websocket.WebSocket) -> bool:
    """Whether somebody else still gets an answer."""
    bystander.send('427["live.follow",{"session":"nowhere","as":"audience"}]')
    while not (told := str(bystander.recv())).startswith("437"):
        assert told == "2", told
        bystander.send("3")
    return '"ok":false' in told
