"""The doctor names what is wrong in one line each, with what to do; never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from participation.cli import doctor
from participation.foundation.actors import SYSTEM
from participation.foundation.settings import load_settings
from participation.migrations import running
from participation.safeguarding.posts.commands import appoint
from tests.databases import BOTH, SECRET, app_on, empty_url, migrated_app
from tests.running import ROOT
from tests.safeguarding.concerns.team import Team
from tests.world import World


@pytest.fixture(autouse=True)
def everything_built(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Bundles and catalogues as `make` leaves them, whatever this checkout has."""
    for lang in ("ar", "en", "fr"):
        folder = tmp_path / "translations" / lang / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "messages.mo").touch()
    (tmp_path / "static" / "dist").mkdir(parents=True)
    (tmp_path / "static" / "dist" / "manifest.json").write_text("{}")
    monkeypatch.setattr(doctor, "TRANSLATIONS", tmp_path / "translations")
    monkeypatch.setattr(doctor, "ROOT", tmp_path)


def examined(app: Flask) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(args=["doctor"])
    assert "Traceback" not in done.output
    return done.exit_code, done.output


def line_of(output: str, mark: str, what: str) -> str:
    """The one line that this finding has."""
    (line,) = [line for line in output.splitlines() if line.startswith(f"{mark}  {what} ")]
    return line


@pytest.mark.parametrize("kind", BOTH)
def test_all_is_well_on_a_migrated_database(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    code, output = examined(migrated_app(empty_url(kind, request, tmp_path), tmp_path))
    assert code == 0, output
    assert "NO  " not in output
    assert "Sawt can serve." in output
    assert "flask --app app demo" in output


@pytest.mark.parametrize("kind", BOTH)
def test_an_empty_database_is_told_to_be_migrated(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    app = app_on(empty_url(kind, request, tmp_path), tmp_path)
    with app.extensions["participation.engine"].connect():
        pass  # for SQLite, makes the empty file
    code, output = examined(app)
    assert code == 1
    assert "flask --app app upgrade" in line_of(output, "NO  ", "tables")


def test_a_missing_database_is_named_and_not_made(tmp_path: Path) -> None:
    file = tmp_path / "nowhere.sqlite3"
    code, output = examined(app_on(f"sqlite:///{file}", tmp_path))
    assert code == 1
    assert "missing" in line_of(output, "NO  ", "database")
    assert "flask --app app upgrade" in output
    assert not file.exists()


def test_an_unreachable_server_is_named_without_its_password(tmp_path: Path) -> None:
    url = "postgresql://sawt:very-secret@127.0.0.1:1/sawt"
    code, output = examined(app_on(url, tmp_path))
    assert code == 1
    assert "PARTICIPATION_DATABASE_URL" in line_of(output, "NO  ", "database")
    assert "very-secret" not in output


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "sawt.sqlite3").write_text("a shopping list" * 200)
    code, output = examined(app_on(f"sqlite:///{tmp_path / 'sawt.sqlite3'}", tmp_path))
    assert code == 1
    assert "NO  " in output


@pytest.mark.parametrize("kind", BOTH)
def test_another_key_than_the_databases_own_is_named(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = empty_url(kind, request, tmp_path)
    assert app_on(url, tmp_path).test_cli_runner().invoke(args=["upgrade"]).exit_code == 0
    other = app_on(url, tmp_path, secret="another-key-that-nobody-knows-0987654321")
    code, output = examined(other)
    assert code == 1
    assert "upgrade --new-key" in line_of(output, "NO  ", "secret")
    again = other.test_cli_runner().invoke(args=["upgrade"])
    assert "another than before" in again.output
    other.test_cli_runner().invoke(args=["upgrade", "--new-key"])
    assert examined(other)[0] == 0


def test_a_kept_key_that_others_can_read_is_named(tmp_path: Path) -> None:
    told = load_settings({}, instance=tmp_path)
    (tmp_path / "secret_key").chmod(0o644)
    app = app_on(told.database_url, tmp_path, secret=told.secret_key)
    running.upgrade(app.extensions["participation.engine"])
    code, output = examined(app)
    assert code == 1
    assert "chmod 600" in line_of(output, "NO  ", "secret")


def test_a_key_that_is_easy_to_guess_is_named(tmp_path: Path) -> None:
    app = app_on(f"sqlite:///{tmp_path / 'sawt.sqlite3'}", tmp_path, secret="a" * 40)
    code, output = examined(app)
    assert code == 1
    assert "easy to guess" in output


def test_missing_bundles_and_catalogues_are_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(doctor, "TRANSLATIONS", tmp_path / "none")
    monkeypatch.setattr(doctor, "ROOT", tmp_path / "none")
    code, output = examined(migrated_app(f"sqlite:///{tmp_path / 'sawt.sqlite3'}", tmp_path))
    assert code == 1
    assert "make assets" in line_of(output, "NO  ", "assets")
    assert "ar, fr" in line_of(output, "NO  ", "words")


@pytest.mark.parametrize(
    ("text", "said"), [("90", "shifted by 90 s"), ("soon", "not shifted"), (None, "not shifted")]
)
def test_a_clock_file_is_looked_at(text: str | None, said: str, tmp_path: Path) -> None:
    file = tmp_path / "clock"
    if text is not None:
        file.write_text(text)
    url = f"sqlite:///{tmp_path / 'sawt.sqlite3'}"
    _, output = examined(app_on(url, tmp_path, CLOCK_FILE=str(file)))
    assert said in line_of(output, "note", "clock")


@pytest.mark.parametrize(
    ("url", "demonstration", "code", "mark"),
    [
        ("http://sawt.example.org", False, 1, "NO  "),
        ("http://127.0.0.1:5000", False, 1, "NO  "),
        ("http://192.168.7.2:5000", True, 0, "note"),
        ("https://sawt.example.org", False, 0, "ok  "),
    ],
)
def test_plain_http_is_for_the_demonstration_alone(
    url: str, demonstration: bool, code: int, mark: str, tmp_path: Path
) -> None:
    database = f"sqlite:///{tmp_path / 'sawt.sqlite3'}"
    migrated_app(database, tmp_path)
    app = app_on(database, tmp_path, URL=url)
    with app.app_context():
        world = World()
        world.event(demonstration=demonstration)
        Team(world)
    found, output = examined(app)
    assert found == code, output
    said = line_of(output, mark, "https")
    if mark != "ok  ":
        for lost in (url, "without a network", "asleep", "camera", "not marked secure", "readably"):
            assert lost in said
        assert "PARTICIPATION_URL" in said


@pytest.mark.parametrize("kind", BOTH)
def test_what_the_safety_team_lacks_is_named_until_it_is_there(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    app = migrated_app(empty_url(kind, request, tmp_path), tmp_path)
    with app.app_context():
        world = World()
        world.event(demonstration=True)
    output = examined(app)[1]
    for lacking in ("nobody is lead", "nobody is deputy", "no key in the host's safe"):
        assert f"note  safety      {lacking}" in output
    assert "safety-appoint PERSON lead" in output
    assert "safety-recovery-key" in output
    with app.app_context():
        appoint(SYSTEM, world.person("safeguarding", kind="adult"), "lead")
    output = examined(app)[1]
    assert "note  safety      the lead has no passphrase" in output
    assert "nobody is lead" not in output
    with app.app_context():
        Team(world)
    code, output = examined(app)
    assert code == 0
    assert "passphrase" in line_of(output, "ok  ", "safety")


def test_a_conference_of_its_own_does_not_open_while_nobody_could_read_what_a_child_tells(
    tmp_path: Path,
) -> None:
    app = migrated_app(f"sqlite:///{tmp_path / 'sawt.sqlite3'}", tmp_path)
    with app.app_context():
        World().event(demonstration=False)
    code, output = examined(app)
    assert code == 1
    for post in ("lead", "deputy"):
        assert f"NO    safety      nobody is {post}" in output


def test_an_unreachable_redis_is_named(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'sawt.sqlite3'}"
    code, output = examined(app_on(url, tmp_path, REDIS_URL="redis://127.0.0.1:1/0"))
    assert code == 1
    assert "PARTICIPATION_REDIS_URL" in line_of(output, "NO  ", "redis")


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("PARTICIPATION_SECRET_KEY", "short", "at least 32 characters"),
        ("PARTICIPATION_PORT", "many", "a port number"),
        ("PARTICIPATION_COLOUR", "green", "one of the known settings"),
        ("PARTICIPATION_DATABASE_URL", "mysql://x", "sqlite:/// or postgresql://"),
    ],
)
def test_a_bad_setting_stops_every_command_with_its_name(
    name: str, value: str, expected: str
) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PARTICIPATION_")}
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", "doctor"],
        cwd=ROOT,
        env={**environment, "PARTICIPATION_SECRET_KEY": SECRET, name: value},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert name in done.stderr
    assert expected in done.stderr
    assert "Traceback" not in done.stderr + done.stdout
