"""The reference *limit*: raw websockets in C through picows on uvloop, no database, no framework.

It speaks just as much of Engine.IO as the load program needs: what a socket costs at the least.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import uvloop
from picows import WSFrame, WSListener, WSMsgType, WSTransport, WSUpgradeRequest, ws_create_server

from benchmarks.references.poll import poll_changed

OPENED = b'0{"sid":"limit","upgrades":[],"pingInterval":25000,"pingTimeout":20000}'


class Room:
    """Everybody who follows, and what they are told."""

    def __init__(self) -> None:
        self.sockets: set[WSTransport] = set()
        self.answered = 0

    def tell(self) -> None:
        told = poll_changed("open", self.answered, self.answered)
        frame = b"42" + json.dumps(["live.changed", told], separators=(",", ":")).encode()
        for socket in self.sockets:
            socket.send(WSMsgType.TEXT, frame)


room = Room()


class Phone(WSListener):
    def on_ws_connected(self, transport: WSTransport) -> None:
        transport.send(WSMsgType.TEXT, OPENED)

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        room.sockets.discard(transport)

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        payload = frame.get_payload_as_bytes()
        if payload == b"40":
            transport.send(WSMsgType.TEXT, b'40{"sid":"limit"}')
            return
        if payload[:2] != b"42":
            return
        start = payload.index(b"[")
        name, _ = json.loads(payload[start:])
        if name == "live.follow":
            room.sockets.add(transport)
        else:
            room.answered += name == "polls.cast"
            room.tell()
        transport.send(WSMsgType.TEXT, b"43" + payload[2:start] + b'[{"ok":true}]')


async def serve(port: int) -> None:
    def listener(_: WSUpgradeRequest) -> Any:
        return Phone()

    server = await ws_create_server(listener, "127.0.0.1", port, backlog=2048)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1])))
