"""`python app.py` on a SQLite that fails as the file named by STORE_FAULT says, from transaction to
transaction: `full`, `read-only`, or nothing for a healthy one."""

from __future__ import annotations

import os
import runpy
import warnings
from pathlib import Path

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
import eventlet  # noqa: E402

eventlet.monkey_patch()  # as app.py does, before anything else is there

from sqlalchemy import Engine, event  # noqa: E402
from sqlalchemy.engine import Connection  # noqa: E402

MOST_PAGES = 2**31
told = Path(os.environ["STORE_FAULT"])


@event.listens_for(Engine, "begin")
def fail(connection: Connection) -> None:
    """From here on this transaction meets the store as it was told to be."""
    fault = told.read_text() if told.exists() else ""
    store = connection.connection.driver_connection
    assert store is not None
    (pages,) = store.execute("PRAGMA page_count").fetchone()
    store.execute(f"PRAGMA max_page_count={pages if fault == 'full' else MOST_PAGES}")
    store.execute(f"PRAGMA query_only={int(fault == 'read-only')}")


runpy.run_path("app.py", run_name="__main__")
