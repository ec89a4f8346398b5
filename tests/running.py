"""A real server for tests: `python app.py` as its own process, on a free port."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import requests

from tests.ready_made import copied

ROOT = Path(__file__).resolve().parents[1]
STARTS_WITHIN_S = 60
WATCHER_ENDS_WITHIN_S = 30
SQLITE = "sqlite:///"
APART = "http://nowhere.example"
SECRET_KEY = "a-secret-for-tests-alone-0123456789abcdef"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """One server on one database; it can be killed and started again."""

    def __init__(
        self, database_url: str, folder: Path, engine: str = "eventlet", **told: str
    ) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / f"server-{self.port}.log"
        self.clock_file = folder / "clock"
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("PARTICIPATION_")},
            "PARTICIPATION_DATABASE_URL": database_url,
            "PARTICIPATION_SECRET_KEY": SECRET_KEY,
            "PARTICIPATION_PORT": str(self.port),
            "PARTICIPATION_URL": self.url,
            "PARTICIPATION_ENGINE": engine,
            "PARTICIPATION_CLOCK_FILE": str(self.clock_file),
            **{f"PARTICIPATION_{name}": value for name, value in told.items()},
        }
        self._settings = {f"PARTICIPATION_{name}" for name in told}
        self.program: tuple[str, ...] = ("app.py",)
        self._process: subprocess.Popen[bytes] | None = None

    def flask(self, *arguments: str) -> str:
        """What a command line of the application prints."""
        done = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "app", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def demonstration(self) -> dict[str, Any]:
        """The database is migrated and holds the demonstration conference, as `demo --json`."""
        url = self.environment["PARTICIPATION_DATABASE_URL"]
        file = Path(url.removeprefix(SQLITE))
        if not url.startswith(SQLITE) or file.exists() or self.clock_file.exists():
            told = self._made()
        else:
            kind = {k: v for k, v in sorted(self.environment.items()) if k in self._settings}
            told = copied(sha256(repr(kind).encode()).hexdigest(), file, self._made_apart)
        conference: dict[str, Any] = json.loads(told.replace(APART, self.url))
        return conference

    def _made(self) -> str:
        self.flask("upgrade")
        return self.flask("demo", "--json")

    def _made_apart(self, file: Path) -> str:
        """Made in a file of its own, and for no address yet."""
        mine = self.environment
        url = f"sqlite:///{file}"
        self.environment = mine | {"PARTICIPATION_DATABASE_URL": url, "PARTICIPATION_URL": APART}
        try:
            return self._made()
        finally:
            self.environment = mine

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, *self.program],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + STARTS_WITHIN_S
        while time.monotonic() < until:
            if self._process.poll() is not None:
                raise RuntimeError(f"the server stopped:\n{self.log.read_text()}")
            try:
                if requests.get(f"{self.url}/readyz", timeout=2).ok:
                    return
            except requests.ConnectionError:
                time.sleep(0.05)
        raise RuntimeError(f"the server did not answer:\n{self.log.read_text()}")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """The server has ended as it was told, and its watcher by itself."""
        if self._process is not None:
            watchers = self.watchers()
            self._process.send_signal(how)
            self._process.wait(timeout=10)
            self._process = None
            until = time.monotonic() + WATCHER_ENDS_WITHIN_S
            while any(lives(watcher) for watcher in watchers):
                assert time.monotonic() < until, "the watcher outlives its server"
                time.sleep(0.02)

    def kill(self) -> None:
        """As a power cut would."""
        self.stop(signal.SIGKILL)

    def watchers(self) -> list[int]:
        """The process ids of this server's children that watch and live."""
        assert self._process is not None
        found = []
        for line in Path("/proc").glob("[0-9]*/stat"):
            try:
                parent = int(line.read_text().rpartition(")")[2].split()[1])
                command = (line.parent / "cmdline").read_text()
            except OSError:
                continue  # it ended while we looked
            if parent == self._process.pid and "\0watch\0" in command:
                found.append(int(line.parent.name))
        return found

    def tracebacks(self) -> str:
        """What the log says of failures; empty when all was well."""
        text = self.log.read_text(errors="replace")
        return text if "Traceback" in text else ""


def ending(server: Server) -> tuple[int, str]:
    """How a server ends that must not serve: its exit code, and what it says."""
    done = subprocess.run(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env=server.environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stderr


def lives(process: int) -> bool:
    """Whether a process with this id runs; one that ended and waits to be forgotten does not."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


@contextmanager
def running(server: Server) -> Iterator[Server]:
    server.start()
    try:
        yield server
    finally:
        server.stop()
