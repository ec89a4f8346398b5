"""From what happened in a round to its figures, and from figures to what holds of quality.md."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.load import Burst

# quality.md: a run whose load program takes more of its core measures itself.
DOUBTFUL_LOAD = 0.8
# So does one in which something else of this machine had the cores for long.
DOUBTFUL_WAIT = 0.1


@dataclass(frozen=True)
class Figures:
    """One round of one contender. Times in milliseconds; shares are of one core."""

    phones: int
    acknowledged: int
    refused: int
    unanswered: int
    cut: int
    exact: bool | None
    heard_last_ms: float
    ack_p50_ms: float
    ack_p95_ms: float
    ack_p99_ms: float
    ack_worst_ms: float
    screen_p95_ms: float
    screen_p95_from_ack_ms: float
    screen_states: int
    server_share: float
    server_ms_per_vote: float
    load_share: float
    server_waited_share: float
    load_waited_share: float
    sent_late_p99_ms: float
    took_s: float
    server_mib: float
    tracebacks: int

    @property
    def doubts(self) -> list[str]:
        """Why this round should not be trusted; mostly empty."""
        reasons = {
            "the load program took over 80 % of its core": self.load_share > DOUBTFUL_LOAD,
            "something else had the server's core": self.server_waited_share > DOUBTFUL_WAIT,
            "something else had the load program's core": self.load_waited_share > DOUBTFUL_WAIT,
        }
        return [reason for reason, holds in reasons.items() if holds]


def figures_of(
    burst: Burst, counted: Counter[str] | None, server_mib: float, tracebacks: int
) -> Figures:
    """The figures of a burst, beside what the database holds of it (None: it has none).

    A vote never answered, and one never seen on the screen, is as late as the end of the round.
    """
    took = burst.ended - burst.began
    acks = [(vote.answered or burst.ended) - vote.due for vote in burst.votes]
    seen = seen_at(burst)
    from_due = [at - vote.due for at, vote in zip(seen, burst.counted, strict=True)]
    from_ack = [max(0.0, at - v.answered) for at, v in zip(seen, burst.counted, strict=True)]
    return Figures(
        phones=burst.phones,
        acknowledged=len(burst.counted),
        refused=sum(1 for vote in burst.votes if vote.refusal),
        unanswered=burst.phones - burst.settled,
        cut=burst.cut,
        exact=None if counted is None else bool(counted) and counted == burst.chosen,
        heard_last_ms=(max((v.heard for v in burst.votes), default=math.inf) - burst.began) * 1000,
        ack_p50_ms=quantile(acks, 0.50) * 1000,
        ack_p95_ms=quantile(acks, 0.95) * 1000,
        ack_p99_ms=quantile(acks, 0.99) * 1000,
        ack_worst_ms=quantile(acks, 1.0) * 1000,
        screen_p95_ms=quantile(from_due, 0.95) * 1000,
        screen_p95_from_ack_ms=quantile(from_ack, 0.95) * 1000,
        screen_states=len(burst.shown),
        server_share=burst.server_cpu_s / took,
        server_ms_per_vote=burst.server_cpu_s / max(1, len(burst.counted)) * 1000,
        load_share=burst.load_cpu_s / took,
        server_waited_share=burst.server_waited_s / took,
        load_waited_share=burst.load_waited_s / took,
        sent_late_p99_ms=quantile([v.sent - v.due for v in burst.votes if v.sent], 0.99) * 1000,
        took_s=took,
        server_mib=server_mib,
        tracebacks=tracebacks,
    )


def seen_at(burst: Burst) -> list[float]:
    """When the screen's count first included the k-th acknowledged vote, for each k."""
    moments: list[float] = []
    for at, answered in burst.shown:
        moments.extend([at] * (answered - len(moments)))
    missing = len(burst.counted) - len(moments)
    return (moments + [burst.ended] * missing)[: len(burst.counted)]


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that this share of all does not exceed; infinite when there is none."""
    if not values:
        return math.inf
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def middle(rounds: Sequence[Figures], figure: Callable[[Figures], float]) -> float:
    """The median over the rounds."""
    return median(figure(one) for one in rounds)


def ratios(
    ours: Sequence[Figures], theirs: Sequence[Figures], figure: Callable[[Figures], float]
) -> list[float]:
    """Theirs over ours, round by round: how many times better ours is."""
    return [figure(b) / max(figure(a), 1e-9) for a, b in zip(ours, theirs, strict=True)]
