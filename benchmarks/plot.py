"""The plot of docs/performance.md: what a vote costs, and how soon it is acknowledged and seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib

from benchmarks.figures import Figures, middle

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "sawt"  # the same figures make the same file

from matplotlib import pyplot  # noqa: E402 - drawn without a screen

INK, QUIET, GOLD, VIOLET = "#1a1333", "#6b6480", "#c77d00", "#4b32ab"


def draw(by_phones: Mapping[int, Sequence[Figures]], path: Path) -> None:
    """Cost and latency against the number of phones, as SVG at this path."""
    phones = sorted(by_phones)

    def of(figure: str) -> list[float]:
        return [middle(by_phones[n], lambda one: float(getattr(one, figure))) for n in phones]

    drawing, (late, cost) = pyplot.subplots(1, 2, figsize=(10, 4), layout="constrained")
    late.plot(phones, of("screen_p95_ms"), "o-", color=GOLD, label="seen on the screen, p95")
    late.plot(phones, of("ack_p99_ms"), "s-", color=VIOLET, label="acknowledged, p99")
    late.set_ylabel("ms from the moment a vote was due")
    cost.plot(phones, of("server_ms_per_vote"), "o-", color=VIOLET, label="server time for a vote")
    cost.set_ylabel("ms of the processor for each vote")
    for part in (late, cost):
        part.set_xlabel("phones that vote within 5 s")
        part.set_xticks(phones)
        part.set_ylim(bottom=0)
        part.grid(color="#e5e0f0")
        part.spines[["top", "right"]].set_visible(False)
        part.tick_params(colors=QUIET)
        part.legend(frameon=False, labelcolor=INK)
    path.parent.mkdir(parents=True, exist_ok=True)
    drawing.savefig(path, format="svg", metadata={"Date": None})
    pyplot.close(drawing)
