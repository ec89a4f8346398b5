"""The table of a burst that people read: ours beside the references."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

from benchmarks.figures import Figures, middle, ratios
from benchmarks.rows import aligned, number
from benchmarks.servers import Cores

Rounds = Mapping[str, Sequence[Figures]]
Figure = Callable[[Figures], float]


def table(rounds: Rounds) -> str:
    """Absolute figures of each contender (medians), and how many times better ours is."""
    names = list(rounds)
    lines = [["", *names, *(f"{name} / sawt" for name in _references(rounds))]]
    lines += [_row(rounds, title, figure, compared) for title, figure, compared in ROWS]
    for title, told in (("acknowledged", _acknowledged), ("in the count, once each", _exact)):
        lines.insert(1, [title, *(told(rounds[name]) for name in names)])
    return aligned(lines)


ROWS: tuple[tuple[str, Figure, bool], ...] = (
    ("opening heard by the last phone, ms", lambda f: f.heard_last_ms, True),
    ("acknowledged p50, ms", lambda f: f.ack_p50_ms, True),
    ("acknowledged p95, ms", lambda f: f.ack_p95_ms, True),
    ("acknowledged p99, ms", lambda f: f.ack_p99_ms, True),
    ("acknowledged last, ms", lambda f: f.ack_worst_ms, True),
    ("seen on the screen p95, ms", lambda f: f.screen_p95_ms, True),
    ("  counted from the acknowledgement, ms", lambda f: f.screen_p95_from_ack_ms, False),
    ("states shown on the screen", lambda f: f.screen_states, False),
    ("server, of one core, %", lambda f: f.server_share * 100, False),
    ("server time for each vote, ms", lambda f: f.server_ms_per_vote, True),
    ("server memory, MiB", lambda f: f.server_mib, False),
    ("phones cut", lambda f: f.cut, False),
    ("tracebacks in the server's log", lambda f: f.tracebacks, False),
    ("whole burst, s", lambda f: f.took_s, False),
    ("load program, of its core, %", lambda f: f.load_share * 100, False),
    ("server kept from its core, %", lambda f: f.server_waited_share * 100, False),
    ("load kept from its core, %", lambda f: f.load_waited_share * 100, False),
    ("votes sent late by the load p99, ms", lambda f: f.sent_late_p99_ms, False),
)


def _references(rounds: Rounds) -> list[str]:
    """Those that ours is compared with."""
    return [name for name in rounds if name != "sawt"] if "sawt" in rounds else []


def _row(rounds: Rounds, title: str, figure: Figure, compared: bool) -> list[str]:
    cells = [number(middle(each, figure)) for each in rounds.values()]
    for name in _references(rounds) if compared else ():
        times = ratios(rounds["sawt"], rounds[name], figure)
        spread = f" ({number(min(times))}–{number(max(times))})" if len(times) > 1 else ""
        cells.append(f"{number(median(times))} ×{spread}")
    return [title, *cells]


def _acknowledged(rounds: Sequence[Figures]) -> str:
    return f"{min(f.acknowledged for f in rounds):,} of {rounds[0].phones:,}"


def _exact(rounds: Sequence[Figures]) -> str:
    if any(f.exact is None for f in rounds):
        return "no database"
    return "yes" if all(f.exact for f in rounds) else "NO"


def page(rounds: Rounds, cores: Cores, soak: str) -> str:
    """Everything that a run says."""
    some = next(iter(rounds.values()), None)
    if not some:
        return f"{machine_words()}\n{_cores_words(cores)}\n{soak}"
    said = [
        f"The burst: a poll opens, {some[0].phones:,} phones vote within 5 s, everyone sees it.",
        "Default settings: one process, SQLite in WAL mode, synchronous=FULL.",
        f"Medians of {len(some)} round{'s' if len(some) > 1 else ''}, ours and theirs in turn.",
        "Ratios are taken round by round: median (least–most).",
        "Times run from the moment a vote was due.",
        machine_words(),
        _cores_words(cores),
        "",
        table(rounds),
    ]
    said += [
        f"Doubtful, {name}: {doubt}."
        for name, each in rounds.items()
        for doubt in sorted({doubt for one in each for doubt in one.doubts})
    ]
    return "\n".join([*said, "", soak])


def machine_words() -> str:
    """The machine, in a line."""
    model = platform.processor() or platform.machine()
    about = Path("/proc/cpuinfo")
    if about.exists():
        named = [line for line in about.read_text().splitlines() if line.startswith("model name")]
        model = named[0].partition(":")[2].strip() if named else model
    return f"Machine: {os.cpu_count()} cores, {model}; load {os.getloadavg()[0]:.1f}."


def _cores_words(cores: Cores) -> str:
    if cores.apart:
        return f"The server on core {cores.server}, the load program on core {cores.load}."
    return "Doubtful: the server and the load program could not be kept on cores of their own."
