"""Apps on databases as an operator meets them: empty, or brought up by the migrations."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from participation import create_app
from participation.foundation.settings import load_settings
from tests.ready_made import copied

SECRET = "a-secret-for-tests-alone-0123456789abcdef"
SQLITE = "sqlite:///"
BOTH = ("sqlite", "postgresql")


def empty_url(kind: str, request: pytest.FixtureRequest, folder: Path) -> str:
    """The URL of a database of this kind in which there is nothing yet."""
    if kind == "sqlite":
        return f"{SQLITE}{folder / 'sawt.sqlite3'}"
    url: str = request.getfixturevalue("postgres").fresh_database()
    return url.replace("+psycopg2", "")


def app_on(url: str, folder: Path, secret: str = SECRET, **told: str) -> Flask:
    """An app with these settings; its database is as it was."""
    environ = {
        "PARTICIPATION_DATABASE_URL": url,
        "PARTICIPATION_SECRET_KEY": secret,
        "PARTICIPATION_ENGINE": "threading",
    }
    environ |= {f"PARTICIPATION_{name}": value for name, value in told.items()}
    return create_app(load_settings(environ, instance=folder))


def migrated_app(url: str, folder: Path) -> Flask:
    """An app on this database with the newest tables, as `flask upgrade` leaves it."""
    if url.startswith(SQLITE):
        copied("migrated", Path(url.removeprefix(SQLITE)), _migrated_file)
    else:
        _upgrade(app_on(url, folder))
    return app_on(url, folder)


def _migrated_file(file: Path) -> str:
    app = app_on(f"{SQLITE}{file}", file.parent)
    _upgrade(app)
    engine = app.extensions["participation.engine"]
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return "{}"


def _upgrade(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["upgrade"])
    assert done.exit_code == 0, done.output
