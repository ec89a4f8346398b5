"""Who takes part: the product and the references, each started anew for every round."""

from __future__ import annotations

import asyncio
import json
import os
import re
import sqlite3
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol
from urllib.parse import urljoin

import requests

from benchmarks.connections import Connection, connect
from benchmarks.references.poll import SESSION, poll_changed
from benchmarks.servers import Cores, ServerProcess

COMING_AT_ONCE = 8
COMES_WITHIN_S = 120.0
AGAIN = re.compile(r"(\d+); *url=(.+)")
PROGRAMS = Path(__file__).parent / "references"


class Contender(Protocol):
    """A server, and the doors of it that a round needs."""

    name: str
    server: ServerProcess
    session: str

    def start(self, folder: Path, cores: Cores) -> None:
        """It serves, on an empty database in this folder."""

    def stop(self) -> None:
        """Nothing of it runs any more."""

    async def let_in(self, phones: int) -> list[str | None]:
        """As many phones have joined the session; the cookie of each."""

    async def show(self) -> Connection:
        """The screen follows the session, and whoever opens polls is in place."""

    async def open_poll(self) -> object:
        """A poll is open."""

    def counted(self, poll: str) -> Counter[str] | None:
        """What the database holds for each option, each voter once; None without a database."""


class Reference:
    """A program of benchmarks/references/: *bare* or *naive*."""

    session = SESSION
    has_database = False

    def __init__(self, name: str) -> None:
        self.name = name
        self.has_database = name == "naive"

    def start(self, folder: Path, cores: Cores) -> None:
        self._database = folder / f"{self.name}.sqlite3"
        self.server = ServerProcess(cores, folder / f"{self.name}.log")
        module = f"benchmarks.references.{self.name}"
        command = ["-m", module, str(self.server.port), str(self._database)]
        self.server.start(command, {**os.environ, "PYTHONWARNINGS": "ignore"}, "/readyz")

    def stop(self) -> None:
        self.server.stop()

    async def let_in(self, phones: int) -> list[str | None]:
        if not self.has_database:
            return [None] * phones
        return await come_in(f"{self.server.url}/join", phones)

    async def show(self) -> Connection:
        self._screen = await connect(self.server.url)
        await self._screen.told("live.follow", **{"session": SESSION, "as": "screen"})
        return self._screen

    async def open_poll(self) -> object:
        return await self._screen.written("polls.open")

    def counted(self, poll: str) -> Counter[str] | None:
        if not self.has_database:
            return None
        return rows_of(
            self._database, "SELECT option_id, device_id FROM ballot WHERE poll_id=?", poll
        )


class Node(Reference):
    """Socket.IO on Node, telling everybody of each vote at once or at most every `every_ms`."""

    def __init__(self, every_ms: int = 0) -> None:
        super().__init__("node")
        self._every_ms = every_ms

    def start(self, folder: Path, cores: Cores) -> None:
        self.server = ServerProcess(cores, folder / "node.log")
        polls = {"closed": poll_changed("ready", 0, 0), "open": poll_changed("open", 0, 0)}
        self.server.start(
            [str(PROGRAMS / "node.mjs"), str(self.server.port), str(self._every_ms)],
            dict(os.environ),
            "/readyz",
            program="node",
            told=json.dumps({"session": SESSION, **polls}),
        )


class Limit(Reference):
    """Raw websockets in C."""

    def __init__(self) -> None:
        super().__init__("limit")

    def start(self, folder: Path, cores: Cores) -> None:
        self.server = ServerProcess(cores, folder / "limit.log")
        command = ["-m", "benchmarks.references.limit", str(self.server.port)]
        self.server.start(command, dict(os.environ), ready="")


async def come_in(url: str, phones: int) -> list[str | None]:
    """So many browsers have opened this address; the cookies each was given."""

    def one(_: int) -> str:
        address, until = url, time.monotonic() + COMES_WITHIN_S
        while True:
            answer = requests.get(address, allow_redirects=False, timeout=60)
            turn = AGAIN.fullmatch(answer.headers.get("Refresh", ""))
            if answer.status_code != 429 or turn is None or time.monotonic() > until:
                break
            time.sleep(float(turn[1]))  # its page says "one moment" and asks again by itself
            address = urljoin(url, turn[2])
        if answer.status_code >= 400:
            raise RuntimeError(f"{url} answered {answer.status_code}")
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in answer.cookies)

    def all_of_them() -> list[str | None]:
        with ThreadPoolExecutor(COMING_AT_ONCE) as pool:
            return list(pool.map(one, range(phones)))

    return await asyncio.to_thread(all_of_them)


def rows_of(database: Path, query: str, poll: str) -> Counter[str]:
    """How many different voters each option has, read from the file beside the server."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        rows = connection.execute(query, (poll,)).fetchall()
    finally:
        connection.close()
    return each_once(rows)


def each_once(rows: list[tuple[str, str]]) -> Counter[str]:
    """How many each option has, of rows of an option and a voter; a voter twice is a fault."""
    voters = {voter for _, voter in rows}
    if len(voters) != len(rows):
        raise AssertionError(f"{len(rows)} rows of {len(voters)} voters")
    return Counter(option for option, _ in rows)
