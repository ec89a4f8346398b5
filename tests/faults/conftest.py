"""A small conference with somebody of every role in it, put back after whatever was done."""

from __future__ import annotations

import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import select, text

from participation.demonstration import content
from participation.demonstration.filling import Filling
from participation.floor.models import RunSheetItem
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.commands import Audit, Reference, command
from participation.foundation.database import Model
from participation.foundation.extensions import db, socketio
from participation.live.broadcast import Broadcaster
from participation.papers.models import Paper
from participation.people import commands as people
from participation.people.models import Badge, Device, Person
from participation.people.tokens import sign
from participation.polls.models import Poll, PollOption
from participation.programme.models import ConferenceSession
from participation.questions.models import Question
from participation.screen.commands import begin_or_renew_pairing
from tests.conftest import make_app
from tests.postgres import PostgresServer
from tests.questions.asking import Hall as Asking
from tests.world import PIN, World

# What a no may leave behind: that somebody guessed, so that guessing becomes slow.
COUNTED_GUESSES = {"badge": {"wrong_tries", "next_try_at"}, "pairing_tries": None}

State = dict[str, list[tuple[Any, ...]]]


class Conference:
    """An app, its actors by role, and the values that fit its forms."""

    def __init__(self, app: Flask, database: Database) -> None:
        self.app = app
        self.database = database
        with app.app_context():
            self.actors, self.fitting = _fill(World())
            db.session.close()
        database.keep(app)
        self._kept = self.state()

    def speaking(self, role: str, lang: str) -> Actor:
        return replace(self.actors[role], locale=lang)

    def state(self) -> State:
        """Every row of every table, as it stands now, but for the counted guesses."""
        found: State = {}
        with self.app.extensions["participation.engine"].connect() as connection:
            for table in Model.metadata.sorted_tables:
                without = COUNTED_GUESSES.get(table.name, set())
                if without is None:
                    continue
                columns = [column for column in table.columns if column.name not in without]
                rows = connection.execute(select(*columns)).all()
                found[table.name] = sorted((tuple(row) for row in rows), key=repr)
        return found

    def changed(self) -> list[str]:
        """The tables that are other than at the beginning."""
        now = self.state()
        return [table for table, rows in self._kept.items() if now[table] != rows]

    def put_back(self) -> None:
        """Everything is as at the beginning."""
        self.database.put_back(self.app)


class Database(ABC):
    """A database that can be put back to a moment."""

    kind: str

    @abstractmethod
    def keep(self, app: Flask) -> None:
        """This is the moment."""

    @abstractmethod
    def put_back(self, app: Flask) -> None:
        """Everything is as at that moment."""


class SqliteFile(Database):
    kind = "sqlite"

    def __init__(self, folder: Path) -> None:
        self.file = folder / "sawt.sqlite3"
        self.url = f"sqlite:///{self.file}"

    def keep(self, app: Flask) -> None:
        self._copy(app, self.file, self.file.with_suffix(".kept"))

    def put_back(self, app: Flask) -> None:
        self._copy(app, self.file.with_suffix(".kept"), self.file)

    def _copy(self, app: Flask, source: Path, target: Path) -> None:
        app.extensions["participation.engine"].dispose()  # the last to leave empties the log
        for left in ("-wal", "-shm"):
            Path(f"{self.file}{left}").unlink(missing_ok=True)
        shutil.copy(source, target)


class PostgresDatabase(Database):
    kind = "postgresql"

    def __init__(self, url: str) -> None:
        self.url = url.replace("+psycopg2", "")

    def keep(self, app: Flask) -> None:
        with app.extensions["participation.engine"].begin() as connection:
            connection.execute(text("CREATE SCHEMA kept"))
            for table in Model.metadata.sorted_tables:
                connection.execute(
                    text(f"CREATE TABLE kept.{table.name} AS SELECT * FROM {table.name}")
                )

    def put_back(self, app: Flask) -> None:
        with app.extensions["participation.engine"].begin() as connection:
            # No guard looks on: the old rows go, and the kept ones come in whole.
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            for table in Model.metadata.sorted_tables:
                connection.execute(text(f"DELETE FROM {table.name}"))
                connection.execute(
                    text(f"INSERT INTO {table.name} SELECT * FROM kept.{table.name}")
                )


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def conference(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Conference]:
    """The conference, once on each database. No context is open."""
    folder = tmp_path_factory.mktemp("hostile")
    database: SqliteFile | PostgresDatabase
    if request.param == "sqlite":
        database = SqliteFile(folder)
        shutil.copy(request.getfixturevalue("empty_sqlite"), database.file)
    else:
        server: PostgresServer = request.getfixturevalue("postgres")
        database = PostgresDatabase(
            server.fresh_database(request.getfixturevalue("empty_postgres"))
        )
    with pytest.MonkeyPatch.context() as patch:
        # What is looked for here is not how long a guess takes, nor who is told of a change; and
        # no hall is filled by another process.
        patch.setattr(people, "_hasher", PasswordHasher(1, 64, 1))
        patch.setattr("tests.world._pin_hash", [])
        patch.setattr(Broadcaster, "_start", lambda _: None)
        patch.setattr(Filling, "begin", lambda *_: None)
        made = make_app(database.url, folder)
        made.config["WTF_CSRF_ENABLED"] = False
        yield Conference(made, database)
        made.extensions["participation.engine"].dispose()


def a_connection() -> str:
    """The id of a socket that this server knows, as `live.follow` needs one."""
    manager = socketio.server.manager  # type: ignore[attr-defined] # missing from the stubs
    return str(manager.connect(uuid4().hex, "/"))


@command(audit=Audit.NONE)
def in_the_story(actor: Actor, session: ConferenceSession, person_id: str) -> Reference:
    """The session and the child are those that the demonstration's own pages ask for."""
    session.slug = content.TRIAL
    db.session.get_one(Person, person_id).slug = content.DELEGATE
    return {}


def _fill(world: World) -> tuple[dict[str, Actor], dict[str, list[Any]]]:
    """A session under way with something in every state, another one, and a closed meeting."""
    world.event(demonstration=True)
    asking = Asking(world)
    here, other, closed = asking.session, world.session(), world.session(kind="closed")
    delegate = world.delegate()
    in_the_story(SYSTEM, here, str(delegate.person_id))
    staff = {
        role: world.signed_in(world.person(role, kind="adult"))
        for role in ("organiser", "safeguarding", "interpreter", "accompanying")
    }
    screen = world.screen()
    code = begin_or_renew_pairing(screen)["code"]
    for state in ("sent", "cleared", "shortlisted", "on_stage", "answered", "later", "declined"):
        asking.at(state)
    for poll_state in ("ready", "counted", "revealed", "void", "open"):
        world.poll(here, state=poll_state)
    world.poll(other, state="ready")
    world.poll(closed, state="ready")
    for paper_state in ("draft", "submitted", "in_review", "selected", "confirmed"):
        world.paper(delegate, paper_state, here)
    world.paper(world.delegate(), "submitted")
    actors = {
        "nobody": Actor(kind="nobody"),
        "phone": asking.phone,
        "phone of another room": world.phone(other),
        "delegate": delegate,
        "moderator": asking.child,
        "facilitator": asking.adult,
        "facilitator of another room": world.facilitator(other),
        "member of the closed meeting": world.facilitator(closed),
        "screen": screen,
        **staff,
    }
    return actors, _fitting([here, other, closed], code)


def _fitting(sessions: list[ConferenceSession], code: str) -> dict[str, list[Any]]:
    """What could stand in a field of this name, if not always for the one who sends it."""

    def ids(model: Any) -> list[str]:
        return list(db.session.scalars(select(model.id).order_by(model.id)))

    slugs = [session.slug for session in sessions]
    badges = list(db.session.scalars(select(Badge)))
    return {
        "session": slugs,
        "slug": slugs,
        "as": ["audience", "delegate", "moderator", "facilitator", "interpreter", "screen"],
        "desk": ["curation", "mine"],
        "command_id": [str(uuid4()) for _ in range(3)],
        "epoch": [1, "1", 1.0],
        "version": [1, 2],
        "base": [0, 1],
        "n": [1, 2, 3],
        "question": ids(Question),
        "question_id": ids(Question),
        "poll": ids(Poll),
        "choice": [*ids(PollOption), ids(PollOption)[:1], ids(PollOption)],
        "paper": ids(Paper),
        "paper_id": ids(Paper),
        "item": ids(RunSheetItem),
        "from_item": ids(RunSheetItem),
        "device": ids(Device),
        "person": list(db.session.scalars(select(Badge.person_id))),
        "person_id": list(db.session.scalars(select(Badge.person_id))),
        "subject_id": list(db.session.scalars(select(Badge.person_id))),
        "lock": ["identity", "who_asked"],
        "role": ["moderator", "facilitator", "organiser"],
        "code": [code, *[session.room_code for session in sessions]],
        "number": ["1", *[badge.number for badge in badges]],
        "secret": [PIN, "٢٤٦٨"],
        "token": [sign("badge", badge.id) for badge in badges],
        "text": ["Why?", "لماذا؟"],
        "title": ["A title"],
        "body": ["First.\n\nSecond."],
        "lang": ["ar", "en", "fr"],
        "name_as": ["none", "chosen_name"],
        "instant": ["agree", "yes_no", "abc", "faces", "break"],
        "reason": ["personal_details", "unkind", "other_topic", "unclear"],
        "reads_aloud": ["me", "friend", "moderator", "nobody"],
        "then": [
            "save",
            "submit",
            "confirm",
            "take_back",
            "bring_back",
            "take_up",
            "select",
            "ask",
        ],
        "on": [True, False],
        "who": ["phone", "delegate"],
        "running": ["", "1"],
    }
