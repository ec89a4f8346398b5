"""The migrations make the tables that the models describe, on both databases."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from participation.foundation.database import Model
from participation.migrations import running
from participation.people.vault import separation
from participation.people.vault.models import VaultModel
from tests.databases import BOTH, app_on, empty_url


@pytest.fixture(params=BOTH)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """The engine of an app whose database is empty."""
    app = app_on(empty_url(request.param, request, tmp_path), tmp_path)
    made: Engine = app.extensions["participation.engine"]
    yield made
    made.dispose()


def differences(engine: Engine) -> list[object]:
    """What the models say and the database lacks, or the other way; the vault's own apart."""
    if engine.dialect.name == "sqlite":
        return compared(engine, [Model.metadata, VaultModel.metadata])
    return compared(engine, Model.metadata) + compared(
        engine, VaultModel.metadata, schema=separation.SCHEMA
    )


def compared(engine: Engine, metadata: Any, schema: str | None = None) -> list[object]:
    with engine.connect() as connection, warnings.catch_warnings():
        if schema:
            connection.execute(text(f"SET search_path TO {schema}"))
        # SQLite can't be asked what an index over an expression looks like.
        warnings.filterwarnings("ignore", message=".*expression-based index.*")
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, metadata)
    return [found for found in found if not is_guard(found)]


def is_guard(difference: object) -> bool:
    """The room's exclusion constraint, seen as an index that no model declares."""
    return isinstance(difference, tuple) and getattr(difference[1], "name", "") == "room_overlap"


def test_the_migrated_tables_are_those_of_the_models(engine: Engine) -> None:
    running.upgrade(engine)
    assert differences(engine) == []


def test_one_role_is_held_once_however_the_database_is_made(engine: Engine) -> None:
    running.upgrade(engine)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            found = connection.execute(text("SELECT name FROM sqlite_master")).scalars().all()
        else:
            found = connection.execute(text("SELECT indexname FROM pg_indexes")).scalars().all()
    assert "uq_role_grant_present" in found


def test_upgrading_twice_is_harmless(engine: Engine) -> None:
    assert running.is_empty(engine)
    assert not running.is_current(engine)
    running.upgrade(engine)
    running.upgrade(engine)
    assert running.is_current(engine)
    assert differences(engine) == []


def test_papers_and_revisions_refer_to_each_other(engine: Engine) -> None:
    running.upgrade(engine)
    referred = {key["referred_table"] for key in inspect(engine).get_foreign_keys("paper")}
    assert "paper_revision" in referred


def test_a_database_that_was_emptied_can_be_made_anew(engine: Engine) -> None:
    running.upgrade(engine)
    with engine.begin() as connection:
        connection.execute(
            text("INSERT INTO audit_row (at, who, roles, action) VALUES (:at, 'x', '', 'y')"),
            {"at": "2026-01-01 00:00:00"},
        )
    running.empty(engine)
    assert inspect(engine).get_table_names() == []
    running.upgrade(engine)
    assert differences(engine) == []
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM audit_row")).scalar_one() == 0


def test_references_are_kept_after_an_upgrade(engine: Engine) -> None:
    running.upgrade(engine)
    if engine.dialect.name != "sqlite":
        return
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
