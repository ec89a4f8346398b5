"""tests/access.yaml as it is read by the tests: rows, columns, and cells of a closed vocabulary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

VERBS = frozenset({"own", "read", "write", "clear", "choose", "k5", "sealed", "L", "obeys"})


@dataclass(frozen=True)
class Grant:
    """One part of a cell: a verb, and the conditions that must all hold."""

    verb: str
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """Who may see what."""

    columns: tuple[str, ...]
    rows: Mapping[str, Mapping[str, tuple[Grant, ...]]]
    # Condition → the function of the product that keeps it, as `module:function`.
    conditions: Mapping[str, str]
    # Rows of what the product does not have yet: no surface may show them.
    later: frozenset[str]
    # Words that mean: nothing of anybody stands on this surface.
    nothing: str


def read_table(path: Path | None = None) -> Table:
    """The table, when every cell can be read. Raises ValueError with the cell that can't."""
    told = yaml.safe_load((path or Path(__file__).parents[1] / "access.yaml").read_text())
    columns = tuple(told["columns"])
    conditions = dict(told["conditions"])
    rows = {}
    for name, cells in told["rows"].items():
        if len(cells) != len(columns):
            raise ValueError(f"{name}: {len(cells)} cells for {len(columns)} columns")
        rows[name] = {
            column: _cell(name, str(cell), conditions)
            for column, cell in zip(columns, cells, strict=True)
        }
    return Table(columns, rows, conditions, frozenset(told["later"]), str(told["nothing"]))


def _cell(row: str, cell: str, conditions: Mapping[str, str]) -> tuple[Grant, ...]:
    if cell == "-":
        return ()
    grants = []
    for part in cell.split(", "):
        verb, _, named = part.partition(" if ")
        wanted: Sequence[str] = named.split(" and ") if named else ()
        if verb not in VERBS or not set(wanted) <= set(conditions):
            raise ValueError(f"{row}: {part!r} is not of the vocabulary")
        grants.append(Grant(verb, tuple(wanted)))
    return tuple(grants)
