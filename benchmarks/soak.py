"""`make soak`: half an hour of one session, poll after poll, with an eye on memory and lateness."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from benchmarks import results
from benchmarks.figures import figures_of
from benchmarks.load import Hall
from benchmarks.ours import Ours
from benchmarks.rows import number
from benchmarks.servers import Cores

SPREAD_S = 20.0
REST_S = 5.0
WARM_S = 180.0
# E5 of quality.md
MOST_GROWTH = 1.05
LATEST_MS = 1000.0


async def soak(minutes: float, phones: int, cores: Cores) -> int:
    """So many minutes of polls in one session; 0 when every acknowledged vote was counted."""
    ours = Ours()
    memory: list[tuple[float, float]] = []
    late, votes, exact = 0, 0, True
    with results.workplace() as folder:
        (folder / "round").mkdir()
        ours.start(folder / "round", cores)
        try:
            screen = await ours.show()
            cookies = await ours.let_in(phones)
            hall = await Hall.fill(ours.server, cookies, ours.session, screen)
            beating = asyncio.create_task(ours.keep_seat())
            began = time.monotonic()
            while time.monotonic() - began < minutes * 60:
                burst = await hall.burst(ours.open_poll, SPREAD_S)
                figures = figures_of(burst, ours.counted(burst.poll), ours.server.memory_mib(), 0)
                await ours.close_poll(burst.poll)
                late += sum(1 for v in burst.votes if (v.answered - v.due) * 1000 > LATEST_MS)
                late += figures.unanswered
                votes += figures.acknowledged
                exact = exact and bool(figures.exact)
                memory.append((time.monotonic() - began, figures.server_mib))
                print(_line(memory[-1], figures.ack_p99_ms, figures.screen_p95_ms), flush=True)
                await asyncio.sleep(REST_S)
            beating.cancel()
            hall.empty()
        finally:
            ours.stop()
    return _tell(minutes, phones, memory, late, votes, exact)


def last_result() -> str:
    """One line about the last soak, for the page of `make bench`."""
    last = results.read("soak")
    if last is None:
        return "E5: no soak has been run here yet (make soak)."
    grown = "too short to say" if last["growth"] is None else f"{last['growth']:.3f}"
    return (
        f"E5, soak of {last['at']}: {last['minutes']:g} minutes, {last['phones']:,} phones, "
        f"{last['votes']:,} votes, memory after / at minute 3: {grown} (asked: ≤ {MOST_GROWTH}), "
        f"later than 1 s: {last['late']:,} (asked: 0)."
    )


def _tell(
    minutes: float,
    phones: int,
    memory: list[tuple[float, float]],
    late: int,
    votes: int,
    exact: bool,
) -> int:
    warm = next((mib for at, mib in memory if at >= WARM_S), None)
    told: dict[str, Any] = {
        "minutes": minutes,
        "phones": phones,
        "votes": votes,
        "exact": exact,
        "late": late,
        "growth": memory[-1][1] / warm if warm and memory[-1][0] > WARM_S else None,
        "memory_mib": memory,
    }
    path = results.write("soak", told)
    print(f"{last_result()}\nAs JSON: {path}")
    return 0 if exact else 1


def _line(memory: tuple[float, float], ack: float, screen: float) -> str:
    at, mib = memory
    return (
        f"minute {at / 60:5.1f}: {number(mib)} MiB, acknowledged p99 {number(ack)} ms, "
        f"screen p95 {number(screen)} ms"
    )
