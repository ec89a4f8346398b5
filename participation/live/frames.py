"""One websocket frame for a whole room: built once, sent to each phone without waiting.

The library's own way puts a packet into a queue for each client, wakes a writer for each and packs
the same words again each time; for a full hall that is several times the work. This module is the
only one that touches what the libraries call their own (eventlet's websocket, python-engineio's
sockets; their versions are pinned). `PARTICIPATION_FRAMES=library` goes back to the library's way,
and so does every engine that is not eventlet, and every client that polls.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from typing import Any

from participation.foundation.extensions import socketio

NAMESPACE = "/"
FINAL_TEXT = 0x81
# Before the first and after so many phones others are heard, so that no vote waits for a full hall
# to be told.
AT_A_TIME = 50
MESSAGE, EVENT = "4", "2"  # of Engine.IO, of Socket.IO


def text_frame(text: str) -> bytes:
    """The websocket frame (RFC 6455, section 5.2) with this text, as a server sends it."""
    body = text.encode("utf-8")
    if len(body) < 126:
        return struct.pack("!BB", FINAL_TEXT, len(body)) + body
    if len(body) < 65536:
        return struct.pack("!BBH", FINAL_TEXT, 126, len(body)) + body
    return struct.pack("!BBQ", FINAL_TEXT, 127, len(body)) + body


class Frames:
    """Sends to rooms of this server. A phone that can't take a frame now gets, once it can, the
    newest of each kind only."""

    def __init__(self) -> None:
        # By engine sid: what a slow phone has yet to be sent, by kind.
        self._late: dict[str, dict[str, bytes]] = {}

    @property
    def late(self) -> int:
        """How many phones have yet to be sent something."""
        return len(self._late)

    def prepare(self) -> None:
        """From now on each websocket is known by its engine socket; call before serving."""
        engine = _engine()
        library = engine._async["websocket"]

        class KnownWebSocket(library):  # type: ignore[misc, valid-type] # comes without types
            def __init__(self, handler: Any, server: Any) -> None:
                def handle(websocket: Any) -> Any:
                    handler.__self__.sawt_websocket = websocket
                    return handler(websocket)

                super().__init__(handle, server)

        engine._async = {**engine._async, "websocket": KnownWebSocket}

    def emit(self, name: str, data: Any, room: str, kind: str) -> None:
        """Everybody in the room is sent this message, or a newer one of its kind."""
        said = json.dumps([name, data], ensure_ascii=False, separators=(",", ":"))
        frame = text_frame(MESSAGE + EVENT + said)
        polled = None
        for place, engine_sid in enumerate(list(_in_room(room))):
            if place % AT_A_TIME == 0:
                socketio.sleep(0)
            socket = _engine().sockets.get(engine_sid)
            if socket is None or socket.closed:
                continue
            websocket = getattr(socket, "sawt_websocket", None)
            if websocket is not None and socket.upgraded:
                self._send(engine_sid, websocket, frame, kind)
                continue
            polled = polled or _packet(EVENT + said)
            socket.send(polled)

    def _send(self, engine_sid: str, websocket: Any, frame: bytes, kind: str) -> None:
        late = self._late.get(engine_sid)
        if late is not None:
            late.pop(kind, None)  # the newest goes to the end of the line
            late[kind] = frame
        elif websocket._sendlock.locked():
            self._later(engine_sid, websocket, {kind: frame})
        else:
            try:
                sent = websocket.socket.fd.send(frame)
            except BlockingIOError:
                sent = 0
            except OSError:
                return  # gone; its reader notices
            if 0 < sent < len(frame):
                websocket._sendlock.acquire()  # free: nothing has yielded since we looked
                self._later(engine_sid, websocket, {}, rest=frame[sent:])
            elif sent == 0:
                self._later(engine_sid, websocket, {kind: frame})

    def _later(
        self, engine_sid: str, websocket: Any, late: dict[str, bytes], rest: bytes = b""
    ) -> None:
        self._late[engine_sid] = late
        socketio.start_background_task(self._drain, engine_sid, websocket, rest)

    def _drain(self, engine_sid: str, websocket: Any, rest: bytes) -> None:
        """Send what is late, waiting for this one phone alone. With a `rest`, its lock is held."""
        if not rest:
            websocket._sendlock.acquire()
        late = self._late[engine_sid]
        try:
            if rest:
                websocket.socket.sendall(rest)
            while late:
                websocket.socket.sendall(late.pop(next(iter(late))))
        except (OSError, ValueError):
            pass  # gone; its reader notices
        finally:
            self._late.pop(engine_sid, None)
            websocket._sendlock.release()


class LibraryFrames:
    """The library's own way, for every engine and as the way back."""

    late = 0  # it keeps a queue for each phone and doesn't say how long

    def prepare(self) -> None:
        """Nothing is needed."""

    def emit(self, name: str, data: Any, room: str, kind: str) -> None:
        """Everybody in the room is sent this message."""
        socketio.emit(name, data, to=room)


def frames_for(engine: str, wished: str) -> Frames | LibraryFrames:
    """How this server sends to rooms."""
    return Frames() if engine == "eventlet" and wished == "prepared" else LibraryFrames()


def _engine() -> Any:
    return socketio.server.eio  # type: ignore[attr-defined] # missing from the stubs


def _in_room(room: str) -> Iterator[str]:
    manager = socketio.server.manager  # type: ignore[attr-defined] # as above
    for _, engine_sid in manager.get_participants(NAMESPACE, room):
        yield engine_sid


def _packet(said: str) -> Any:
    from engineio.packet import MESSAGE as KIND
    from engineio.packet import Packet

    return Packet(KIND, said)
