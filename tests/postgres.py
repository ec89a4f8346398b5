"""A PostgreSQL server of the tests' own: a fresh cluster in a temporary folder, on a free port.

It runs as an unprivileged user, reachable from this machine alone, and leaves nothing behind.
"""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg2

USER = "sawt"
START_WITHIN_S = 30.0
STOP_WITHIN_S = 20.0


class PostgresMissing(Exception):
    """PostgreSQL's server programs are not on this machine, or may not be run here."""


class PostgresServer:
    """One running cluster. It can be stopped and started again, as the fault tests need it."""

    def __init__(
        self,
        folder: Path,
        programs: Path,
        owner: pwd.struct_passwd | None,
        is_durable: bool = False,
    ) -> None:
        self.folder = folder
        self.programs = programs
        self.owner = owner
        self.port = _free_port()
        # Promises are tested by killing processes, never the machine under them.
        self._settings = () if is_durable else ("-c", "fsync=off", "-c", "full_page_writes=off")
        self._process: subprocess.Popen[bytes] | None = None
        self._names = itertools.count(1)

    def create(self) -> None:
        """Afterwards the cluster's files exist; it is not running yet."""
        done = subprocess.run(
            [
                str(self.programs / "initdb"),
                *("--pgdata", str(self._data), "--username", USER, "--auth=trust"),
                *("--encoding=UTF8", "--locale=C", "--no-sync"),
            ],
            **self._as_owner(),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise RuntimeError(f"initdb failed: {done.stderr}")

    def start(self) -> None:
        """Afterwards the server answers; raises RuntimeError with its log when it doesn't."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [
                    str(self.programs / "postgres"),
                    *("-D", str(self._data), "-p", str(self.port), "-h", "127.0.0.1"),
                    *("-k", str(self.folder), "-c", "max_connections=200"),
                    *self._settings,
                ],
                **self._as_owner(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_WITHIN_S
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"PostgreSQL did not start: {self._log.read_text()}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Afterwards the server is gone, its files kept; whoever was connected was cut off."""
        if self._process is None:
            return
        for how in (signal.SIGQUIT, signal.SIGKILL):
            if self._process.poll() is None:
                self._process.send_signal(how)
            try:
                self._process.wait(STOP_WITHIN_S)
                break
            except subprocess.TimeoutExpired:
                continue
        self._process = None

    def fresh_database(self, like: str | None = None) -> str:
        """The URL of a new database: empty, or a copy of the one with this URL."""
        name = f"sawt_{next(self._names)}"
        connection = self._connect()
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                template = f" TEMPLATE {like.rpartition('/')[2]}" if like else ""
                cursor.execute(f"CREATE DATABASE {name}{template}")
        finally:
            connection.close()
        return f"postgresql+psycopg2://{USER}@127.0.0.1:{self.port}/{name}"

    def drop(self, url: str) -> None:
        """The database with this URL is gone, whoever was connected."""
        connection = self._connect()
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(f"DROP DATABASE {url.rpartition('/')[2]} WITH (FORCE)")
        finally:
            connection.close()

    def break_off(self, url: str) -> None:
        """Every connection to the database with this URL is cut off, as when a failover or an
        operator ends them; the server itself goes on."""
        connection = self._connect()
        try:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                    (url.rpartition("/")[2],),
                )
        finally:
            connection.close()

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    @property
    def _log(self) -> Path:
        return self.folder / "postgres.log"

    def _as_owner(self) -> dict[str, Any]:
        """How a program is run: in the cluster's folder, and never as root."""
        run: dict[str, Any] = {"cwd": self.folder}
        if self.owner is not None:
            run |= {"user": self.owner.pw_uid, "group": self.owner.pw_gid, "extra_groups": []}
        return run

    def _connect(self) -> psycopg2.extensions.connection:
        return psycopg2.connect(
            host="127.0.0.1", port=self.port, user=USER, dbname="postgres", connect_timeout=5
        )

    def _answers(self) -> bool:
        try:
            self._connect().close()
        except psycopg2.OperationalError:
            return False
        return True


@contextmanager
def postgres_server(is_durable: bool = False) -> Iterator[PostgresServer]:
    """A running server, stopped and removed at the end; `is_durable` where a commit has to cost
    what it costs.

    Raises PostgresMissing where there is none to run.
    """
    programs = _programs()
    owner = _unprivileged_user() if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="sawt-postgres-"))
    try:
        if owner is not None:
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        server = PostgresServer(folder, programs, owner, is_durable)
        server.create()
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """The folder of initdb and postgres: Debian keeps them off the PATH."""
    on_path = shutil.which("initdb")
    by_version = sorted(
        Path("/usr/lib/postgresql").glob("[0-9]*/bin"),
        key=lambda folder: int(folder.parent.name),
        reverse=True,
    )
    for folder in [Path(on_path).resolve().parent, *by_version] if on_path else by_version:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise PostgresMissing("PostgreSQL's server is not installed (Debian: postgresql)")


def _unprivileged_user() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise PostgresMissing("PostgreSQL refuses to run as root, and no other user is here")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
