"""One process at a time for each database; the next one takes over when the first is gone.

Both locks are let go by the system itself when their holder dies, however it dies: nothing has
to expire, and no clock is asked.
"""

from __future__ import annotations

import fcntl
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine, func, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError


@dataclass(frozen=True)
class Part:
    """What a process does for a database: the name of its file, and of its advisory lock."""

    name: str
    number: int


WATCHER = Part("watch", 7_226_002)
SERVER = Part("serve", 7_226_003)


class Turn(Protocol):
    """Held by at most one process."""

    def take(self) -> bool:
        """Whether it is this process's turn now. Asked again later, it may be."""

    def is_kept(self) -> bool:
        """Whether it still is: a lost connection has given the turn away."""

    def leave(self) -> None:
        """It is nobody's turn any more; one that was never taken is left quietly."""


def turn_for(engine: Engine, part: Part, *, beside_others: bool = False) -> Turn:
    """The turn to play this part for the database behind this engine; `beside_others`: together
    with all who take it so too (PostgreSQL alone can give that)."""
    if engine.dialect.name == "sqlite":
        return _FileTurn(Path(f"{engine.url.database}-{part.name}"))
    return _AdvisoryTurn(engine, part, beside_others)


class _FileTurn:
    """A lock on a file beside the database, since SQLite is on one machine."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def take(self) -> bool:
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        self._handle = handle
        return True

    def is_kept(self) -> bool:
        return self._handle is not None

    def leave(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
        self._handle = None


class _AdvisoryTurn:
    """A lock of a PostgreSQL connection that does nothing else."""

    def __init__(self, engine: Engine, part: Part, beside_others: bool) -> None:
        self._engine = engine
        self._part = part
        self._lock = (
            func.pg_try_advisory_lock_shared if beside_others else func.pg_try_advisory_lock
        )
        self._connection: Connection | None = None

    def take(self) -> bool:
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        if not connection.scalar(select(self._lock(self._part.number))):
            connection.close()
            return False
        self._connection = connection
        return True

    def is_kept(self) -> bool:
        try:
            return self._connection is not None and self._connection.scalar(select(1)) == 1
        except SQLAlchemyError:
            return False

    def leave(self) -> None:
        if self._connection is not None:
            self._connection.invalidate()  # back in the pool it would keep the lock
            self._connection.close()
        self._connection = None
