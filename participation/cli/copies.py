"""Backup while running, and restore: SQLite by its online backup, PostgreSQL by its own tools."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, make_url
from sqlalchemy.exc import SQLAlchemyError

from participation.foundation.settings import Settings
from participation.migrations.running import HISTORY
from participation.people.vault import separation

PRIVATE = 0o600


class CopyProblem(Exception):
    """A backup could not be written, or is none."""


def backup(told: Settings, file: Path) -> None:
    """`file` holds the whole database at one moment, readable by its owner alone; an older file
    of this name is replaced only when the new one is complete."""
    made = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        made.touch(PRIVATE, exist_ok=False)
        if told.is_sqlite:
            source = sqlite_path(told)
            if not source.exists():
                raise CopyProblem(f"There is no database at {source} yet.")
            _copy_sqlite(source, made)
        else:
            _run("pg_dump", told, *_as_vault(told), "--format=custom", "--file", str(made))
        made.replace(file)
    except OSError as problem:
        raise CopyProblem(f"{file} can't be written: {problem.strerror}.") from problem
    finally:
        made.unlink(missing_ok=True)


def restore(told: Settings, engine: Engine, file: Path) -> Path | None:
    """The database is as `file` has it. What was in SQLite before is kept; its path is answered."""
    if not file.exists():
        raise CopyProblem(f"There is no file {file}.")
    engine.dispose()
    if not told.is_sqlite:
        with separation.set_aside(engine):
            _run(
                "pg_restore",
                told,
                *("--clean", "--if-exists", "--no-owner", "--no-privileges"),
                *("--single-transaction", "--exit-on-error"),
                *("--dbname", _libpq(told), str(file)),
            )
        return None
    _check_sqlite(file)
    target, before = sqlite_path(told), None
    if target.exists():
        moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        before = target.with_name(f"{target.name}.before-{moment}")
        before.touch(PRIVATE)
        _copy_sqlite(target, before)
    _copy_sqlite(file, target)
    return before


def sqlite_path(told: Settings) -> Path:
    """The file of a SQLite database."""
    return Path(make_url(told.database_url).database or "")


def program(name: str) -> str | None:
    """A program of PostgreSQL: on the PATH, or where Debian keeps the newest."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob(f"[0-9]*/bin/{name}"),
        key=lambda path: int(path.parts[-3]),
        reverse=True,
    )
    found = shutil.which(name)
    return str(debian[0]) if debian else found


def _copy_sqlite(source: Path, target: Path) -> None:
    try:
        with (
            closing(sqlite3.connect(source, timeout=10)) as read,
            closing(sqlite3.connect(target, timeout=10)) as written,
        ):
            read.backup(written, pages=2000, sleep=0.01)
    except sqlite3.Error as problem:
        raise CopyProblem(f"{source} could not be copied to {target}: {problem}.") from problem


def _check_sqlite(file: Path) -> None:
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as copy:
            whole = copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            ours = copy.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (HISTORY,)).fetchone()
    except sqlite3.Error:
        whole, ours = False, None
    if not whole or ours is None:
        raise CopyProblem(f"{file} is not a whole backup of Sawt; nothing was changed.")


def _run(name: str, told: Settings, *arguments: str) -> None:
    path = program(name)
    if path is None:
        raise CopyProblem(
            f"{name} is not on this machine. Install it first: sudo apt install postgresql-client"
        )
    if name == "pg_dump":
        arguments = (*arguments, _libpq(told))
    password = make_url(told.database_url).password
    # The password travels in the environment, which other users can't read as they can a command.
    environment = os.environ | ({"PGPASSWORD": str(password)} if password else {})
    done = subprocess.run(
        [path, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise CopyProblem(f"{name} stopped: {last}")


def _as_vault(told: Settings) -> tuple[str, ...]:
    """The role that may read everything: the vault's own, where there is one."""
    engine = create_engine(told.database_url)
    try:
        with engine.connect() as connection:
            role = separation.owner(connection)
    except SQLAlchemyError:
        return ()  # pg_dump says itself what is wrong
    finally:
        engine.dispose()
    return ("--role", role) if role else ()


def _libpq(told: Settings) -> str:
    url = make_url(told.database_url)
    return URL.create(
        "postgresql", url.username, None, url.host, url.port, url.database, url.query
    ).render_as_string()
