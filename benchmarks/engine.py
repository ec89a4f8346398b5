"""E1 to E4 and E6: what the engine itself can do, each beside a reference."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

from benchmarks.bursts import SPREAD_S, burst_of, full_hall, served
from benchmarks.connections import Answer, Connection, Hearer, connect
from benchmarks.contenders import Contender
from benchmarks.figures import Figures, figures_of
from benchmarks.load import Hall, open_poll_in
from benchmarks.rows import Row, at_least, at_most, every
from benchmarks.servers import Cores

CHANGES = 20
EVERY_S = 0.5
LOOP_S = 6.0
COMES_WITHIN_S = 30.0
CUT = 500
STALLED = 0.1


@dataclass
class FanOut:
    """How a change of state reached a hall."""

    phones: int
    lasts_ms: list[float] = field(default_factory=list)
    messages: int = 0
    cpu_s: float = 0.0

    @property
    def per_core_second(self) -> float:
        """Messages that one core sends in a second."""
        return self.messages / max(self.cpu_s, 1e-9)


async def fan_out(contender: Contender, phones: int, cores: Cores) -> FanOut:
    """One phone after the other votes, far enough apart that each vote is told by itself."""
    told = FanOut(phones)
    async with full_hall(contender, phones, cores) as hall:
        heard: list[float] = []
        polls: list[Answer] = []

        def hear(at: float, payload: bytes) -> None:
            if b'"poll"' not in payload:
                return
            if not polls:  # what was told before the opening comes late in a full hall
                if (poll := open_poll_in(payload)) is None:
                    return
                polls.append(poll)
            heard.append(at)

        for phone in hall.phones:
            phone.connection.hear = hear
        await contender.open_poll()
        await _until(lambda: len(heard) >= phones)
        before = hall.server.cpu_s()
        for number in range(CHANGES):
            heard.clear()
            began = time.perf_counter()
            hall.phones[number].vote(polls[0])
            await _until(lambda: len(heard) >= phones)
            told.lasts_ms.append((max(heard) - began) * 1000)
            told.messages += len(heard)
            await asyncio.sleep(max(0.0, EVERY_S - (time.perf_counter() - began)))
        told.cpu_s = hall.server.cpu_s() - before
    return told


async def votes_in_a_hall(contender: Contender, phones: int, cores: Cores) -> float:
    """Votes acknowledged a second while every phone changes its mind as soon as it may."""
    async with full_hall(contender, phones, cores) as hall:
        heard: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()

        def hear(_: float, payload: bytes) -> None:
            poll = open_poll_in(payload)
            if poll is not None and not heard.done():
                heard.set_result(poll)

        hall.phones[0].connection.hear = hear
        await contender.open_poll()
        poll = await asyncio.wait_for(heard, COMES_WITHIN_S)
        counts = [0]
        is_over = False

        def again(number: int) -> None:
            if not is_over:
                hall.phones[number].vote(poll, lambda: answered(number))

        def answered(number: int) -> None:
            counts[0] += 1
            again(number)

        for number in range(phones):
            again(number)
        await asyncio.sleep(1.0)
        began, counts[0] = time.perf_counter(), 0
        await asyncio.sleep(LOOP_S)
        taken = counts[0] / (time.perf_counter() - began)
        is_over = True
        await asyncio.sleep(1.0)
    return taken


@dataclass(frozen=True)
class Coming:
    """How phones came in."""

    held: int
    per_second: float
    kib_each: float


async def coming(contender: Contender, phones: int, cores: Cores) -> Coming:
    """Connections a second, each with all that belongs to it, and what each takes of memory."""
    async with served(contender, cores) as screen:
        cookies = await contender.let_in(phones)
        empty = contender.server.memory_mib()
        began = time.perf_counter()
        hall = await Hall.fill(contender.server, cookies, contender.session, screen)
        took = time.perf_counter() - began
        await asyncio.sleep(3.0)
        held = sum(not phone.connection.is_cut for phone in hall.phones)
        each = (contender.server.memory_mib() - empty) * 1024 / phones
        hall.empty()
    return Coming(held, phones / took, each)


async def cut_and_back(contender: Contender, phones: int, cores: Cores) -> tuple[int, float]:
    """So many phones are cut at once and come back: how many have the state of the hall again, and
    after how many seconds the last of them."""
    async with served(contender, cores) as screen:
        cookies = await contender.let_in(phones)
        hall = await Hall.fill(contender.server, cookies, contender.session, screen)
        await contender.open_poll()
        await asyncio.sleep(2.0)
        cut = hall.phones[:CUT]
        for phone in cut:
            phone.connection.hang_up()
        began = time.perf_counter()
        backs = await asyncio.gather(
            *(_comes_back(contender, cookie) for cookie in cookies[: len(cut)])
        )
        right = [moment - began for connection, moment in backs if connection is not None]
        for connection, _ in backs:
            if connection is not None:
                connection.hang_up()
        hall.empty()
    return len(right), max(right, default=float("inf"))


async def _comes_back(contender: Contender, cookie: str | None) -> tuple[Connection | None, float]:
    """The connection, where its snapshot holds the open poll; and when it had come."""
    connection = await connect(contender.server.url, cookie)
    fields = {"session": contender.session, "as": "audience"}
    answer = await connection.told("live.follow", **fields)
    poll = answer["topics"]["poll"]["data"]
    is_right = poll is not None and poll["state"] == "open"
    return (connection if is_right else None), time.perf_counter()


@dataclass(frozen=True)
class Slow:
    """A burst in a hall where some phones do not read."""

    without: Figures
    beside: Figures
    caught_up: int
    stalled: int
    most_states: int


async def slow_phones(contender: Contender, phones: int, cores: Cores) -> Slow:
    """The same burst twice: everybody reads; one phone in ten reads nothing until it is over."""
    without = await burst_of(contender, phones, cores)
    stalled = int(phones * STALLED)
    states: list[list[int]] = [[] for _ in range(stalled)]
    async with full_hall(contender, phones, cores) as hall:
        slow, hall.phones = hall.phones[:stalled], hall.phones[stalled:]
        for phone, seen in zip(slow, states, strict=True):
            phone.connection.hear = _noting(seen)
            phone.connection.stop_reading()
        burst = await hall.burst(contender.open_poll, SPREAD_S)
        for phone in slow:
            phone.connection.read_on()
        await asyncio.sleep(2.0)
        beside = figures_of(burst, None, hall.server.memory_mib(), hall.server.tracebacks())
        hall.phones += slow
    caught_up = sum(bool(seen) and seen[-1] == beside.acknowledged for seen in states)
    return Slow(without, beside, caught_up, stalled, max(map(len, states)))


def _noting(seen: list[int]) -> Hearer:
    def hear(_: float, payload: bytes) -> None:
        poll = open_poll_in(payload)
        if poll is not None:
            seen.append(int(poll["answered"]))

    return hear


async def _until(holds: Callable[[], bool]) -> None:
    until = time.perf_counter() + COMES_WITHIN_S
    while not holds() and time.perf_counter() < until:
        await asyncio.sleep(0.005)


# -- the rows of quality.md ------------------------------------------------------------------------


def fan_out_rows(
    ours: FanOut, bare: FanOut, full: FanOut, node: FanOut, limit: FanOut
) -> list[Row]:
    """E1: `ours` and `bare` in a hall of 1,000, the others in one of 5,000."""
    last = median(full.lasts_ms)
    return [
        at_least(
            "E1",
            f"messages of one core a second, {ours.phones:,} sockets, beside bare",
            "×",
            3,
            ours.per_core_second / bare.per_core_second,
            (ours.per_core_second, bare.per_core_second),
        ),
        at_most(
            "E1",
            f"last of {full.phones:,} has it, beside node",
            "×",
            1.3,
            last / median(node.lasts_ms),
            (last, median(node.lasts_ms)),
        ),
        at_most(
            "E1",
            f"last of {full.phones:,} has it, beside the limit",
            "×",
            2,
            last / median(limit.lasts_ms),
            (last, median(limit.lasts_ms)),
        ),
    ]


def durable_rows(ours: float, one_by_one: float, node: float) -> list[Row]:
    """E2: votes a second."""
    return [
        at_least(
            "E2",
            "durable votes/s beside one transaction each",
            "×",
            5,
            ours / one_by_one,
            (ours, one_by_one),
        ),
        at_least(
            "E2",
            "durable votes/s beside node without a database",
            "×",
            0.15,
            ours / node,
            (ours, node),
        ),
    ]


def coming_rows(ours: Coming, bare: Coming, full: Coming, phones: int) -> list[Row]:
    """E3: `ours` and `bare` in a hall of 1,000, `full` in one of 5,000."""
    return [
        at_least(
            "E3",
            "connections/s beside bare",
            "×",
            0.6,
            ours.per_second / bare.per_second,
            (ours.per_second, bare.per_second),
        ),
        at_most("E3", "memory of a connection", "KiB", 80, full.kib_each),
        every("E3", "held", full.held, phones),
    ]


def cut_rows(right: int, cut: int, last_s: float) -> list[Row]:
    """E4."""
    return [
        every("E4", "cut at once, back with the right state", right, cut),
        at_most("E4", "the last of them is back after", "s", 5, last_s),
    ]


def slow_rows(slow: Slow) -> list[Row]:
    """E6."""
    return [
        at_most(
            "E6",
            "acknowledged p99 with stalled phones beside without",
            "×",
            1.1,
            slow.beside.ack_p99_ms / slow.without.ack_p99_ms,
        ),
        at_most(
            "E6",
            "seen on the screen p95 with stalled phones beside without",
            "×",
            1.1,
            slow.beside.screen_p95_ms / slow.without.screen_p95_ms,
        ),
        every("E6", "stalled phones that then have the newest state", slow.caught_up, slow.stalled),
    ]
