"""The demonstration conference on SQLite, made once in a while in a run, and copied wherever a
server of a test begins with it: making it takes many times as long as most of these tests."""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

# Where this run keeps it; its workers are told by their environment.
PLACE = "READY_MADE_CONFERENCES"
# What is told in it as a moment ago stays one.
FRESH_S = 15 * 60


def copied(kind: str, into: Path, make: Callable[[Path], str]) -> str:
    """`into` holds the database that `make` makes, and what it told when it did; one made by
    another test of this run within a quarter of an hour is as good. A kind is a name for a file."""
    place = Path(os.environ[PLACE])
    database, told = place / f"{kind}.sqlite3", place / f"{kind}.json"
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists() or time.time() - told.stat().st_mtime > FRESH_S:
            database.unlink(missing_ok=True)
            told.write_text(make(database))
        shutil.copy(database, into)
        return told.read_text()
