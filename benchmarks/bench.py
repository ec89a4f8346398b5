"""The rows of quality.md one after the other, with what each needs to run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import uvloop

from benchmarks import bursts, engine, joining, pages, plot, two_rooms
from benchmarks.contenders import Contender, Limit, Node, Reference
from benchmarks.figures import Figures
from benchmarks.ours import OneByOne, OnPostgres, Ours
from benchmarks.rows import Row
from benchmarks.servers import Cores
from tests.postgres import PostgresMissing, postgres_server

# The row's hall, beside B1's.
TWICE, FULL = 2, 5
# As often as a product of ours tells a hall of a change.
TELLS_EVERY_MS = 250


class Bench:
    """One run; what it measured of bursts stays with it, by contender."""

    def __init__(self, cores: Cores, phones: int, rounds: int) -> None:
        self._cores = cores
        self._phones = phones
        self._rounds = rounds if phones >= 1000 else 1
        # One for all rows: whoever came into its hall is in for the next.
        self._ours = Ours()
        self.bursts: dict[str, list[Figures]] = defaultdict(list)
        self._by_phones: dict[int, list[Figures]] = defaultdict(list)
        self._known: dict[str, Callable[[], list[Row]]] = {
            "B1": self._b1,
            "B2": lambda: self._fuller("B2", TWICE, ack=100, screen=400, share=70, cost=1.3),
            "B3": lambda: self._fuller("B3", FULL, ack=250, screen=600, share=95, cost=1.5),
            "B4": self._b4,
            "B5": lambda: uvloop.run(two_rooms.rows(self._phones, self._cores)),
            "E1": self._e1,
            "E2": self._e2,
            "E3": self._e3,
            "E4": self._e4,
            "E6": self._e6,
            "J1": self._j1,
            "J3": lambda: pages.rows(pages.pages()),
        }

    @property
    def names(self) -> list[str]:
        return list(self._known)

    @property
    def is_exact(self) -> bool:
        """Every vote that was acknowledged was counted, once."""
        ours = [one for each in self._by_phones.values() for one in each]
        return all(one.exact for one in ours)

    def run(self, wanted: list[str]) -> list[Row]:
        """The rows asked for, in the order of quality.md."""
        found: list[Row] = []
        for name, row in self._known.items():
            if name in wanted:
                print(f"-- {name}", flush=True)
                found += row()
        return found

    def draw(self, path: Path) -> bool:
        """The plot, where there is more than one number of phones to draw."""
        if len(self._by_phones) < 2:
            return False
        half = self._phones // 2
        if half not in self._by_phones:
            self._by_phones[half] = self._bursts_of([self._ours], half)["sawt"]
        plot.draw(self._by_phones, path)
        return True

    def _bursts_of(self, contenders: list[Contender], phones: int) -> dict[str, list[Figures]]:
        """The rounds of every contender: ours, a reference, the next, and again."""
        measured: dict[str, list[Figures]] = defaultdict(list)
        for _ in range(self._rounds):
            for contender in contenders:
                figures = uvloop.run(bursts.burst_of(contender, phones, self._cores))
                measured[contender.name].append(figures)
        return measured

    def _b1(self) -> list[Row]:
        measured = self._bursts_of(
            [self._ours, Reference("bare"), Reference("naive")], self._phones
        )
        self.bursts.update(measured)
        ours = measured["sawt"]
        self._by_phones[self._phones] = ours
        rows = bursts.limits("B1", ours, ack=60, screen=350, share=50)
        return rows + bursts.against_naive(ours, measured["naive"])

    def _beside(self) -> list[Figures]:
        """B1's own bursts, measured now where they were not asked for."""
        if not self._by_phones[self._phones]:
            self._by_phones[self._phones] = self._bursts_of([self._ours], self._phones)["sawt"]
        return self._by_phones[self._phones]

    def _fuller(
        self, name: str, times: int, ack: float, screen: float, share: float, cost: float
    ) -> list[Row]:
        beside = self._beside()
        phones = times * self._phones
        ours = self._by_phones[phones] = self._bursts_of([self._ours], phones)["sawt"]
        rows = bursts.limits(name, ours, ack, screen, share)
        return [*rows, bursts.cost(name, cost, ours, beside)]

    def _b4(self) -> list[Row]:
        try:
            with postgres_server(is_durable=True) as postgres:
                ours = OnPostgres(postgres)
                measured = self._bursts_of([ours], self._phones)[ours.name]
        except PostgresMissing as missing:
            return [Row("B4", "the burst on PostgreSQL", str(missing), None)]
        self.bursts[ours.name] = measured
        return bursts.limits("B4", measured, ack=120, screen=400)

    def _e1(self) -> list[Row]:
        full = FULL * self._phones
        halls: list[tuple[Contender, int]] = [
            (self._ours, self._phones),
            (Reference("bare"), self._phones),
            (self._ours, full),
            (Node(), full),
            (Limit(), full),
        ]
        told = [uvloop.run(engine.fan_out(one, phones, self._cores)) for one, phones in halls]
        return engine.fan_out_rows(*told)

    def _e2(self) -> list[Row]:
        contenders = (self._ours, OneByOne(), Node(TELLS_EVERY_MS))
        phones = self._phones // 2
        votes = [uvloop.run(engine.votes_in_a_hall(one, phones, self._cores)) for one in contenders]
        return engine.durable_rows(*votes)

    def _e3(self) -> list[Row]:
        full = FULL * self._phones
        ours = uvloop.run(engine.coming(self._ours, self._phones, self._cores))
        bare = uvloop.run(engine.coming(Reference("bare"), self._phones, self._cores))
        held = uvloop.run(engine.coming(self._ours, full, self._cores))
        return engine.coming_rows(ours, bare, held, full)

    def _e4(self) -> list[Row]:
        right, last = uvloop.run(engine.cut_and_back(self._ours, self._phones, self._cores))
        return engine.cut_rows(right, min(engine.CUT, self._phones), last)

    def _e6(self) -> list[Row]:
        return engine.slow_rows(
            uvloop.run(engine.slow_phones(self._ours, self._phones, self._cores))
        )

    def _j1(self) -> list[Row]:
        return joining.rows(uvloop.run(joining.joining(self._phones, self._cores)))
