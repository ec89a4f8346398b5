"""`--pictures` (make pictures): those of the README are taken anew, and each step of a story is
taken in the other direction too."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds `--pictures`."""
    parser.addoption("--pictures", action="store_true", help="take pictures in both directions")
