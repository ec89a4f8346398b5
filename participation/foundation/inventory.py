"""What each column holds about a person, why, who may see it and how long: said beside its table.

    @holds(Area.QUESTIONS, "so that a phone says me too once", sees="who asked", kept=WITH_DEVICE,
           about={"holder": "which badge or phone said it"}, nothing="question_id")
    class Support(Model): …

Every column is named once: in `about` with what it holds (several that go together in one entry,
with spaces between), or in `nothing`. docs/privacy.md is made from it, and a test finds the column
that was forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum
from typing import Any, TypeVar

from sqlalchemy import Table
from sqlalchemy.orm import DeclarativeBase

from participation.foundation.database import table_of
from participation.foundation.settings import Retention, settings

T = TypeVar("T", bound=type[DeclarativeBase])

KEY = "inventory"
# For what no page, message, list or file ever shows.
NOBODY = "nobody"


class Area(Enum):
    """What people understand, in the order in which they read about it."""

    BADGE = "A child's badge, and who is who here"
    OUTSIDE = "Who somebody is outside"
    CHOICES = "A child's yes, and what she chose to show"
    PAPERS = "Papers"
    VOTES = "Votes"
    QUESTIONS = "Questions and me too"
    CONCERNS = "What is told to the safety team"
    ADULTS = "Adults who are there"
    DEVICES = "Phones, tablets and screens"
    SESSION = "A session under way"
    LOG = "The log of what was done"
    PROGRAMME = "Programme, help and word lists"
    DEMONSTRATION = "The demonstration"


@dataclass(frozen=True)
class Term:
    """How long something is kept: in words, and, where the sweep erases it, by which time. The
    sweep and the page ask the same term, so that neither can keep another time than the other."""

    words: str
    time: Callable[[Retention], timedelta] | None = None

    def span(self) -> timedelta:
        """How long this server keeps it."""
        if self.time is None:
            raise ValueError(f"nothing sweeps what is kept {self.words}")
        return self.time(settings().keeps)

    def said(self, keeps: Retention) -> str:
        """In words, with the time where there is one."""
        if self.time is None:
            return self.words
        return self.words.format(time=_in_words(self.time(keeps)))


# How many rows a rule of the sweep takes in one transaction, so that nobody waits behind it.
BATCH = 200

WHOLE = Term("as long as the conference's database")
FOR_THE_LAW = Term("never erased by the program: the law where the host is says how long")
UNTIL_COUNTED = Term("until the poll is counted: in the same step it is erased")
UNTIL_DECIDED = Term("until the text is decided on")
WITH_DEVICE = Term("{time} after the last session it was for", lambda keeps: keeps.devices)
AFTER_CLOSING = Term("{time} after the poll closed", lambda keeps: keeps.voters)
UNCLEARED = Term(
    "{time} where nobody cleared it, or it was stopped or taken back; else as long as what was "
    "cleared",
    lambda keeps: keeps.uncleared,
)
CLEARED = Term("{time} after the last day of the event", lambda keeps: keeps.words)
AFTER_THE_EVENT = Term("{time} after the last day of the event", lambda keeps: keeps.people)
OF_A_CHILD = Term(
    "a child's {time} after the last day of the event, or, while a paper of hers is shown, that "
    "long after her yes to it ran out; an adult's as long as the conference's database",
    lambda keeps: keeps.people,
)
OF_A_PAPER = Term(
    "{time} after the last day of the event; of a paper that is shown, that long after the yes to "
    "it ran out",
    lambda keeps: keeps.people,
)
YES_TO_A_PAPER = Term("it holds for {time}, then its author is asked again", lambda k: k.papers)
A_PRESS = Term("{time}", lambda keeps: keeps.guards)


class Stands(Enum):
    """How it stands in the database."""

    PLAIN = "ordinary"
    VAULT = "vault"
    SEALED = "sealed"
    HASHED = "only a check of it"


@dataclass(frozen=True)
class Said:
    """What columns hold about a person; what is None is as the table has it."""

    what: str
    why: str | None = None
    sees: str | None = None
    kept: Term | None = None
    stands: Stands | None = None


@dataclass(frozen=True)
class Holding:
    """One entry of the inventory, with all that is said of it: `purpose` is the table's, `why` this
    entry's; `what` is empty where the columns hold nothing about a person."""

    area: Area
    purpose: str
    columns: tuple[str, ...]
    what: str
    why: str
    sees: str
    kept: Term
    stands: Stands


def said(
    what: str,
    *,
    why: str | None = None,
    sees: str | None = None,
    kept: Term | None = None,
    stands: Stands | None = None,
) -> Said:
    """An entry that differs from its table in one thing or another."""
    return Said(what, why, sees, kept, stands)


def holds(
    area: Area,
    why: str,
    *,
    about: Mapping[str, str | Said] | None = None,
    nothing: str = "",
    sees: str = NOBODY,
    kept: Term = WHOLE,
    stands: Stands = Stands.PLAIN,
) -> Callable[[T], T]:
    """The table below says what each of its columns holds. Raises ValueError for a name that is no
    column of it, or that was named before."""

    def note(model: T) -> T:
        table = table_of(model)
        plain = Holding(area, why, (), "", why, sees, kept, stands)
        for names, entry in (about or {}).items():
            _note(table, replace(plain, columns=tuple(names.split()), **_told(entry)))
        if nothing:
            _note(table, replace(plain, columns=tuple(nothing.split())))
        return model

    return note


def holdings_of(table: Table) -> list[Holding]:
    """What is said of this table's columns, in the order in which it is said."""
    return list(table.info.get(KEY, ()))


def columns_left_out(table: Table) -> list[str]:
    """The columns of which nothing is said."""
    named = {name for holding in holdings_of(table) for name in holding.columns}
    return [column.name for column in table.columns if column.name not in named]


def _told(entry: str | Said) -> dict[str, Any]:
    entry = Said(entry) if isinstance(entry, str) else entry
    return {name: value for name, value in vars(entry).items() if value is not None}


def _note(table: Table, holding: Holding) -> None:
    left_out = columns_left_out(table)
    for name in holding.columns:
        if name not in left_out:
            raise ValueError(f"{table.name}.{name} is no column, or is named twice")
    table.info.setdefault(KEY, []).append(holding)


def _in_words(time: timedelta) -> str:
    hours = int(time.total_seconds()) // 3600
    count, unit = (hours // 24, "day") if hours > 72 and hours % 24 == 0 else (hours, "hour")
    return f"{count} {unit}{'' if count == 1 else 's'}"
