"""B1 to B4: a poll opens, so many phones vote within 5 s, everyone sees it."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median

from benchmarks import results
from benchmarks.connections import Connection
from benchmarks.contenders import Contender
from benchmarks.figures import Figures, figures_of, middle, ratios
from benchmarks.load import Hall
from benchmarks.rows import Row, at_least, at_most, every, number
from benchmarks.servers import Cores

SPREAD_S = 5.0
REST_S = 2.0


@asynccontextmanager
async def served(contender: Contender, cores: Cores) -> AsyncIterator[Connection]:
    """The contender serves an empty database, and this is its screen; nothing of it is left."""
    with results.workplace() as work, tempfile.TemporaryDirectory(dir=work) as place:
        contender.start(Path(place), cores)
        try:
            yield await contender.show()
        except Exception:
            print(contender.server.last_words(), flush=True)
            raise
        finally:
            contender.stop()


@asynccontextmanager
async def full_hall(contender: Contender, phones: int, cores: Cores) -> AsyncIterator[Hall]:
    """A hall of so many phones; gone afterwards."""
    async with served(contender, cores) as screen:
        cookies = await contender.let_in(phones)
        hall = await Hall.fill(contender.server, cookies, contender.session, screen)
        yield hall
        hall.empty()


async def burst_of(contender: Contender, phones: int, cores: Cores) -> Figures:
    """One contender on an empty database: the hall fills, a poll opens, everybody votes."""
    async with full_hall(contender, phones, cores) as hall:
        await asyncio.sleep(REST_S)
        burst = await hall.burst(contender.open_poll, SPREAD_S)
        counted = contender.counted(burst.poll)
        memory = contender.server.memory_mib()
        tracebacks = contender.server.tracebacks()
    figures = figures_of(burst, counted, memory, tracebacks)
    print(
        f"{contender.name}, {phones:,} phones: {figures.acknowledged:,} acknowledged, "
        f"p99 {number(figures.ack_p99_ms)} ms, screen p95 {number(figures.screen_p95_ms)} ms",
        flush=True,
    )
    return figures


def limits(
    name: str,
    ours: Sequence[Figures],
    ack: float,
    screen: float,
    share: float | None = None,
) -> list[Row]:
    """The figures that a burst has to stay below, as medians over its rounds."""
    rows = [
        every(
            name,
            "all acknowledged, and in the count once each",
            min(one.acknowledged for one in ours),
            ours[0].phones,
            all(bool(one.exact) for one in ours),
        ),
        at_most(name, "acknowledged p99", "ms", ack, middle(ours, lambda f: f.ack_p99_ms)),
        at_most(
            name, "seen on the screen p95", "ms", screen, middle(ours, lambda f: f.screen_p95_ms)
        ),
    ]
    if share is not None:
        used = middle(ours, lambda f: f.server_share * 100)
        rows.append(at_most(name, "server, of one core", "%", share, used))
    return rows


def against_naive(ours: Sequence[Figures], naive: Sequence[Figures]) -> list[Row]:
    """What B1 asks beside the plainest way to do the same, round by round."""
    acks = ratios(ours, naive, lambda f: f.ack_p99_ms)
    screens = ratios(ours, naive, lambda f: f.screen_p95_ms)
    return [
        at_least("B1", "acknowledged p99 better than naive", "×", 80, median(acks)),
        at_least("B1", "seen on the screen p95 better than naive", "×", 20, median(screens)),
    ]


def cost(name: str, most: float, ours: Sequence[Figures], b1: Sequence[Figures]) -> Row:
    """What a vote costs in a fuller hall, beside B1 in the same run."""
    fuller = middle(ours, lambda f: f.server_ms_per_vote)
    return at_most(
        name,
        "server time for each vote beside B1's",
        "×",
        most,
        fuller / middle(b1, lambda f: f.server_ms_per_vote),
    )
