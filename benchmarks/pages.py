"""J3: pages of a conference with 1,000 papers, 10,000 questions and 300 people.

In one process, through the whole application as a browser comes to it: what the server does for a
page, without the wire; and how many queries it asks, beside the same page of a small conference.
"""

from __future__ import annotations

import sqlite3
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from benchmarks import results
from benchmarks.figures import quantile
from benchmarks.ours import Ours, value_of
from benchmarks.rows import Row, at_most
from participation import create_app
from participation.foundation.collecting import spare_what_stays
from participation.foundation.extensions import db
from participation.foundation.settings import load_settings

PAPERS, QUESTIONS, PEOPLE = 1_000, 10_000, 300
TIMES = 20
# What a hall leaves behind: most answered, some kept, a few waiting.
STATES = ("answered",) * 12 + ("declined", "cleared", "taken_back", "stopped")
READ = {"answered", "cleared", "declined"}
REASONS = {"declined": "no_time", "stopped": "unkind"}
NOW = "2026-05-18 06:00:00.000000"
PAGES = {
    "moderator:trial": ("/sessions/trial/moderate",),
    "facilitator:trial": ("/curate", "/sessions/trial/assist", "/sessions/trial/polls"),
    "delegate": ("/papers", "/me", "/about-me", "/sessions/trial"),
    "organiser": ("/organise", "/organise/consent", "/organise/adults", "/organise/cards"),
    "": ("/", "/programme", "/help", "/screen"),
}


@dataclass(frozen=True)
class Page:
    """One page as one role opens it."""

    who: str
    address: str
    few: int
    many: int
    times_ms: list[float]


def pages() -> list[Page]:
    """Every page of PAGES in a small conference and in a large one."""
    with results.workplace() as folder:
        ours = Ours()
        small, large = folder / "small.sqlite3", folder / "large.sqlite3"
        ours.make_demonstration(f"sqlite:///{small}")
        with sqlite3.connect(small) as source, sqlite3.connect(large) as copy:
            source.backup(copy)
            fill(copy)
        few = {key: queries for key, queries, _ in _opened(ours, small, times=1)}
        return [
            Page(*key, few[key], queries, times)
            for key, queries, times in _opened(ours, large, times=TIMES)
        ]


def rows(measured: list[Page]) -> list[Row]:
    """J3 of quality.md; the page that is worst says its name."""
    grows = max(measured, key=lambda page: page.many - page.few)
    slowest = max(measured, key=lambda page: quantile(page.times_ms, 0.95))
    return [
        at_most(
            "J3",
            f"queries more than in a small conference, at most ({grows.address})",
            "",
            0,
            grows.many - grows.few,
        ),
        at_most(
            "J3",
            f"server time p95 of the slowest page ({slowest.address})",
            "ms",
            60,
            quantile(slowest.times_ms, 0.95),
        ),
    ]


def fill(connection: sqlite3.Connection) -> None:
    """Rows like those that are there, until there are as many as quality.md names."""
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys=OFF")
    children = [row[0] for row in connection.execute("SELECT id FROM person WHERE kind='child'")]
    for number in range(PEOPLE):
        _like(connection, "person", {"id": _id(), "slug": f"more-{number}"}, "kind='child'")
    sessions = [row[0] for row in connection.execute("SELECT id FROM conference_session")]
    for number in range(PAPERS):
        author = children[number % len(children)] if number < 30 else _id()
        told = {"id": _id(), "author_id": author, "confirmed_revision_id": None}
        _like(connection, "paper", told, "state='submitted'")
    (adult,) = connection.execute("SELECT id FROM person WHERE kind='adult' LIMIT 1").fetchone()
    for number in range(QUESTIONS):
        state, text = STATES[number % len(STATES)], f"What happens with question {number}?"
        told = {
            "id": _id(),
            "session_id": sessions[number % len(sessions)],
            "asker": f"device:{_id()}",
            "text": text,
            "language": "en",
            "name_as": "none",
            "state": state,
            "revision": 1,
            "asker_left": 0,
            "asked_at": NOW,
            "moved_at": NOW,
        }
        if state in READ:
            told |= {"cleared_by": adult, "cleared_text": text}
        if state == "answered":
            told |= {"chosen_by": children[0], "chosen_text": text}
        if state in REASONS:
            told["reason"] = REASONS[state]
        _insert(connection, "question", told)
    connection.commit()


def _like(connection: sqlite3.Connection, table: str, told: dict[str, Any], where: str) -> None:
    first = connection.execute(f"SELECT * FROM {table} WHERE {where} LIMIT 1").fetchone()
    _insert(connection, table, dict(first) | told)


def _insert(connection: sqlite3.Connection, table: str, told: dict[str, Any]) -> None:
    names, places = ", ".join(told), ", ".join("?" * len(told))
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", list(told.values()))


def _id() -> str:
    return uuid.uuid4().hex


def _opened(
    ours: Ours, database: Path, times: int
) -> list[tuple[tuple[str, str], int, list[float]]]:
    environment = ours.environment(f"sqlite:///{database}")
    app = create_app(load_settings({**environment, "PARTICIPATION_ENGINE": "threading"}))
    asked = _counted(app)
    spare_what_stays()
    found = []
    for who, addresses in PAGES.items():
        client = _signed_in(app, ours, who)
        for address in addresses:
            client.get(address)  # what is loaded once is loaded now
            took, queries = [], 0
            for _ in range(times):
                before, began = asked(), time.perf_counter()
                answer = client.get(address)
                took.append((time.perf_counter() - began) * 1000)
                queries = asked() - before
                if answer.status_code != 200:
                    raise RuntimeError(f"{address} answered {answer.status_code} to {who}")
            found.append(((who, address), queries, took))
    return found


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
