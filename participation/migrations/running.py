"""Bring a database to the newest tables, or say whether it is there. No Flask needed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text
from sqlalchemy.engine import Connection

from participation.foundation.database import Model
from participation.migrations import guards
from participation.people.vault import separation
from participation.people.vault.models import VaultModel

# Two servers of one PostgreSQL that start together must not migrate at the same time.
ONE_AT_A_TIME = 7_226_001
HISTORY = "alembic_version"


def upgrade(engine: Engine) -> None:
    """The database has the newest tables and guards, and the vault its wall where it can have one.
    Twice is harmless; all of it or nothing."""
    with engine.connect() as connection, _loose_references(connection):
        connection = connection.execution_options(participation_write=True)
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(text(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})"))
            if _is_newest(connection):
                separation.separate(connection)
                return
            # Copying a table loses its triggers on SQLite, so the guards step aside meanwhile.
            guards.drop(connection)
            command.upgrade(config(connection), "head")
            guards.create(connection)
            separation.separate(connection)
            _check_references(connection)


def is_current(engine: Engine) -> bool:
    """Whether the newest migration has been run here."""
    with engine.connect() as connection:
        return _is_newest(connection)


def is_empty(engine: Engine) -> bool:
    """Whether no migration has ever been run here."""
    with engine.connect() as connection:
        return not MigrationContext.configure(connection).get_current_heads()


def empty(engine: Engine) -> None:
    """Everything of this application is gone from the database, its tables too.

    For a demonstration that is made anew: guarded tables can't be emptied row by row.
    """
    tables = [*Model.metadata.tables, *VaultModel.metadata.tables, HISTORY]
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            _drop_sqlite(connection, tables)
            return
        with connection.begin():
            connection.execute(text("SET LOCAL lock_timeout = '10s'"))
            separation.empty(connection)
            names = ", ".join(f'"{name}"' for name in tables)
            connection.execute(text(f"DROP TABLE IF EXISTS {names} CASCADE"))


def config(connection: Connection | None = None) -> Config:
    """Alembic's settings: this folder, and the connection to use."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent))
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made


def _is_newest(connection: Connection) -> bool:
    newest = set(ScriptDirectory.from_config(config()).get_heads())
    return set(MigrationContext.configure(connection).get_current_heads()) == newest


def _drop_sqlite(connection: Connection, tables: list[str]) -> None:
    with _loose_references(connection):
        connection = connection.execution_options(participation_write=True)
        with connection.begin():
            for name in tables:
                connection.execute(text(f'DROP TABLE IF EXISTS "{name}"'))


@contextmanager
def _loose_references(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by copying and dropping it; references must not mind meanwhile."""
    if connection.dialect.name != "sqlite":
        yield
        return
    raw: Any = connection.connection.driver_connection
    raw.execute("PRAGMA foreign_keys=OFF")  # heard only outside a transaction
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys=ON")


def _check_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
        if broken:
            raise RuntimeError(f"a migration left rows without what they refer to: {broken[:5]}")
