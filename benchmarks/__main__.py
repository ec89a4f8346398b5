"""`make bench`: every row of the quality figures as one table, with JSON and a plot beside it.

python -m benchmarks            every row but the soak
python -m benchmarks --quick    B1 with 300 phones, one round
python -m benchmarks --only E1,J3   some rows alone
python -m benchmarks --soak     E5: 30 minutes of a session with 1,000 phones
python -m benchmarks --withdrawal   how soon 300 phones feel that something was taken back
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import uvloop

from benchmarks import report, results, rows, soak, withdrawal
from benchmarks.bench import Bench
from benchmarks.servers import allow_many_sockets, take_cores

PLOT = Path(__file__).resolve().parents[1] / "docs" / "pictures" / "performance.svg"


def main() -> int:
    told = arguments()
    allow_many_sockets()
    cores = take_cores()
    if told.soak:
        return uvloop.run(soak.soak(told.minutes, told.phones or 1000, cores))
    if told.withdrawal:
        return uvloop.run(withdrawal.withdrawal(told.phones or 300, cores))
    bench = Bench(cores, phones=300 if told.quick else told.phones or 1000, rounds=told.rounds)
    wanted = told.only.split(",") if told.only else ["B1"] if told.quick else bench.names
    found = bench.run(wanted)
    print()
    print(report.page(bench.bursts, cores, f"{soak.last_result()}\n{withdrawal.last_result()}"))
    print()
    print(rows.page(found))
    path = results.keep(found, bench.bursts, cores, "bench-quick" if told.quick else "bench")
    print(f"As JSON: {path}")
    if bench.draw(PLOT):
        print(f"As a plot: {PLOT}")
    # Speed is for people to judge; a vote acknowledged and not counted is a fault.
    return 0 if bench.is_exact else 1


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--quick", action="store_true", help="300 phones, one round of B1")
    parser.add_argument("--soak", action="store_true", help="a long session instead of a burst")
    parser.add_argument(
        "--withdrawal", action="store_true", help="what is taken back leaves how soon"
    )
    parser.add_argument("--minutes", type=float, default=30.0, help="of the soak")
    parser.add_argument("--phones", type=int, help="another number of phones than B1's")
    parser.add_argument("--rounds", type=int, default=3, help="another number of rounds")
    parser.add_argument("--only", help="some rows, as B1,E3")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
