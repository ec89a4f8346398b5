"""Run by Alembic: the connection comes from `running`, or else from the app's settings."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy.engine import Connection

from participation.foundation.database import Model, Moment
from participation.people.vault.models import VaultModel


def render(kind: str, item: Any, _: Any) -> str | Literal[False]:
    """Migrations name plain column types, so that they never change with the code."""
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    return False


def migrate(connection: Connection) -> None:
    """Run the steps asked for on this connection."""
    context.configure(
        connection=connection,
        target_metadata=[Model.metadata, VaultModel.metadata],
        # SQLite can't alter a column in place; there the table is copied.
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=render,
    )
    with context.begin_transaction():
        context.run_migrations()


def main() -> None:
    given: Connection | None = context.config.attributes.get("connection")
    if given is not None:
        migrate(given)
        return
    from participation import create_app

    engine = create_app().extensions["participation.engine"]
    with engine.begin() as connection:
        migrate(connection)


main()
