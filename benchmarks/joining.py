"""J1: a hall's phones behind one address open the room's page and connect."""

from __future__ import annotations

import asyncio
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from benchmarks import results
from benchmarks.connections import connect
from benchmarks.figures import quantile
from benchmarks.ours import Ours
from benchmarks.rows import Row, at_most, every
from benchmarks.servers import Cores

# They come in as a hall does: not all in one instant, and all within this time.
COME_WITHIN_S = 12.0
PATIENCE_S = 30.0


@dataclass(frozen=True)
class Joining:
    """How long each of those who came in took, and how many did not."""

    phones: int
    took_s: list[float]
    all_within_s: float


async def joining(phones: int, cores: Cores) -> Joining:
    """So many phones, each by the room's address with a cookie jar of its own."""
    ours = Ours()
    with results.workplace() as work, tempfile.TemporaryDirectory(dir=work) as place:
        ours.start(Path(place), cores)
        try:
            await ours.show()
            address = ours.door()
            began = time.perf_counter()
            gone_in = await asyncio.gather(
                *(
                    _comes(ours, address, began + COME_WITHIN_S * number / phones)
                    for number in range(phones)
                )
            )
            took = [each for each in gone_in if each is not None]
            return Joining(phones, took, time.perf_counter() - began)
        finally:
            ours.stop()


async def _comes(ours: Ours, address: str, at: float) -> float | None:
    """From the moment it was due: the page, the socket, the state of the room."""
    await asyncio.sleep(max(0.0, at - time.perf_counter()))
    jar = aiohttp.CookieJar(unsafe=True)  # an address of numbers has cookies, too
    timeout = aiohttp.ClientTimeout(total=PATIENCE_S)
    try:
        async with aiohttp.ClientSession(cookie_jar=jar, timeout=timeout) as browser:
            async with browser.get(address) as page:
                await page.read()
                if page.status != 200:
                    return None
            cookie = "; ".join(f"{one.key}={one.value}" for one in jar)
        connection = await connect(ours.server.url, cookie)
        await connection.told("live.follow", **{"session": ours.session, "as": "audience"})
    except (aiohttp.ClientError, OSError, TimeoutError):
        return None
    took = time.perf_counter() - at
    connection.hang_up()
    return took


def rows(joined: Joining) -> list[Row]:
    """J1 of quality.md."""
    return [
        every("J1", "came in, none refused", len(joined.took_s), joined.phones),
        at_most("J1", "page, socket and state p95", "s", 1, quantile(joined.took_s, 0.95)),
        at_most("J1", "all of them within", "s", 15, joined.all_within_s),
    ]
