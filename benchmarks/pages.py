"""J3: pages of a conference with 1,000 papers, 10,000 questions and 300 people.

In one process, through the whole application as a browser comes to it: what the server does for a
page, without the wire; and how many queries it asks, beside the same page of a small conference.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from benchmarks import results
from benchmarks.figures import quantile
from benchmarks.filling import fill
from benchmarks.ours import Ours, value_of
from benchmarks.rows import Row, at_most
from participation import create_app
from participation.foundation.collecting import spare_what_stays
from participation.foundation.extensions import db
from participation.foundation.settings import load_settings

TIMES = 20
# A list of a small conference is shorter than a page of it; a large one's is a page.
MORE_KB = 100
PAGES = {
    "moderator:trial": ("/sessions/trial/moderate",),
    "facilitator:trial": (
        "/curate",
        "/curate?group=waiting&written=&order=longest",
        "/curate/{sent}",
        "/sessions/trial/assist",
        "/sessions/trial/polls",
    ),
    "delegate": ("/papers", "/papers/{own}", "/me", "/about-me", "/sessions/trial"),
    "organiser": ("/organise", "/organise/consent", "/organise/adults", "/organise/cards"),
    "": ("/", "/programme", "/help", "/screen", "/book", "/book/{shown}"),
}
# Which paper stands for each word of an address: the same one in both conferences, or as good.
WHICH = {
    "sent": "SELECT id FROM paper WHERE state = 'in_review' AND no_by IS NULL LIMIT 1",
    "own": "SELECT paper_id FROM paper_author JOIN person ON person.id = person_id "
    "WHERE json_extract(shown_name, '$.en') = :name ORDER BY joined_at LIMIT 1",
    "shown": "SELECT id FROM paper WHERE visibility = 'public' ORDER BY moved_at DESC LIMIT 1",
}


@dataclass(frozen=True)
class Opened:
    """What a page took: statements, bytes as they are sent without compression, and time."""

    queries: int
    weight: int
    times_ms: list[float]


@dataclass(frozen=True)
class Page:
    """One page as one role opens it, in a small conference and in a large one."""

    who: str
    address: str
    small: Opened
    large: Opened

    @property
    def times_ms(self) -> list[float]:
        return self.large.times_ms

    @property
    def more_queries(self) -> int:
        return self.large.queries - self.small.queries

    @property
    def more_kb(self) -> float:
        return (self.large.weight - self.small.weight) / 1000


def pages() -> list[Page]:
    """Every page of PAGES in a small conference and in a large one."""
    with results.workplace() as folder:
        ours = Ours()
        small, large = folder / "small.sqlite3", folder / "large.sqlite3"
        ours.make_demonstration(f"sqlite:///{small}")
        with sqlite3.connect(small) as source, sqlite3.connect(large) as copy:
            source.backup(copy)
            fill(copy)
        few = _opened(ours, small, times=1)
        return [
            Page(*key, few[key], many) for key, many in _opened(ours, large, times=TIMES).items()
        ]


def rows(measured: list[Page]) -> list[Row]:
    """J3 of quality.md; the page that is worst says its name."""
    grows = max(measured, key=lambda page: page.more_queries)
    heavier = max(measured, key=lambda page: page.more_kb)
    slowest = max(measured, key=lambda page: quantile(page.times_ms, 0.95))
    return [
        at_most(
            "J3",
            f"queries more than in a small conference, at most ({grows.address})",
            "",
            0,
            grows.more_queries,
        ),
        at_most(
            "J3",
            f"heavier than in a small conference, at most ({heavier.address})",
            "KB",
            MORE_KB,
            heavier.more_kb,
        ),
        at_most(
            "J3",
            f"server time p95 of the slowest page ({slowest.address})",
            "ms",
            60,
            quantile(slowest.times_ms, 0.95),
        ),
    ]


def _opened(ours: Ours, database: Path, times: int) -> dict[tuple[str, str], Opened]:
    environment = ours.environment(f"sqlite:///{database}")
    app = create_app(load_settings({**environment, "PARTICIPATION_ENGINE": "threading"}))
    asked = _counted(app)
    spare_what_stays()
    found = {}
    for who, addresses in PAGES.items():
        client = _signed_in(app, ours, who)
        for named in addresses:
            address = named.format(**_which(ours, database, who))
            client.get(address)  # what is loaded once is loaded now
            took, queries, weight = [], 0, 0
            for _ in range(times):
                before, began = asked(), time.perf_counter()
                answer = client.get(address)
                took.append((time.perf_counter() - began) * 1000)
                queries, weight = asked() - before, len(answer.data)
                if answer.status_code != 200:
                    raise RuntimeError(f"{address} answered {answer.status_code} to {who}")
            found[who, named] = Opened(queries, weight, took)
    return found


def _which(ours: Ours, database: Path, who: str) -> dict[str, str]:
    """The paper that stands for each word of an address, for this person."""
    name = ours.person(who)["name"] if who else ""
    with sqlite3.connect(database) as connection:
        found = {word: connection.execute(of, {"name": name}) for word, of in WHICH.items()}
        return {word: row[0] for word, rows in found.items() for row in rows}


def _counted(app: Flask) -> Callable[[], int]:
    """How many statements this application has sent so far."""
    sent = [0]

    def count(*_: Any) -> None:
        sent[0] += 1

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", count)
    return lambda: sent[0]


def _signed_in(app: Flask, ours: Ours, who: str) -> FlaskClient:
    client = app.test_client()
    if who:
        person = ours.person(who)
        link = "/badge/" + person["sign_in"].rpartition("/badge/")[2]
        token = value_of(client.get(link).text, "csrf_token")
        answer = client.post(link, data={"csrf_token": token, "secret": person["secret"]})
        if answer.status_code != 303:
            raise RuntimeError(f"{who} could not sign in: {answer.status_code}")
    return client
