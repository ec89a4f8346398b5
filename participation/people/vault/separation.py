"""The wall around the vault's tables.

On PostgreSQL they stand in a schema of their own, owned by a role that the server's login role
can take on but has nothing from by itself: a plain SELECT is refused, and only `inside` a vault
function, in its transaction, is the role taken on. SQLite knows no roles; there the tables are
ordinary ones whose names begin with `vault_`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, text
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from participation.foundation.extensions import db

SCHEMA = "vault"
ROLE = "sawt_vault"
ASIDE = "vault_aside"


@contextmanager
def inside() -> Iterator[Session]:
    """The running transaction may read and write the vault, until the block ends.

    What leaves it by an error leaves the transaction too, which gives the role back.
    """
    session = db.session
    session.flush()
    connection = session.connection()
    _enter(connection)
    yield session
    session.flush()
    _leave(connection)


@contextmanager
def building(connection: Connection) -> Iterator[None]:
    """Tables made meanwhile stand in the vault; for migrations and empty databases."""
    if connection.dialect.name != "postgresql":
        yield
        return
    connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
    _enter(connection)
    yield
    _leave(connection)
    separate(connection)


def separate(connection: Connection) -> None:
    """The vault belongs to its role, where there is one that this login may take on; it is made
    where the login may make roles. Twice is harmless; every upgrade does it.

    The role may also read what is public, so that one dump can hold both.
    """
    if owner(connection) is None or not _role_is_there(connection):
        return
    if owner(connection) != ROLE:
        connection.execute(text(f"GRANT USAGE, CREATE ON SCHEMA {SCHEMA} TO {ROLE}"))
        for table in _tables(connection):
            connection.execute(text(f'ALTER TABLE {SCHEMA}."{table}" OWNER TO {ROLE}'))
        connection.execute(text(f"ALTER SCHEMA {SCHEMA} OWNER TO {ROLE}"))
    connection.execute(text(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {ROLE}"))
    connection.execute(text(f"GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO {ROLE}"))


def is_in_force(connection: Connection) -> bool:
    """Whether a plain statement of this login can't read the vault."""
    if owner(connection) is None:
        return False
    seen = text(f"SELECT has_schema_privilege(current_user, '{SCHEMA}', 'USAGE')")
    return not connection.execute(seen).scalar_one()


def owner(connection: Connection, schema: str = SCHEMA) -> str | None:
    """The role that the vault belongs to; None where there is no vault yet."""
    if connection.dialect.name != "postgresql":
        return None
    found: str | None = connection.execute(
        text("SELECT pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname = :schema"),
        {"schema": schema},
    ).scalar_one_or_none()
    return found


@contextmanager
def set_aside(engine: Engine) -> Iterator[None]:
    """While this lasts the vault stands aside, so that one from a backup can take its place: the
    login may not drop it. Afterwards the old one is gone, or back if something went wrong."""
    with engine.begin() as connection:
        had = owner(connection) is not None
        if had:
            _rename(connection, SCHEMA, ASIDE)
    try:
        yield
    except BaseException:
        if had:
            with engine.begin() as connection:
                _rename(connection, ASIDE, SCHEMA)
        raise
    with engine.begin() as connection:
        if had:
            _drop(connection, ASIDE)
        separate(connection)


def empty(connection: Connection) -> None:
    """On PostgreSQL the vault is gone with all its tables; a migration makes it anew."""
    if owner(connection) is not None:
        _drop(connection, SCHEMA)


def _drop(connection: Connection, schema: str) -> None:
    connection.execute(text(f'SET LOCAL ROLE "{owner(connection, schema)}"'))
    connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    connection.execute(text("SET LOCAL ROLE NONE"))


def _rename(connection: Connection, schema: str, name: str) -> None:
    role = owner(connection, schema)
    database = connection.execute(text("SELECT current_database()")).scalar_one()
    if role != connection.execute(text("SELECT current_user")).scalar_one():
        connection.execute(text(f'GRANT CREATE ON DATABASE "{database}" TO "{role}"'))
    connection.execute(text(f'SET LOCAL ROLE "{role}"'))
    connection.execute(text(f"ALTER SCHEMA {schema} RENAME TO {name}"))
    connection.execute(text("SET LOCAL ROLE NONE"))


def _enter(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text(f'SET LOCAL ROLE "{owner(connection)}"'))
        connection.execute(text(f"SET LOCAL search_path TO {SCHEMA}"))


def _leave(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL search_path TO DEFAULT"))
        connection.execute(text("SET LOCAL ROLE NONE"))


def _role_is_there(connection: Connection) -> bool:
    """Whether the vault's role exists, made now if need be, and this login may take it on."""
    if not connection.execute(
        text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": ROLE}
    ).scalar():
        may = "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
        if not connection.execute(text(may)).scalar_one():
            return False
        connection.execute(text(f"CREATE ROLE {ROLE} NOLOGIN NOINHERIT"))
        # Since PostgreSQL 16 each membership says whether it inherits; before, the login does.
        version = int(connection.execute(text("SHOW server_version_num")).scalar_one())
        newer = version >= 160_000
        how = " WITH INHERIT FALSE, SET TRUE" if newer else ""
        connection.execute(text(f"GRANT {ROLE} TO current_user{how}"))
    member = text("SELECT pg_has_role(current_user, :role, 'MEMBER')")
    return bool(connection.execute(member, {"role": ROLE}).scalar_one())


def _tables(connection: Connection) -> list[str]:
    found = connection.execute(
        text("SELECT tablename FROM pg_tables WHERE schemaname = :schema"), {"schema": SCHEMA}
    )
    return [row.tablename for row in found]
