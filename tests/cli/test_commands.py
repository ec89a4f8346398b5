"""The other commands of the command line, on both databases."""

from __future__ import annotations

import json
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from participation.cli import copies
from participation.demonstration import secret_words
from participation.foundation.extensions import db
from participation.foundation.sealing import Sealer
from participation.people.models import Device, Person
from participation.people.queries import grants_of
from participation.programme.models import ConferenceEvent
from participation.programme.queries import the_event
from tests.databases import BOTH, SECRET, app_on, empty_url, migrated_app
from tests.world import World, words


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(secret_words, "_hasher", hasher)


@pytest.fixture(params=BOTH)
def migrated(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An app with the newest tables and nothing in them. No context is open."""
    app = migrated_app(empty_url(request.param, request, tmp_path), tmp_path)
    yield app
    app.extensions["participation.engine"].dispose()


def run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=list(arguments))


def people(app: Flask) -> int:
    with app.app_context():
        return db.session.execute(select(func.count()).select_from(Person)).scalar_one()


def test_demo_prints_a_table_of_links_and_the_page_to_try(migrated: Flask) -> None:
    first = run(migrated, "demo")
    assert first.exit_code == 0
    assert "Noor Star" in first.output
    assert "http://127.0.0.1:5000/badge/" in first.output
    assert "http://127.0.0.1:5000/try" in first.output
    assert run(migrated, "demo").output == first.output


def test_a_fresh_demo_has_new_secrets_and_new_links(migrated: Flask) -> None:
    first = json.loads(run(migrated, "demo", "--json").output)
    second = json.loads(run(migrated, "demo", "--json", "--fresh").output)
    assert [p["name"] for p in first["people"]] == [p["name"] for p in second["people"]]
    assert [p["secret"] for p in first["people"]] != [p["secret"] for p in second["people"]]
    links = {p["sign_in"] for p in first["people"]}
    assert links.isdisjoint(p["sign_in"] for p in second["people"])


def test_demo_does_nothing_to_a_conference_of_somebodys_own(migrated: Flask) -> None:
    with migrated.app_context():
        World().event()
    told = run(migrated, "demo")
    assert told.exit_code == 0
    assert "nothing was changed" in told.output
    for option in ("--fresh", "--json"):
        refused = run(migrated, "demo", option)
        assert refused.exit_code == 1
        assert "nothing was changed" in refused.output
    assert people(migrated) == 0
    with migrated.app_context():
        event = the_event()
        assert event is not None
        assert not event.is_demonstration


@pytest.mark.parametrize("command", [["demo"], ["demo", "--json"], ["demo", "--fresh"]])
def test_demo_asks_for_a_migration_first(command: list[str], tmp_path: Path) -> None:
    app = app_on(f"sqlite:///{tmp_path / 'sawt.sqlite3'}", tmp_path)
    told = run(app, *command)
    assert told.exit_code == 1
    assert "flask --app app upgrade" in told.output


def test_what_was_backed_up_is_there_again_after_restoring(migrated: Flask, tmp_path: Path) -> None:
    with migrated.app_context():
        World().person("delegate")
    copy = tmp_path / "copy.sawt"
    assert run(migrated, "backup", str(copy)).exit_code == 0
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with migrated.app_context():
        World().event(demonstration=False)
    restored = run(migrated, "restore", str(copy))
    assert restored.exit_code == 0, restored.output
    with migrated.app_context():
        assert the_event() is None
    assert people(migrated) == 1


def test_the_guards_stand_after_restoring(migrated: Flask, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sawt"
    with migrated.app_context():
        World().person(consent=False, assent=None)
    run(migrated, "backup", str(copy))
    run(migrated, "restore", str(copy))
    with (
        migrated.app_context(),
        pytest.raises(Exception, match="append_only"),
        db.engine.begin() as connection,
    ):
        connection.exec_driver_sql("DELETE FROM audit_row")


def test_what_was_there_before_a_restore_is_kept(tmp_path: Path) -> None:
    app = migrated_app(f"sqlite:///{tmp_path / 'sawt.sqlite3'}", tmp_path)
    copy = tmp_path / "copy.sawt"
    run(app, "backup", str(copy))
    with app.app_context():
        World().event()
    run(app, "restore", str(copy))
    (before,) = tmp_path.glob("sawt.sqlite3.before-*")
    with sqlite3.connect(before) as kept:
        assert kept.execute("SELECT count(*) FROM event").fetchone() == (1,)
    kept.close()


def test_a_backup_while_somebody_writes_is_whole(tmp_path: Path) -> None:
    app = migrated_app(f"sqlite:///{tmp_path / 'sawt.sqlite3'}", tmp_path)
    with app.app_context():
        world = World()
        world.event()
        with db.writing() as session:
            session.add(
                ConferenceEvent(
                    slug="unfinished", title=words("x"), welcome=words("x"), place=words("x"),
                    timezone="UTC", starts_on=the_day(),
                )
            )  # fmt: skip
            session.flush()
            copies.backup(app.config["SETTINGS"], tmp_path / "copy")
    with sqlite3.connect(tmp_path / "copy") as copy:
        assert copy.execute("SELECT count(*) FROM event").fetchone() == (1,)
    copy.close()


def the_day() -> object:
    event = the_event()
    assert event is not None
    return event.starts_on


def test_what_is_no_backup_is_not_restored(tmp_path: Path) -> None:
    app = migrated_app(f"sqlite:///{tmp_path / 'sawt.sqlite3'}", tmp_path)
    (tmp_path / "list").write_text("apples, bread" * 500)
    with sqlite3.connect(tmp_path / "other") as other:
        other.execute("CREATE TABLE apples (n)")
    other.close()
    for name in ("list", "other", "missing"):
        told = run(app, "restore", str(tmp_path / name))
        assert told.exit_code == 1
        assert told.output.startswith("Error: ")
    assert run(app, "demo").exit_code == 0


def test_without_postgresqls_tools_it_is_said_what_is_missing(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "program", lambda name: None)
    app = app_on(postgres_url.replace("+psycopg2", ""), tmp_path)
    told = run(app, "backup", str(tmp_path / "copy"))
    assert told.exit_code == 1
    assert "pg_dump" in told.output
    assert not (tmp_path / "copy").exists()


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    app = migrated_app(f"sqlite:///{tmp_path / 'sawt.sqlite3'}", tmp_path)
    told = run(app, "backup", str(tmp_path / "no" / "copy"))
    assert told.exit_code == 1
    assert "can't be written" in told.output


def test_a_withdrawn_role_is_gone(migrated: Flask) -> None:
    with migrated.app_context():
        world = World()
        session = world.session()
        slug = session.slug
        person = world.person("delegate", ("moderator", session))
        db.session.rollback()
    assert run(migrated, "withdraw-role", person, "moderator", slug).exit_code == 0
    with migrated.app_context():
        assert {grant.role for grant in grants_of(person)} == {"delegate"}
    again = run(migrated, "withdraw-role", person, "moderator", slug)
    assert again.exit_code == 1
    assert again.output.startswith("Error: ")
    assert run(migrated, "withdraw-role", "nobody", "delegate").exit_code == 1
    assert run(migrated, "withdraw-role", person, "delegate", "no-such-session").exit_code == 1


def test_a_revoked_device_is_nobodys(migrated: Flask) -> None:
    with migrated.app_context():
        world = World()
        actor = world.signed_in(world.person("delegate"))
        device_id = str(actor.device_id)
        db.session.rollback()
    assert run(migrated, "revoke-device", device_id).exit_code == 0
    with migrated.app_context():
        device = db.session.get(Device, device_id)
        assert device is not None
        assert device.ended_at is not None
    assert run(migrated, "revoke-device", device_id).exit_code == 1


@pytest.mark.parametrize("command", [["revoke-device", "x"], ["withdraw-role", "x", "y"]])
def test_a_command_without_tables_ends_with_a_sentence(command: list[str], tmp_path: Path) -> None:
    app = app_on(f"sqlite:///{tmp_path / 'sawt.sqlite3'}", tmp_path)
    told = run(app, *command)
    assert told.exit_code == 1
    assert "flask --app app doctor" in told.output


def test_the_audit_log_is_checked_and_its_end_printed(migrated: Flask) -> None:
    with migrated.app_context():
        World().person(consent=False, assent=None)
        Sealer(SECRET).seal()
        World(10).person(consent=False, assent=None)
    told = run(migrated, "verify-audit")
    assert told.exit_code == 0, told.output
    assert "Not sealed yet: 1 rows, from row 2 on." in told.output
    assert "1 rows stand as they were sealed." in told.output
    end = told.output.rpartition("Keep this elsewhere: ")[2].strip()
    assert run(migrated, "verify-audit", "--head", end).exit_code == 0
    other = run(migrated, "verify-audit", "--head", "1 " + "a" * 64)
    assert other.exit_code == 1
    assert "row 1 is not the one whose seal was noted" in other.output
    assert run(migrated, "verify-audit", "--head", "x").exit_code == 1


def test_a_broken_chain_ends_with_one_and_the_row(tmp_path: Path) -> None:
    app = migrated_app(f"sqlite:///{tmp_path / 'sawt.sqlite3'}", tmp_path)
    with app.app_context():
        World().person(consent=False, assent=None)
        Sealer(SECRET).seal()
    app.extensions["participation.engine"].dispose()
    with sqlite3.connect(tmp_path / "sawt.sqlite3") as raw:
        raw.execute("DROP TRIGGER audit_row_append_only_update")
        raw.execute("UPDATE audit_row SET who = 'somebody else' WHERE id = 1")
    raw.close()
    told = run(app, "verify-audit")
    assert told.exit_code == 1
    assert "the chain is broken: row 1 or its seal was altered." in told.output


def test_a_new_key_takes_the_chain_on_and_says_what_it_can_t_check(
    migrated: Flask, tmp_path: Path
) -> None:
    with migrated.app_context():
        World().person(consent=False, assent=None)
        Sealer(SECRET).seal()
        db.session.close()
    url = migrated.config["SETTINGS"].database_url.replace("+psycopg2", "")
    other = app_on(url, tmp_path, secret="another-secret-for-tests-fedcba9876543210")
    assert run(other, "verify-audit").exit_code == 1
    assert run(other, "upgrade", "--new-key").exit_code == 0
    told = run(other, "verify-audit")
    assert told.exit_code == 0, told.output
    assert "1 rows were sealed with an earlier key: not checked." in told.output
    other.extensions["participation.engine"].dispose()
