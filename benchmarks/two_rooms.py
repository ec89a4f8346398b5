"""B5: two full halls at once, at two servers behind nginx, on one PostgreSQL and one Redis."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks import results
from benchmarks.bursts import REST_S, SPREAD_S
from benchmarks.connections import Connection, connect
from benchmarks.contenders import come_in
from benchmarks.engine import votes_in_a_hall
from benchmarks.figures import Figures, figures_of
from benchmarks.load import Hall
from benchmarks.ours import PREFIX, OnPostgres, Ours
from benchmarks.rows import Row, at_least, at_most, every
from benchmarks.servers import Cores, ServerProcess, free_port
from tests.nginx import nginx
from tests.postgres import PostgresMissing, PostgresServer, postgres_server
from tests.redis import redis_server

# The rooms: the trial session, and one that adults open first.
SECOND, ITS_ADULTS = "workshop-school", ("Ms. Jasmine", "Mr. Cypress")
# From so many cores on two servers have to be faster than one, and by so much.
ENOUGH_CORES, FASTER = 6, 1.5


class Several(ServerProcess):
    """Servers at one address, measured as one."""

    def __init__(self, url: str, servers: Sequence[ServerProcess]) -> None:
        self.url = url
        self._servers = servers

    def cpu_s(self) -> float:
        return sum(one.cpu_s() for one in self._servers)

    def waited_s(self) -> float:
        return sum(one.waited_s() for one in self._servers)

    def memory_mib(self) -> float:
        return sum(one.memory_mib() for one in self._servers)

    def tracebacks(self) -> int:
        return sum(one.tracebacks() for one in self._servers)

    def last_words(self) -> str:
        return "\n".join(one.last_words() for one in self._servers)


class Behind(OnPostgres):
    """So many servers behind nginx; the trial session is one of its rooms."""

    def __init__(self, postgres: PostgresServer, count: int) -> None:
        super().__init__(postgres)
        self.name = f"{count} behind nginx"
        self._count = count
        self._around = ExitStack()

    def start(self, folder: Path, cores: Cores) -> None:
        """They serve; this process trusts nginx's certificate until they stop."""
        port = free_port()
        database = self.prepare(folder)
        redis = self._around.enter_context(redis_server(folder))
        if redis is None:
            raise PostgresMissing("redis-server is not installed")
        # All of them share what the load leaves: a core each where there are enough.
        anywhere = Cores(None, None) if (os.cpu_count() or 1) >= ENOUGH_CORES else cores
        told = {
            PREFIX + "REDIS_URL": redis.url,
            PREFIX + "URL": f"https://127.0.0.1:{port}",
            PREFIX + "TRUSTED_PROXIES": "1",
        }
        servers = [
            ServerProcess(anywhere, folder / f"sawt-{number}.log") for number in range(self._count)
        ]
        for one in servers:
            mine = {PREFIX + "PORT": str(one.port)}
            one.start([*self.program], self.environment(database) | told | mine, "/readyz")
            self._around.callback(one.stop)
        behind = nginx(port, [one.port for one in servers], folder / "nginx")
        url = self._around.enter_context(behind)
        if url is None:
            raise PostgresMissing("nginx is not installed")
        self._around.enter_context(_trusted(folder / "nginx" / "cert.pem"))
        self.server = Several(url, servers)

    def stop(self) -> None:
        self._around.close()
        self._drop()


class NextDoor(Ours):
    """Another room of the same conference, at the same servers."""

    session = SECOND

    def __init__(self, beside: Behind) -> None:
        super().__init__()
        self.server = beside.server
        self._demonstration = beside._demonstration
        self._beside = beside

    async def let_in(self, phones: int) -> list[str | None]:
        return await come_in(self.door(), phones)

    def counted(self, poll: str) -> Counter[str] | None:
        return self._beside.counted(poll)

    async def show(self) -> Connection:
        """Its adults are there and its doors open; then as in any room."""
        for name in ITS_ADULTS:
            browser = await asyncio.to_thread(self.browser, name)
            adult = await connect(self.server.url, browser.cookie)
            await self._follow(adult, "facilitator")
            await adult.written("adults.check_in", session=self.session)
        await adult.written("floor.open_doors", session=self.session)
        return await super().show()


async def two_full_halls(behind: Behind, phones: int, cores: Cores) -> list[Figures]:
    """A poll opens in both rooms at once, and so many phones vote in each."""
    with results.workplace() as work, tempfile.TemporaryDirectory(dir=work) as place:
        # nginx serves as somebody else, who has to come to its folder.
        Path(place).chmod(0o755)
        behind.start(Path(place), cores)
        try:
            rooms: list[Ours] = [behind, NextDoor(behind)]
            halls = []
            for room in rooms:
                screen = await room.show()
                cookies = await room.let_in(phones)
                halls.append(await Hall.fill(room.server, cookies, room.session, screen))
            await asyncio.sleep(REST_S)
            bursts = await asyncio.gather(
                *(
                    hall.burst(room.open_poll, SPREAD_S)
                    for room, hall in zip(rooms, halls, strict=True)
                )
            )
            counted = [room.counted(burst.poll) for room, burst in zip(rooms, bursts, strict=True)]
            memory, tracebacks = behind.server.memory_mib(), behind.server.tracebacks()
            for hall in halls:
                hall.empty()
        except Exception:
            print(behind.server.last_words(), flush=True)
            raise
        finally:
            behind.stop()
    return [
        figures_of(burst, votes, memory, tracebacks)
        for burst, votes in zip(bursts, counted, strict=True)
    ]


async def rows(phones: int, cores: Cores) -> list[Row]:
    """B5 of quality.md; on few cores the speed of two servers is told and not judged."""
    try:
        with postgres_server(is_durable=True) as postgres:
            rooms = await two_full_halls(Behind(postgres, 2), phones, cores)
            one = await votes_in_a_hall(Behind(postgres, 1), phones // 2, cores)
            two = await votes_in_a_hall(Behind(postgres, 2), phones // 2, cores)
    except PostgresMissing as missing:
        return [Row("B5", "two halls at two servers", str(missing), None)]
    got = sum(room.acknowledged for room in rooms)
    is_right = all(bool(room.exact) for room in rooms)
    ack = max(room.ack_p99_ms for room in rooms)
    screen = max(room.screen_p95_ms for room in rooms)
    right = "all acknowledged in both rooms, and in the count once each"
    faster = at_least(
        "B5", "votes/s beside one server behind nginx", "×", FASTER, two / one, (two, one)
    )
    told = [
        at_most("B5", "acknowledged p99", "ms", 250, ack),
        at_most("B5", "seen on the screen p95", "ms", 600, screen),
        Row("B5", faster.asked, faster.measured, None),
    ]
    if (os.cpu_count() or 1) >= ENOUGH_CORES:
        told[-1] = faster
    else:
        told = [Row(row.name, row.asked, row.measured, None) for row in told]
    return [every("B5", right, got, 2 * phones, is_right), *told]


@contextmanager
def _trusted(certificate: Path) -> Iterator[None]:
    """Both clients of the load program trust this certificate alone."""
    names = ("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE")
    before = {name: os.environ.pop(name, None) for name in names}
    os.environ.update(dict.fromkeys(names, str(certificate)))
    try:
        yield
    finally:
        for name, told in before.items():
            os.environ.pop(name, None)
            os.environ.update({name: told} if told is not None else {})
