"""For developers: writes the next migration from what the models say beside the migrations.

python -m participation.migrations.writing "what changes"
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Engine, create_engine

from participation.migrations.running import config


def write_next(message: str) -> Path:
    """A new file in versions/ holds what the models have and the migrations lack. Read it over."""
    from participation import create_app
    from participation.foundation.settings import load_settings

    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings({}, instance=Path(folder))
        engine: Engine = create_app(settings).extensions["participation.engine"]
        engine.dispose()
        plain = create_engine(settings.database_url)
        with plain.begin() as connection:
            command.upgrade(config(connection), "head")
        with plain.begin() as connection:
            written = command.revision(
                config(connection), message, autogenerate=True, rev_id=_next_number()
            )
        plain.dispose()
    if not isinstance(written, Script):
        raise SystemExit("no migration was written")
    return Path(written.path)


def _next_number() -> str:
    known = list(ScriptDirectory.from_config(config()).walk_revisions())
    return f"{len(known) + 1:04d}"


if __name__ == "__main__":
    sys.stdout.write(f"{write_next(' '.join(sys.argv[1:]) or 'change')}\n")
