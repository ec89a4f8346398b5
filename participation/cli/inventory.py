"""docs/privacy.md, made from the tables: what each column holds about a person, why, who may see
it, how long it is kept and how it stands."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import click
from sqlalchemy import Table

from participation.cli.speaking import command
from participation.foundation.database import Model
from participation.foundation.inventory import NOBODY, Area, Holding, holdings_of
from participation.foundation.settings import Retention, settings
from participation.people.vault.models import VaultModel

ROOT = Path(__file__).resolve().parents[2]
RIGHTS = ROOT / "tests" / "access.yaml"
PAGE = Path(__file__).with_name("privacy.md")

PEOPLE = {
    "audience": "a phone in the hall",
    "delegate": "a child with a badge",
    "moderator": "the moderator",
    "facilitator": "a facilitator",
    "safeguarding": "the safety team",
    "organiser": "an organiser",
    "screen": "the wall",
    "interpreter": "an interpreter",
    "speaker": "a speaker",
    "accompanying": "an adult who came along",
}
VERBS = {
    "own": "her own",
    "write": "read and write",
    "clear": "read and clear",
    "choose": "read and choose",
    "k5": "totals of five and more",
    "sealed": "with the passphrase",
    "L": "with a typed reason",
}


@command("inventory")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
def inventory(file: Path | None) -> None:
    """What is kept about people, with this server's own times: printed, or written into FILE."""
    if not RIGHTS.exists():
        raise click.ClickException(f"The table of rights is not there: {RIGHTS}")
    page = privacy_page(settings().keeps)
    if file is None:
        click.echo(page, nl=False)
        return
    file.write_text(page, encoding="utf-8")
    click.echo(f"It is in {file}.")


def privacy_page(keeps: Retention) -> str:
    """The whole page, with these times."""
    holdings = [holding for table in all_tables() for holding in holdings_of(table)]
    areas = "\n".join(_area(area, keeps) for area in Area)
    rights = rights_in(RIGHTS.read_text(encoding="utf-8"))
    seen = sorted({holding.sees for holding in holdings if holding.what} - {NOBODY})
    rows = _table(("row", "who"), [(row, in_words(rights[row])) for row in seen])
    return PAGE.read_text(encoding="utf-8").format(areas=areas, rows=rows)


def all_tables() -> list[Table]:
    """Every table of the database, the vault's too."""
    return [*VaultModel.metadata.sorted_tables, *Model.metadata.sorted_tables]


def rights_in(text: str) -> dict[str, dict[str, str]]:
    """The rows of access.yaml: for each, the cell of each column."""
    lines = [line.strip() for line in text.splitlines()]
    columns = next(_cells(line) for line in lines if line.startswith("columns:"))
    return {
        name.strip('":'): dict(zip(columns, _cells(cells), strict=True))
        for name, cells in pairwise(lines)
        if name.startswith('"') and cells.startswith("[")
    }


def in_words(cells: Mapping[str, str]) -> str:
    """Who has what of a row: those of one right together."""
    rights: dict[str, list[str]] = {}
    for column, cell in cells.items():
        if cell != "-":
            rights.setdefault(cell, []).append(PEOPLE[column])
    return "; ".join(f"{', '.join(who)}: {_right(cell)}" for cell, who in rights.items()) or NOBODY


def _area(area: Area, keeps: Retention) -> str:
    tables = [table for table in all_tables() if _is_of(table, area)]
    about = [table for table in tables if _about_people(table)]
    parts = [f"## {area.value}\n", *(_purpose(table, keeps) for table in about)]
    others = [table for table in tables if table not in about]
    if others:
        parts.append("Nothing about a person stands in\n")
        parts += [f"- `{table.name}`, {_why(table)}: {_nothing(table)}" for table in others]
        parts.append("")
    return "\n".join(parts)


def _purpose(table: Table, keeps: Retention) -> str:
    why = _why(table)
    heads = ("what it holds", "who may see it", "how long", "how it stands")
    entries = [
        (
            ", ".join(part for part in (_what(holding), _own_reason(holding, why)) if part),
            holding.sees,
            holding.kept.said(keeps),
            holding.stands.value,
        )
        for holding in _about_people(table)
    ]
    nothing = _nothing(table)
    rest = f"\nNothing about a person: {nothing}.\n" if nothing else ""
    return f"**{why[0].upper()}{why[1:]}** · `{table.name}`\n\n{_table(heads, entries)}{rest}"


def _is_of(table: Table, area: Area) -> bool:
    return any(holding.area is area for holding in holdings_of(table))


def _about_people(table: Table) -> list[Holding]:
    return [holding for holding in holdings_of(table) if holding.what]


def _why(table: Table) -> str:
    """The table's own reason."""
    return holdings_of(table)[0].purpose


def _own_reason(holding: Holding, why: str) -> str:
    return "" if holding.why == why else holding.why


def _what(holding: Holding) -> str:
    return f"{holding.what} ({_names(holding.columns)})"


def _nothing(table: Table) -> str:
    return _names([n for one in holdings_of(table) if not one.what for n in one.columns])


def _names(columns: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in columns)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cells(line: str) -> list[str]:
    inside = line[line.index("[") + 1 : line.rindex("]")]
    return next(csv.reader([inside], skipinitialspace=True))


def _right(cell: str) -> str:
    parts = []
    for part in cell.split(", "):
        verb, _, conditions = part.partition(" if ")
        words = VERBS.get(verb, verb)
        parts.append(f"{words} ({conditions.replace(' and ', ', ')})" if conditions else words)
    return ", ".join(parts)
