"""What arrives on a socket in a form that no browser sends: left out or refused, and never a
failure in the log, which anybody could fill that way."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from socketio.packet import ACK, CONNECT, DISCONNECT, EVENT, Packet

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# Events that the library raises by itself; no client may.
RAISED_BY_THE_SERVER = frozenset({"connect", "disconnect"})
LEFT_OUT = "left_out"
PATH = "/socket.io"
MOST_PACKETS = 16
SEPARATOR = b"\x1e"
# A Socket.IO packet inside a message, or one of the engine's own signs.
POLLED = re.compile(rb"4[0-6]|[1-6]\Z")


class ReadablePacket(Packet):  # type: ignore[misc] # the library comes without types
    """A Socket.IO packet. One that can't be read, or that says what no browser says, becomes an
    event that nobody hears."""

    def __init__(self, *args: Any, encoded_packet: str | bytes | None = None, **named: Any) -> None:
        super().__init__(*args, encoded_packet=encoded_packet, **named)
        if encoded_packet is not None and not encoded_packet:
            self._leave_out()  # the library does not even look at an empty one

    def decode(self, encoded_packet: str | bytes) -> int:
        """Read the packet; answers that no attachments follow, for no message here has any."""
        try:
            attachments = super().decode(encoded_packet)
            fits = not attachments and self._fits()
        except (ValueError, TypeError, LookupError, RecursionError):
            fits = False
        if not fits:
            self._leave_out()
        return 0

    def _leave_out(self) -> None:
        self.packet_type, self.namespace, self.id = EVENT, None, None
        self.data = [LEFT_OUT]

    def _fits(self) -> bool:
        if self.packet_type in (CONNECT, DISCONNECT):
            return True
        data: Any = self.data
        if not isinstance(data, list):
            return False
        if self.packet_type == ACK:
            return self.id is not None
        if self.packet_type != EVENT or not data:
            return False
        name = data[0]
        return isinstance(name, str) and name not in RAISED_BY_THE_SERVER


def readable_frames(served: WSGIApplication, largest: int) -> WSGIApplication:
    """The application without what its engine can't read: a polled body gets a 400, a websocket
    is closed. `largest` is the most bytes that the engine reads of a body."""

    def serve(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not environ.get("PATH_INFO", "").startswith(PATH):
            return served(environ, start_response)
        if environ["REQUEST_METHOD"] == "POST" and not _is_readable(environ, largest):
            return _refuse(start_response)
        try:
            return served(environ, start_response)
        except (ValueError, RecursionError):
            return _refuse(start_response)

    return serve


def _is_readable(environ: WSGIEnvironment, largest: int) -> bool:
    """Whether the body is what polling clients send. It can be read once more afterwards."""
    length = environ.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > largest:
        return False
    body = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = io.BytesIO(body)
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    packets = body.split(SEPARATOR)
    return len(packets) <= MOST_PACKETS and all(POLLED.match(packet) for packet in packets)


def _refuse(start_response: StartResponse) -> Iterable[bytes]:
    start_response("400 Bad Request", [("Content-Type", "text/plain")])
    return [b""]
