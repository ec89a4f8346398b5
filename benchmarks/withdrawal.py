"""How soon a "no" is felt: a text taken back, and the name of a child who takes her yes back, leave
the wall and every phone; a role withdrawn ends the socket that stood on it. Two seconds are allowed
for each."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks import results
from benchmarks.connections import Connection, connect, event_of
from benchmarks.load import Hall
from benchmarks.ours import TRIAL, Browser, Ours
from benchmarks.report import machine_words
from benchmarks.rows import aligned, number
from benchmarks.servers import Cores

ALLOWED_MS = 2000.0
PATIENCE_S = 10.0
CHILD, ADULT, ORGANISER = "Sami Wave", f"facilitator:{TRIAL}", "organiser"
Act = Callable[[], Awaitable[object]]


@dataclass(frozen=True)
class Felt:
    """One "no": after how many milliseconds the first and the last of these had felt it."""

    what: str
    by: str
    first_ms: float
    last_ms: float

    @property
    def mark(self) -> str:
        """As in the table of `make bench`: whether the last one had felt it in the time allowed."""
        return "holds" if self.last_ms <= ALLOWED_MS else "SHORT"


async def withdrawal(phones: int, cores: Cores) -> int:
    """Each of the three once, in a hall of so many phones, as a table and as JSON; 0 where all
    were felt by all in the time allowed."""
    ours = Ours()
    with results.workplace() as folder:
        (folder / "round").mkdir()
        ours.start(folder / "round", cores)
        try:
            felt = await _measured(ours, phones)
        finally:
            ours.stop()
    print(_page(felt, phones), flush=True)
    kept = {"phones": phones, "allowed_ms": ALLOWED_MS, "felt": [asdict(one) for one in felt]}
    print(f"As JSON: {results.write('withdrawal', kept)}", flush=True)
    return 0 if all(one.mark == "holds" for one in felt) else 1


def last_result() -> str:
    """One line about the last run, for the page of `make bench`."""
    last = results.read("withdrawal")
    if last is None:
        return "Taken back: not measured here yet (python -m benchmarks --withdrawal)."
    slowest = max(one["last_ms"] or float("inf") for one in last["felt"])
    felt = f"felt by all within {number(slowest)} ms"
    short = f"; SHORT: {number(ALLOWED_MS)} ms are allowed" if slowest > ALLOWED_MS else ""
    return f"Taken back, with {last['phones']:,} phones: {felt}{short}."


async def _measured(ours: Ours, phones: int) -> list[Felt]:
    screen = await ours.show()
    cookies = await ours.let_in(phones)
    hall = await Hall.fill(ours.server, cookies, ours.session, screen)
    every = [phone.connection for phone in hall.phones]
    child, organiser = ours.browser(CHILD), ours.browser(ORGANISER)
    adult = await _follows(ours, ours.browser(ADULT).cookie, "facilitator")
    await adult.written("duty.begin", session=TRIAL)
    felt = []

    question = await _on_stage(ours, every[0], adult, "none")
    take_back: Act = lambda: every[0].written("questions.take_back", question=question)  # noqa: E731
    felt += await _leaves("a question taken back by its asker", take_back, screen, every)

    asker = await _follows(ours, child.cookie, "delegate")
    await _on_stage(ours, asker, adult, "chosen_name")
    no: Act = lambda: asyncio.to_thread(child.post, "/me", "/me/take-back")  # noqa: E731
    felt += await _leaves("the name of a child who takes her yes back", no, screen, every)

    *others, role = _roles_of(organiser, str(ours.person(ADULT)["name"]))
    for other in others:
        await asyncio.to_thread(organiser.post, "/organise", "/organise/roles/withdraw", **other)
    gone: Act = lambda: asyncio.to_thread(  # noqa: E731
        organiser.post, "/organise", "/organise/roles/withdraw", **role
    )
    ends = _heard([adult], lambda name, _: name == "live.ended")
    felt.append(_felt("a role withdrawn", "its socket has ended", await _after(gone, ends)))
    hall.empty()
    return felt


def _roles_of(organiser: Browser, name: str) -> list[dict[str, str]]:
    """What the organiser's page says of this person's roles as a facilitator, to withdraw them."""
    (person,) = organiser.found(f"/organise?q={name}", r'href="/organise/people/(\w{32})"')
    form = r'name="role" value="facilitator">\s*<input type="hidden" name="session" value="(\w*)"'
    sessions = organiser.found(f"/organise/people/{person}", form)
    return [{"person": person, "role": "facilitator", "session": one} for one in sessions]


async def _on_stage(ours: Ours, asker: Connection, adult: Connection, name_as: str) -> str:
    """A question has come the whole way, with its asker's name or without; its id."""
    fields = {"session": TRIAL, "text": "Who answers at night?", "lang": "en"}
    await asker.written("questions.ask", **fields, name_as=name_as)
    taken = await adult.written("clearing.take", session=TRIAL)
    question = str(taken["item"]["id"])
    await adult.written("questions.clear", question=question)
    await ours.put_on_stage(question)
    await asyncio.sleep(1)  # everybody has it before it goes
    return question


async def _leaves(what: str, act: Act, screen: Connection, phones: list[Connection]) -> list[Felt]:
    wall, hall = _heard([screen], _names_nobody), _heard(phones, _names_nobody)
    moments = await _after(act, wall + hall)
    return [
        _felt(what, "the wall is without it", moments[:1]),
        _felt(what, f"{len(phones):,} phones are without it", moments[1:]),
    ]


def _names_nobody(name: str, content: dict[str, Any]) -> bool:
    """The words of a question are the hall's once both keys have turned; a child's no takes her
    name from it, and its asker's takes the question."""
    if name != "live.changed" or content.get("topic") != "questions":
        return False
    on_stage = content["data"]["on_stage"]
    return on_stage is None or on_stage["name"] is None


def _heard(
    connections: list[Connection], matches: Callable[[str, dict[str, Any]], bool]
) -> list[asyncio.Future[float]]:
    """For each connection, the moment at which it first hears such a thing."""

    def listen(connection: Connection) -> asyncio.Future[float]:
        moment: asyncio.Future[float] = asyncio.get_running_loop().create_future()

        def hear(at: float, payload: bytes) -> None:
            if not moment.done() and matches(*event_of(payload)):
                moment.set_result(at)

        connection.hear = hear
        return moment

    return [listen(connection) for connection in connections]


async def _after(act: Act, moments: list[asyncio.Future[float]]) -> list[float]:
    """Milliseconds from the press until each moment; infinite for what never came."""
    pressed = time.perf_counter()
    await act()
    await asyncio.wait(moments, timeout=PATIENCE_S)
    return [
        (moment.result() - pressed) * 1000 if moment.done() else float("inf") for moment in moments
    ]


def _felt(what: str, by: str, times: list[float]) -> Felt:
    return Felt(what, by, min(times), max(times))


async def _follows(ours: Ours, cookie: str, audience: str) -> Connection:
    connection = await connect(ours.server.url, cookie)
    await connection.told("live.follow", **{"session": TRIAL, "as": audience})
    return connection


def _page(felt: list[Felt], phones: int) -> str:
    lines = [["", "", "first, ms", "last, ms", ""]]
    lines += [
        [one.what, one.by, number(one.first_ms), number(one.last_ms), one.mark] for one in felt
    ]
    return "\n".join(
        [
            f"Taken back in a hall of {phones:,} phones; {number(ALLOWED_MS)} ms are allowed.",
            "Times run from the press, once each.",
            machine_words(),
            "",
            aligned(lines),
        ]
    )
