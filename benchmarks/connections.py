"""One websocket with raw Engine.IO and Socket.IO frames, light enough to hold thousands of."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

# Engine.IO: 0 open, 2 ping, 3 pong, 4 message; Socket.IO within 4: 0 connect, 2 event, 3 ack.
OPEN, PING, PONG = b"0", b"2", b"3"
CONNECT, EVENT, ACK = b"40", b"42", b"43"
PATH = "/socket.io/?EIO=4&transport=websocket"

Answer = dict[str, Any]
Hearer = Callable[[float, bytes], None]
Answered = Callable[[float, Answer], None]


class Refused(Exception):
    """A message was answered with a refusal, where the measurement needs it to be taken."""


class Connection(WSListener):
    """A connected socket. `hear` gets the bytes of each event, with the moment they came."""

    def __init__(self) -> None:
        self.hear: Hearer | None = None
        self.is_cut = False
        self._transport: WSTransport | None = None
        self._ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting: dict[int, Answered] = {}
        self._asked = 0

    # -- what picows calls -------------------------------------------------------------------

    def on_ws_connected(self, transport: WSTransport) -> None:
        self._transport = transport

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        at = time.perf_counter()
        if frame.msg_type == WSMsgType.CLOSE:
            transport.disconnect()
            return
        payload = frame.get_payload_as_bytes()
        kind = payload[:2]
        if kind == EVENT:
            if self.hear is not None:
                self.hear(at, payload)
        elif kind == ACK:
            self._take_answer(at, payload)
        elif payload == PING:
            transport.send(WSMsgType.TEXT, PONG)
        elif kind == CONNECT:
            if not self._ready.done():
                self._ready.set_result(None)
        elif payload[:1] == OPEN:
            transport.send(WSMsgType.TEXT, CONNECT)

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        self.is_cut = True
        if not self._ready.done():
            self._ready.set_exception(ConnectionError("the server hung up"))

    # -- what a phone does -------------------------------------------------------------------

    async def ready(self) -> None:
        """The server has accepted this socket."""
        await self._ready

    def ask(self, name: str, fields: Answer, answered: Answered) -> None:
        """Send a message; `answered` is called with the moment and content of its answer."""
        if self._transport is None or self.is_cut:
            return
        number = self._asked
        self._asked += 1
        self._waiting[number] = answered
        body = json.dumps([name, fields], separators=(",", ":")).encode()
        self._transport.send(WSMsgType.TEXT, EVENT + str(number).encode() + body)

    async def told(self, name: str, **fields: Any) -> Answer:
        """The answer to a message; raises Refused when it is a refusal."""
        got: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()

        def answered(_: float, answer: Answer) -> None:
            if not got.done():
                got.set_result(answer)

        self.ask(name, fields, answered)
        answer = await asyncio.wait_for(got, 60)
        if not answer.get("ok"):
            raise Refused(f"{name}: {answer.get('code')} {answer.get('message')}")
        return answer

    async def written(self, name: str, **fields: Any) -> Answer:
        """As `told`, for a write: with a command id of its own."""
        return await self.told(name, command_id=str(uuid4()), **fields)

    def stop_reading(self) -> None:
        """As a phone in a pocket: connected, and nothing is taken off the wire."""
        if self._transport is not None:
            self._transport.underlying_transport.pause_reading()

    def read_on(self) -> None:
        if self._transport is not None:
            self._transport.underlying_transport.resume_reading()

    def hang_up(self) -> None:
        if self._transport is not None:
            self._transport.disconnect()

    def _take_answer(self, at: float, payload: bytes) -> None:
        start = payload.index(b"[")
        answered = self._waiting.pop(int(payload[2:start]), None)
        if answered is not None:
            answered(at, json.loads(payload[start:])[0])


async def connect(url: str, cookie: str | None = None) -> Connection:
    """A socket of the page at this address, with its cookie, accepted by the server."""
    headers = [("Origin", url)]
    if cookie:
        headers.append(("Cookie", cookie))
    _, made = await ws_connect(
        Connection,
        url.replace("http", "ws", 1) + PATH,
        extra_headers=headers,
        websocket_handshake_timeout=60,
        proxy=None,
    )
    assert isinstance(made, Connection)
    await asyncio.wait_for(made.ready(), 60)
    return made


def event_of(payload: bytes) -> tuple[str, Answer]:
    """Name and content of an event's bytes."""
    name, content = json.loads(payload[payload.index(b"[") :])[:2]
    return name, content
