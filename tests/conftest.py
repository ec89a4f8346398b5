"""What all tests share. Rules of every run are in tests/plugins/."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from participation import create_app
from participation.foundation.database import Model
from participation.foundation.extensions import db
from participation.foundation.settings import load_settings
from participation.migrations import guards
from tests.postgres import PostgresMissing, PostgresServer, postgres_server
from tests.world import World

pytest_plugins = ["tests.plugins.long_runs", "tests.plugins.nothing_skipped"]


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server of this run's own; `fresh_database()` gives an empty database."""
    try:
        with postgres_server() as server:
            yield server
    except PostgresMissing as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def postgres_url(postgres: PostgresServer) -> str:
    """The URL of a PostgreSQL database that this run shares."""
    return postgres.fresh_database()


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """The application on a fresh database, once on each kind; the test runs in its context."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'sawt.sqlite3'}"
    else:
        url = request.getfixturevalue("postgres").fresh_database().replace("+psycopg2", "")
    made = make_app(url, tmp_path)
    with made.app_context():
        yield made
        db.session.rollback()
        db.session.close()
    made.extensions["participation.engine"].dispose()


@pytest.fixture
def sqlite_app(tmp_path: Path) -> Iterator[Flask]:
    """The application on SQLite alone, for what no database decides."""
    made = make_app(f"sqlite:///{tmp_path / 'sawt.sqlite3'}", tmp_path)
    with made.app_context():
        yield made
    made.extensions["participation.engine"].dispose()


@pytest.fixture
def world(app: Flask) -> World:
    """Factories on the fresh database."""
    return World()


def make_app(url: str, folder: Path) -> Flask:
    """An app on this database with every table, as the migrations would leave it."""
    settings = load_settings(
        {
            "PARTICIPATION_DATABASE_URL": url,
            "PARTICIPATION_SECRET_KEY": "a-secret-for-tests-alone-0123456789abcdef",
            "PARTICIPATION_ENGINE": "threading",
        },
        instance=folder,
    )
    made = create_app(settings)
    engine = made.extensions["participation.engine"]
    with engine.begin() as connection:
        Model.metadata.create_all(connection)
        guards.create(connection)
    return made
