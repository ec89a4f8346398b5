"""What a child process is given to do in the tests."""

from __future__ import annotations

import os
import time

MEGABYTE = 1024 * 1024


def greedy(_: str) -> bytes:
    return bytes(900 * MEGABYTE)


def endless(_: str) -> bytes:
    while True:
        sum(range(1000))


def environment(_: str) -> bytes:
    return repr(dict(os.environ)).encode()


def slow(_: str) -> bytes:
    time.sleep(1)
    return b"."
