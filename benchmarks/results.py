"""benchmarks/results/: JSON of each run, and a place on a real disk for databases under way."""

from __future__ import annotations

import json
import math
import os
import platform
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.figures import Figures
from benchmarks.report import machine_words
from benchmarks.rows import Row
from benchmarks.servers import Cores

RESULTS = Path(__file__).parent / "results"
LIBRARIES = ("eventlet", "Flask-SocketIO", "python-socketio", "python-engineio", "SQLAlchemy")


@contextmanager
def workplace() -> Iterator[Path]:
    """A folder that is gone afterwards, where a commit costs what it costs on this disk."""
    RESULTS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=RESULTS) as place:
        yield Path(place)


def keep(
    rows: Sequence[Row], measured: Mapping[str, Sequence[Figures]], cores: Cores, name: str
) -> Path:
    """The run as JSON: its rows, and every round of its bursts."""
    return write(
        name,
        {
            "cores": asdict(cores),
            "rows": [asdict(row) for row in rows],
            "rounds": {who: [asdict(one) for one in each] for who, each in measured.items()},
        },
    )


def write(name: str, content: dict[str, Any]) -> Path:
    """The content as results/<name>.json, with when and on what it was measured."""
    RESULTS.mkdir(exist_ok=True)
    about = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine_words(),
        "python": platform.python_version(),
        "libraries": {library: version(library) for library in LIBRARIES},
        "load_average": os.getloadavg(),
    }
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps(_finite(about | content), indent=1, ensure_ascii=False) + "\n")
    return path


def read(name: str) -> dict[str, Any] | None:
    """What an earlier run kept under this name."""
    path = RESULTS / f"{name}.json"
    return json.loads(path.read_text()) if path.exists() else None


def _finite(value: Any) -> Any:
    """JSON has no word for never: null."""
    if isinstance(value, float):
        return round(value, 4) if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _finite(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(each) for each in value]
    return value
