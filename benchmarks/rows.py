"""A figure of quality.md beside what was measured of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One figure asked for; `holds` is None where nothing could be measured."""

    name: str
    asked: str
    measured: str
    holds: bool | None

    @property
    def verdict(self) -> str:
        return {True: "holds", False: "SHORT", None: ""}[self.holds]


def at_most(
    name: str, what: str, unit: str, limit: float, measured: float, of: Sequence[float] = ()
) -> Row:
    """The figure may be as large as the limit; a ratio says `of` which figures it is one."""
    asked = f"{what} ≤ {number(limit)} {unit}"
    return Row(name, asked, _told(measured, unit, of), measured <= limit)


def at_least(
    name: str, what: str, unit: str, limit: float, measured: float, of: Sequence[float] = ()
) -> Row:
    """The figure must be as large as the limit; a ratio says `of` which figures it is one."""
    asked = f"{what} ≥ {number(limit)} {unit}"
    return Row(name, asked, _told(measured, unit, of), measured >= limit)


def _told(measured: float, unit: str, of: Sequence[float]) -> str:
    told = f"{number(measured)} {unit}"
    return f"{told} ({' and '.join(number(each) for each in of)})" if of else told


def every(name: str, what: str, got: int, of: int, is_right: bool = True) -> Row:
    """None may be missing, and what there is must be right."""
    right = "" if is_right else ", not exact"
    return Row(name, what, f"{got:,} of {of:,}{right}", got == of and is_right)


def page(rows: Sequence[Row]) -> str:
    """All rows as columns, and how many fall short."""
    lines = [[row.name, row.asked, row.measured, row.verdict] for row in rows]
    short = [row.name for row in rows if row.holds is False]
    said = f"{len(short)} fall short: {', '.join(short)}." if short else "All of them hold."
    return f"{aligned(lines)}\n{said}"


def aligned(lines: Sequence[Sequence[str]]) -> str:
    """Lines of cells as columns: the first to its start, the others to their end."""
    count = max(len(line) for line in lines)
    full = [[*line, *[""] * (count - len(line))] for line in lines]
    widths = [max(len(line[place]) for line in full) for place in range(count)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in full
    )


def number(value: float) -> str:
    """Three figures that count, as people write them."""
    if math.isinf(value):
        return "never"
    if value >= 100 or value == 0:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.3g}"
