"""Test data lies in memory where the machine offers enough of it: half the time of a run goes to
making and throwing away small databases. A kill -9 of a process means the same there as on a
disk; what only a disk shows (a machine that loses power) no test of ours claims."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

MEMORY = Path("/dev/shm")
ENOUGH_BYTES = 4 * 1024**3


def pytest_configure(config: pytest.Config) -> None:
    """Points temporary files at memory, for this process and those it starts; the person's own
    TMPDIR goes first."""
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK):
        return
    if shutil.disk_usage(MEMORY).free >= ENOUGH_BYTES:
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None
