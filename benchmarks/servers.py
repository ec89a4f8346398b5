"""A server under measurement: a process on a core of its own, and what it takes of that core."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import requests

ROOT = Path(__file__).resolve().parents[1]
STARTS_WITHIN_S = 60
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Cores:
    """Which core serves and which loads; None where they can't be told apart."""

    server: int | None
    load: int | None

    @property
    def apart(self) -> bool:
        return self.server is not None and self.server != self.load


def take_cores() -> Cores:
    """This process, the load, keeps to one core; servers are started on another."""
    free = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    if len(free) < 2 or shutil.which("taskset") is None:
        return Cores(None, None)
    os.sched_setaffinity(0, {free[1]})
    return Cores(free[0], free[1])


def allow_many_sockets() -> None:
    """As many open sockets as the machine lets this process and its servers have."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def waited_of(process: str) -> float:
    """Seconds for which a process was ready to run and did not; 0 where the kernel keeps no such
    account."""
    try:
        return int(Path("/proc", process, "schedstat").read_text().split()[1]) / 1e9
    except (OSError, IndexError):
        return 0.0


class ServerProcess:
    """A server and whatever processes it starts, in a process session of their own."""

    def __init__(self, cores: Cores, log: Path) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._cores = cores
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    def start(
        self,
        command: list[str],
        environment: dict[str, str],
        ready: str,
        program: str = sys.executable,
        told: str = "",
    ) -> None:
        """The server answers at the path `ready`; `told` is what it reads from its input."""
        pin = ["taskset", "-c", str(self._cores.server)] if self._cores.apart else []
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*pin, program, *command],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        with contextlib.suppress(BrokenPipeError), self._process.stdin as given:  # type: ignore[union-attr] # it is a pipe
            given.write(told.encode())
        until = time.monotonic() + STARTS_WITHIN_S
        while time.monotonic() < until:
            if self._process.poll() is not None:
                break
            if self._answers(ready):
                return
            time.sleep(0.05)
        self.stop()
        raise RuntimeError(f"a server did not start:\n{self.last_words()}")

    def _answers(self, ready: str) -> bool:
        """Whether it is there: by a page, or for what serves no pages by an open port."""
        if not ready:
            with socket.socket() as probe:
                return probe.connect_ex(("127.0.0.1", self.port)) == 0
        try:
            return requests.get(self.url + ready, timeout=5).ok
        except requests.RequestException:
            return False

    def stop(self) -> None:
        """Nothing that was started is left."""
        if self._process is None:
            return
        for how in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self._process.pid, how)
                self._process.wait(timeout=10)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue
        self._process = None

    def cpu_s(self) -> float:
        """Processor seconds that the server and its children have taken so far."""
        return sum(int(row[11]) + int(row[12]) for _, row in self._rows()) / TICKS

    def waited_s(self) -> float:
        """Seconds it could have run, while something else had its core: noise of this machine."""
        return sum(waited_of(pid) for pid, _ in self._rows())

    def memory_mib(self) -> float:
        """Resident memory of the server and its children."""
        return sum(int(row[21]) for _, row in self._rows()) * PAGE / 2**20

    def tracebacks(self) -> int:
        return self._log.read_text(errors="replace").count("Traceback (most")

    def last_words(self) -> str:
        return self._log.read_text(errors="replace")[-3000:] if self._log.exists() else ""

    def _rows(self) -> Iterator[tuple[str, list[str]]]:
        """Each process of the server, with /proc/<pid>/stat from its third field on."""
        if self._process is None:
            return
        for folder in Path("/proc").iterdir():
            if not folder.name.isdigit():
                continue
            try:
                row = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(row[3]) == self._process.pid:
                yield folder.name, row
