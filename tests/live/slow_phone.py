"""Runs beside test_frames.py in a process of its own, because the engine patches what it is in:
a phone on a real socket stops reading, hears a hundred states, reads again. Prints what it got."""

from __future__ import annotations

import sys
import warnings

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
import eventlet  # noqa: E402

eventlet.monkey_patch()

import json  # noqa: E402
import socket  # noqa: E402

from eventlet.greenio import GreenSocket  # noqa: E402
from eventlet.websocket import RFC6455WebSocket  # noqa: E402
from flask import Flask  # noqa: E402

from participation.foundation.extensions import socketio  # noqa: E402
from participation.live.frames import Frames, text_frame  # noqa: E402

WORDS = "x" * 40_000
STATES = 100


def main() -> None:
    socketio.init_app(Flask(__name__), async_mode="eventlet")
    ours, phone = socket.socketpair()
    environ = {"REMOTE_ADDR": "", "REMOTE_PORT": "", "SERVER_PORT": "", "HTTP_HOST": "hall"}
    websocket = RFC6455WebSocket(GreenSocket(ours), environ)
    frames = Frames()
    for version in range(1, STATES + 1):
        for topic in ("poll", "floor"):
            frame = text_frame(json.dumps([topic, version, WORDS]))
            frames._send("phone", websocket, frame, topic)
        eventlet.sleep(0)
    heard = read_all(phone)
    eventlet.sleep(0.1)
    frames._send("phone", websocket, text_frame(json.dumps(["poll", STATES + 1, ""])), "poll")
    heard += read_all(phone)
    sys.stdout.write(json.dumps(heard))


def read_all(phone: socket.socket) -> list[list[object]]:
    """Every whole frame that comes until nothing has come for a moment."""
    phone.settimeout(0.5)
    raw, heard = b"", []
    while True:
        try:
            raw += phone.recv(1 << 20)
        except TimeoutError:
            break
    while raw:
        assert raw[0] == 0x81
        size, head = raw[1], 2
        if size == 126:
            size, head = int.from_bytes(raw[2:4], "big"), 4
        elif size == 127:
            size, head = int.from_bytes(raw[2:10], "big"), 10
        topic, version, _ = json.loads(raw[head : head + size])
        heard.append([topic, version])
        raw = raw[head + size :]
    return heard


main()
