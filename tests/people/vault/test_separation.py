"""On PostgreSQL a plain statement of the server's login can't read the vault; the vault can."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.exc import ProgrammingError

from participation.cli import copies, doctor
from participation.foundation.extensions import db
from participation.foundation.settings import settings
from participation.migrations import running
from participation.opening import why_not
from participation.people.vault import commands, queries, separation
from participation.people.vault.commands import Told
from participation.people.vault.queries import Identity
from tests.databases import app_on
from tests.postgres import PostgresServer
from tests.world import World

LOGIN = "hall"


@pytest.fixture
def server_url(postgres: PostgresServer) -> Iterator[str]:
    """A database as docs/operating.md sets it up: its owner is an ordinary login."""
    url = postgres.fresh_database()
    run(
        url,
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{separation.ROLE}') "
        f"THEN CREATE ROLE {separation.ROLE} NOLOGIN NOINHERIT; END IF; END $$",
        f"CREATE ROLE {LOGIN} LOGIN NOINHERIT",
        f"GRANT {separation.ROLE} TO {LOGIN}",
        f"ALTER DATABASE {name_of(url)} OWNER TO {LOGIN}",
        f"ALTER SCHEMA public OWNER TO {LOGIN}",
    )
    yield url.replace("postgresql+psycopg2://sawt@", f"postgresql://{LOGIN}@")
    postgres.drop(url)
    run(postgres.fresh_database(), f"DROP ROLE {LOGIN}")


def name_of(url: str) -> str:
    return url.rpartition("/")[2]


def run(url: str, *statements: str) -> None:
    connection = psycopg2.connect(url.replace("+psycopg2", ""))
    connection.autocommit = True
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    connection.close()


@pytest.fixture
def hall(server_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The application as that login, with the newest tables; the test runs in its context."""
    app = app_on(server_url, tmp_path)
    engine: Engine = app.extensions["participation.engine"]
    running.upgrade(engine)
    with app.app_context():
        yield app
        db.session.close()
    engine.dispose()


def refused(engine: Engine, statement: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        engine.connect() as connection,
    ):
        connection.execute(text(statement))


def kept(world: World) -> str:
    world.event()
    organiser = world.signed_in(world.person("organiser", kind="adult"))
    child = world.person("delegate")
    commands.keep_identity(organiser, child, Told(surname="Qanary"))
    return child


def test_a_plain_statement_is_refused_and_the_vaults_own_is_not_on_postgresql(
    hall: Flask,
) -> None:
    child = kept(World())
    assert queries.identity_of(child) == Identity(surname="Qanary")
    db.session.rollback()
    for table in ("vault_entry", "vault_contact", "vault_need"):
        refused(db.engine, f"SELECT * FROM vault.{table}")
        refused(db.engine, f"DELETE FROM vault.{table}")
    refused(db.engine, "CREATE TABLE vault.more (id int)")
    with db.engine.connect() as connection:
        assert separation.is_in_force(connection)


def test_the_role_ends_with_the_vaults_block_on_postgresql(hall: Flask) -> None:
    child = kept(World())
    queries.identity_of(child)
    with pytest.raises(ProgrammingError, match="permission denied"):
        db.session.execute(text("SELECT * FROM vault.vault_entry"))
    db.session.rollback()
    assert db.session.execute(text("SELECT current_user")).scalar_one() == LOGIN
    with pytest.raises(RuntimeError), db.writing(), separation.inside():
        raise RuntimeError
    assert db.session.execute(text("SELECT current_user")).scalar_one() == LOGIN


def test_the_vault_role_writes_nothing_that_is_public_on_postgresql(hall: Flask) -> None:
    kept(World())
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        db.writing(),
        separation.inside() as session,
    ):
        session.execute(text("UPDATE public.person SET slug = 'taken'"))


def told_of_the_vault(one: Flask) -> str:
    with one.app_context():
        found = doctor.examine(settings(), db.engine)
    return next(str(finding) for finding in found if finding.what == "vault")


def test_the_doctor_says_that_the_vault_is_apart_on_postgresql(hall: Flask) -> None:
    kept(World())
    assert list(why_not(settings(), db.engine)) == []  # a conference of its own may open
    assert told_of_the_vault(hall).startswith("ok")
    assert "sawt_vault" in told_of_the_vault(hall)


def test_the_doctor_says_that_a_superuser_reads_the_vault_on_postgresql(
    postgres: PostgresServer, tmp_path: Path
) -> None:
    app = app_on(postgres.fresh_database().replace("+psycopg2", ""), tmp_path)
    running.upgrade(app.extensions["participation.engine"])
    assert told_of_the_vault(app).startswith("note")
    assert "not apart" in told_of_the_vault(app)
    app.extensions["participation.engine"].dispose()


def test_a_vault_made_before_the_role_moves_with_the_next_upgrade_on_postgresql(
    hall: Flask, server_url: str
) -> None:
    kept(World())
    db.session.rollback()
    admin = server_url.replace(f"{LOGIN}@", "sawt@")
    run(
        admin,
        f"ALTER SCHEMA vault OWNER TO {LOGIN}",
        *(
            f"ALTER TABLE vault.{table} OWNER TO {LOGIN}"
            for table in ("vault_entry", "vault_contact", "vault_need")
        ),
    )
    with db.engine.connect() as connection:
        assert not separation.is_in_force(connection)
        assert connection.execute(text("SELECT surname FROM vault.vault_entry")).scalars().all()
    running.upgrade(db.engine)
    refused(db.engine, "SELECT * FROM vault.vault_entry")


def test_a_backup_holds_the_vault_and_restores_it_apart_on_postgresql(
    hall: Flask, tmp_path: Path
) -> None:
    child = kept(World())
    db.session.rollback()
    copies.backup(settings(), tmp_path / "copy")
    organiser = World(100).signed_in(World(200).person("organiser", kind="adult"))
    commands.keep_identity(organiser, child, Told(surname="Changed"))
    db.session.close()
    copies.restore(settings(), db.engine, tmp_path / "copy")
    assert queries.identity_of(child).surname == "Qanary"
    db.session.rollback()
    refused(db.engine, "SELECT * FROM vault.vault_entry")


def test_a_restore_that_fails_leaves_the_vault_as_it_was_on_postgresql(
    hall: Flask, tmp_path: Path
) -> None:
    child = kept(World())
    db.session.close()
    (tmp_path / "broken").write_bytes(b"PGDMP no backup at all")
    with pytest.raises(copies.CopyProblem):
        copies.restore(settings(), db.engine, tmp_path / "broken")
    assert queries.identity_of(child).surname == "Qanary"


def test_a_demonstration_made_anew_empties_the_vault_too_on_postgresql(hall: Flask) -> None:
    kept(World())
    db.session.close()
    running.empty(db.engine)
    running.upgrade(db.engine)
    assert queries.is_empty()
    db.session.rollback()
    refused(db.engine, "SELECT * FROM vault.vault_entry")
