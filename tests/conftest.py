"""What all tests share. Rules of every run are in tests/plugins/."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from participation import create_app
from participation.foundation.database import Model
from participation.foundation.extensions import db
from participation.foundation.settings import load_settings
from participation.migrations import guards
from participation.people.vault.models import VaultModel
from participation.people.vault.separation import building
from tests.postgres import PostgresMissing, PostgresServer, postgres_server
from tests.redis import RedisServer, redis_server
from tests.world import World

pytest_plugins = [
    "tests.plugins.chromium",
    "tests.plugins.in_memory",
    "tests.plugins.long_runs",
    "tests.plugins.nothing_skipped",
    "tests.plugins.pictures",
    "tests.plugins.ready_made",
]


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


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisServer]:
    """A running Redis that nobody else uses."""
    with redis_server(tmp_path) as server:
        if server is None:
            pytest.skip("Redis is missing: install it, or let tests/prepare_machine.sh do it")
        yield server


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table and no row, to be copied for each test."""
    folder = tmp_path_factory.mktemp("empty")
    with_tables(make_app(f"sqlite:///{folder / 'sawt.sqlite3'}", folder))
    return folder / "sawt.sqlite3"


@pytest.fixture(scope="session")
def empty_postgres(postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A PostgreSQL database with every table and no row, to be copied for each test."""
    url = postgres.fresh_database()
    with_tables(make_app(url.replace("+psycopg2", ""), tmp_path_factory.mktemp("empty")))
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """The application on a fresh database, once on each kind; the test runs in its context."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("empty_sqlite"), tmp_path / "sawt.sqlite3")
        yield from in_context(make_app(f"sqlite:///{tmp_path / 'sawt.sqlite3'}", tmp_path))
        return
    postgres: PostgresServer = request.getfixturevalue("postgres")
    url = postgres.fresh_database(request.getfixturevalue("empty_postgres"))
    yield from in_context(make_app(url.replace("+psycopg2", ""), tmp_path))
    postgres.drop(url)


@pytest.fixture
def sqlite_app(empty_sqlite: Path, tmp_path: Path) -> Iterator[Flask]:
    """The application on SQLite alone, for what no database decides."""
    shutil.copy(empty_sqlite, tmp_path / "sawt.sqlite3")
    yield from in_context(make_app(f"sqlite:///{tmp_path / 'sawt.sqlite3'}", tmp_path))


@pytest.fixture
def world(app: Flask) -> World:
    """Factories on the fresh database."""
    return World()


def in_context(made: Flask) -> Iterator[Flask]:
    with made.app_context():
        yield made
        db.session.rollback()
        db.session.close()
    made.extensions["participation.engine"].dispose()


def make_app(url: str, folder: Path) -> Flask:
    """An app on this database."""
    settings = load_settings(
        {
            "PARTICIPATION_DATABASE_URL": url,
            "PARTICIPATION_SECRET_KEY": "a-secret-for-tests-alone-0123456789abcdef",
            "PARTICIPATION_ENGINE": "threading",
        },
        instance=folder,
    )
    return create_app(settings)


def with_tables(made: Flask) -> None:
    """Every table and guard, as the migrations would leave them; the engine lets go."""
    engine = made.extensions["participation.engine"]
    with engine.begin() as connection:
        Model.metadata.create_all(connection)
        with building(connection):
            VaultModel.metadata.create_all(connection)
        guards.create(connection)
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
