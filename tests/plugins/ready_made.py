"""A run has a place for what tests/ready_made.py keeps, and leaves nothing there."""

from __future__ import annotations

import os
import shutil
import tempfile

import pytest

from tests.ready_made import PLACE


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        os.environ[PLACE] = tempfile.mkdtemp(prefix="ready-made-")


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(PLACE), ignore_errors=True)
