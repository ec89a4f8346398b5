"""A served demonstration to attack, and a line for each threat with what it got."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.live.conftest import Conference
from tests.running import Server, running

Tell = Callable[..., None]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Conference]:
    """The demonstration conference, served as on any evening before: SQLite, one process."""
    folder: Path = tmp_path_factory.mktemp("threats")
    server = Server(f"sqlite:///{folder / 'sawt.sqlite3'}", folder)
    told = server.demonstration()
    with running(server):
        yield Conference(server, told)
    assert server.tracebacks() == ""


@pytest.fixture
def hall(served: Conference) -> Iterator[Conference]:
    yield served
    served.everybody_leaves()


@pytest.fixture
def got(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> Tell:
    """Prints what the threat of this test got, whether or not output is captured."""

    def tell(**figures: Any) -> None:
        name = request.node.name.removeprefix("test_").replace("_", " ")
        told = ", ".join(f"{what.replace('_', ' ')} {figure}" for what, figure in figures.items())
        with capsys.disabled():
            print(f"\n  threat · {name}: {told}")  # noqa: T201 - the report of a drill

    return tell


@pytest.fixture
def scale(request: pytest.FixtureRequest) -> int:
    """1 in the short form; 16 in the drill (`--long`), the threat as it is written down."""
    return 16 if request.config.getoption("--long") else 1
