"""How both references are served: eventlet, with room for as many phones as the product has."""

from __future__ import annotations

import socket

import eventlet
import eventlet.wsgi
from flask import Flask


def serve(app: Flask, port: int) -> None:
    """Listen until stopped; what could be said against the defaults is put right here first."""
    listener = eventlet.listen(("127.0.0.1", port), backlog=2048)
    # Accepted sockets inherit it: else an answer waits 40 ms behind a broadcast just sent.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    eventlet.wsgi.server(listener, app, log_output=False, max_size=20_000)
