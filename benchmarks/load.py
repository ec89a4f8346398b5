"""The load: a hall of phones and its screen; a poll opens, each phone votes once, all is timed.

A vote is due at a moment drawn uniformly from the seconds after its phone heard of the opening,
and everything is measured from the moment it was due, however late it could be sent.
"""

from __future__ import annotations

import asyncio
import gc
import math
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from uuid import uuid4

from benchmarks.connections import Answer, Answered, Connection, connect, event_of
from benchmarks.servers import ServerProcess, waited_of

CONNECTING_AT_ONCE = 32
PATIENCE_S = 60.0
LOOK_S = 0.05


class NothingHeard(Exception):
    """The round can't be measured: the phones were not told of the poll."""


@dataclass
class Vote:
    """One phone's vote: when the phone heard of the poll, was due, sent, was answered."""

    heard: float
    due: float
    choice: str
    sent: float = 0.0
    answered: float = 0.0
    counted: bool = False
    refusal: str | None = None


@dataclass
class Burst:
    """What happened, in moments of one clock; what it means is for `figures` to say."""

    phones: int
    began: float
    ended: float = 0.0
    poll: str = ""
    votes: list[Vote] = field(default_factory=list)
    shown: list[tuple[float, int]] = field(default_factory=list)
    cut: int = 0
    server_cpu_s: float = 0.0
    load_cpu_s: float = 0.0
    server_waited_s: float = 0.0
    load_waited_s: float = 0.0

    @property
    def counted(self) -> list[Vote]:
        """The votes acknowledged as counted, in the order of their acknowledgement."""
        return sorted((v for v in self.votes if v.counted), key=lambda vote: vote.answered)

    @property
    def chosen(self) -> Counter[str]:
        """How many acknowledged votes each option has."""
        return Counter(vote.choice for vote in self.votes if vote.counted)

    @property
    def settled(self) -> int:
        return sum(1 for vote in self.votes if vote.answered)


class Phone:
    """Waits for a poll to open, then votes once."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.n = 0
        self._vote: Vote | None = None

    @property
    def is_done(self) -> bool:
        """Its vote was answered, or nothing will come of it any more."""
        return self.connection.is_cut or (self._vote is not None and self._vote.answered > 0)

    def arm(self, burst: Burst, spread_s: float) -> None:
        """The next poll that this phone hears open gets its one vote."""

        self._vote = None

        def hear(at: float, payload: bytes) -> None:
            poll = open_poll_in(payload)
            if poll is None:
                return
            self.connection.hear = None
            choice = random.choice(poll["options"])["id"]
            vote = self._vote = Vote(heard=at, due=at + random.random() * spread_s, choice=choice)
            burst.poll = poll["id"]
            burst.votes.append(vote)
            # uvloop counts whole milliseconds, so round up: never before it is due.
            wait = math.ceil((vote.due - time.perf_counter()) * 1000 + 1) / 1000
            asyncio.get_running_loop().call_later(wait, self._cast, poll["id"], vote)

        self.connection.hear = hear

    def vote(self, poll: Answer, then: Callable[[], None] | None = None) -> None:
        """Choose any option now; `then` follows the acknowledgement."""

        def answered(_: float, answer: Answer) -> None:
            if answer.get("ok") and then is not None:
                then()

        self._send(poll["id"], random.choice(poll["options"])["id"], answered)

    def _send(self, poll: str, choice: str, answered: Answered) -> None:
        self.n += 1
        fields = {"poll": poll, "choice": [choice], "n": self.n, "command_id": str(uuid4())}
        self.connection.ask("polls.cast", fields, answered)

    def _cast(self, poll: str, vote: Vote) -> None:
        def answered(at: float, answer: Answer) -> None:
            vote.answered = at
            vote.counted = bool(answer.get("ok"))
            vote.refusal = None if vote.counted else str(answer.get("code"))

        vote.sent = time.perf_counter()
        self._send(poll, vote.choice, answered)


class Hall:
    """Phones that follow a session, and the screen that is looked at."""

    def __init__(self, phones: list[Phone], screen: Connection, server: ServerProcess) -> None:
        self.phones = phones
        self.screen = screen
        self.server = server

    @classmethod
    async def fill(
        cls, server: ServerProcess, cookies: list[str | None], session: str, screen: Connection
    ) -> Hall:
        """Every phone is connected and follows the session as audience."""
        places = asyncio.Semaphore(CONNECTING_AT_ONCE)

        async def come(cookie: str | None) -> Phone:
            async with places:
                connection = await connect(server.url, cookie)
                await connection.told("live.follow", **{"session": session, "as": "audience"})
                return Phone(connection)

        phones = await asyncio.gather(*(come(cookie) for cookie in cookies))
        return cls(list(phones), screen, server)

    async def burst(self, open_poll: Callable[[], Awaitable[object]], spread_s: float) -> Burst:
        """Open a poll, let every phone vote, wait until the screen shows what was acknowledged."""
        burst = Burst(len(self.phones), time.perf_counter())
        for phone in self.phones:
            phone.arm(burst, spread_s)
        self.screen.hear = lambda at, payload: _look(burst, at, payload)
        gc.collect()
        gc.disable()  # its pauses would be measured as the server's
        try:
            before = self._meters()
            burst.began = time.perf_counter()
            await open_poll()
            await self._settle(burst, spread_s)
            burst.ended = time.perf_counter()
            spent = [after - earlier for after, earlier in zip(self._meters(), before, strict=True)]
        finally:
            gc.enable()
        burst.server_cpu_s, burst.load_cpu_s, burst.server_waited_s, burst.load_waited_s = spent
        burst.cut = sum(phone.connection.is_cut for phone in self.phones)
        return burst

    def _meters(self) -> tuple[float, float, float, float]:
        """Seconds so far: used by server and load, waited for a core by server and load."""
        server = self.server
        return server.cpu_s(), time.process_time(), server.waited_s(), waited_of("self")

    async def _settle(self, burst: Burst, spread_s: float) -> None:
        await asyncio.sleep(spread_s)
        if not burst.votes:
            raise NothingHeard("no phone has heard that a poll is open")
        until = time.perf_counter() + PATIENCE_S
        while time.perf_counter() < until:
            await asyncio.sleep(LOOK_S)
            if not all(phone.is_done for phone in self.phones):
                continue
            shown = burst.shown[-1][1] if burst.shown else -1
            if shown >= len(burst.counted) or self.screen.is_cut:
                return

    def empty(self) -> None:
        """Everybody has left."""
        for phone in self.phones:
            phone.connection.hang_up()
        self.screen.hang_up()


def open_poll_in(payload: bytes) -> Answer | None:
    """The poll that this event says is open, if it does."""
    if b'"open"' not in payload or b'"poll"' not in payload:
        return None
    name, content = event_of(payload)
    if name != "live.changed" or content.get("topic") != "poll":
        return None
    poll: Answer | None = content.get("data")
    return poll if poll and poll["state"] == "open" else None


def _look(burst: Burst, at: float, payload: bytes) -> None:
    poll = open_poll_in(payload)
    if poll is not None:
        burst.shown.append((at, int(poll["answered"])))
