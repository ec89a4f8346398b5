"""`make bench`: the product against its references, in turn, as one table with JSON beside it.

python -m benchmarks            B1 of quality.md: 1,000 phones, three rounds
python -m benchmarks --quick    300 phones, one round
python -m benchmarks --soak     30 minutes of a session with 1,000 phones
python -m benchmarks --withdrawal   how soon 300 phones feel that something was taken back
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

import uvloop

from benchmarks import report, results, soak, withdrawal
from benchmarks.contenders import Contender, Reference
from benchmarks.figures import Figures, figures_of
from benchmarks.load import Hall
from benchmarks.ours import Ours
from benchmarks.servers import Cores, allow_many_sockets, take_cores

SPREAD_S = 5.0
REST_S = 2.0


async def round_of(contender: Contender, phones: int, folder: Path, cores: Cores) -> Figures:
    """One contender on an empty database: the hall fills, a poll opens, everybody votes."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        contender.start(Path(place), cores)
        try:
            screen = await contender.show()
            cookies = await contender.let_in(phones)
            hall = await Hall.fill(contender.server, cookies, contender.session, screen)
            await asyncio.sleep(REST_S)
            burst = await hall.burst(contender.open_poll, SPREAD_S)
            counted = contender.counted(burst.poll)
            memory = contender.server.memory_mib()
            hall.empty()
        except Exception:
            say(contender.server.last_words())
            raise
        finally:
            contender.stop()
        return figures_of(burst, counted, memory, contender.server.tracebacks())


async def in_turn(
    names: list[str], phones: int, rounds: int, cores: Cores
) -> dict[str, list[Figures]]:
    """The rounds of every contender: ours, a reference, the next, and again."""
    known: dict[str, Contender] = {
        "sawt": Ours(),
        "bare": Reference("bare"),
        "naive": Reference("naive"),
    }
    measured: dict[str, list[Figures]] = {name: [] for name in names}
    with results.workplace() as folder:
        for number in range(1, rounds + 1):
            for name in names:
                figures = await round_of(known[name], phones, folder, cores)
                measured[name].append(figures)
                say(
                    f"round {number} {name}: {figures.acknowledged:,} of {phones:,} acknowledged, "
                    f"p99 {report.number(figures.ack_p99_ms)} ms, "
                    f"screen p95 {report.number(figures.screen_p95_ms)} ms"
                )
    return measured


def say(line: str = "") -> None:
    print(line, flush=True)


def main() -> int:
    told = arguments()
    allow_many_sockets()
    cores = take_cores()
    if told.soak:
        return uvloop.run(soak.soak(told.minutes, told.phones or 1000, cores))
    if told.withdrawal:
        return uvloop.run(withdrawal.withdrawal(told.phones or 300, cores))
    phones = told.phones or (300 if told.quick else 1000)
    rounds = told.rounds or (1 if told.quick else 3)
    names = told.only.split(",") if told.only else ["sawt", "bare", "naive"]
    measured = uvloop.run(in_turn(names, phones, rounds, cores))
    say()
    say(report.page(measured, cores, f"{soak.last_result()}\n{withdrawal.last_result()}"))
    say(f"As JSON: {results.keep(measured, cores, 'bench-quick' if told.quick else 'bench')}")
    # Speed is for people to judge; a vote acknowledged and not counted is a fault.
    return 0 if all(figures.exact for figures in measured.get("sawt", ())) else 1


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--quick", action="store_true", help="300 phones, one round")
    parser.add_argument("--soak", action="store_true", help="a long session instead of a burst")
    parser.add_argument(
        "--withdrawal", action="store_true", help="what is taken back leaves how soon"
    )
    parser.add_argument("--minutes", type=float, default=30.0, help="of the soak")
    parser.add_argument("--phones", type=int, help="another number of phones than B1's")
    parser.add_argument("--rounds", type=int, help="another number of rounds")
    parser.add_argument("--only", help="some of sawt,bare,naive, to look at one alone")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
