"""One database, two kinds: SQLite in a file, or PostgreSQL; and the one way to write to it."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import uuid4

from flask import Flask, current_app, g
from sqlalchemy import (
    JSON,
    DateTime,
    Engine,
    MetaData,
    String,
    Table,
    cast,
    create_engine,
    delete,
    event,
    func,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from participation.foundation.languages import Words
from participation.foundation.refusals import Busy, StoreTrouble

# How long a write may wait for another process's lock before the person is asked to press again.
PATIENCE_S = 5.0
RETRY_S = 0.03
SQLITE_BUSY_MS = 100
# Marks a table of which PostgreSQL may keep no old row once it was written over.
FORGETS = "forgets"


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC whichever database is underneath."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Model(DeclarativeBase):
    """Every table's base: named constraints, so that a clash can be turned into a named refusal."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Moment,
        Words: JSON,
        list[str]: JSON,
        dict[str, Any]: JSON,
    }


def table_of(model: type[DeclarativeBase]) -> Table:
    """The model's table: what runs with every list of votes asks for no mapped rows."""
    table: Table = model.__table__  # type: ignore[assignment] # its type leaves other selectables open
    return table


def new_id() -> str:
    """A random id: it says nothing of when or in which order a row was made."""
    return uuid4().hex


class Database:
    """The engine of the app at hand, and a session for each request, message or task."""

    def init_app(self, app: Flask, url: str) -> None:
        """Give this app its engine; sessions end with the app context they began in."""
        app.extensions["participation.engine"] = _engine_for(url)
        # Within one server all writes to SQLite queue here (quality.md, "Known ground").
        app.extensions["participation.write_lock"] = threading.Lock()
        app.teardown_appcontext(self._end)

    @property
    def engine(self) -> Engine:
        engine: Engine = current_app.extensions["participation.engine"]
        return engine

    @property
    def session(self) -> Session:
        """This context's session. Outside a command it only reads."""
        if "database_session" not in g:
            g.database_session = Session(self.engine, expire_on_commit=False, autoflush=True)
        session: Session = g.database_session
        return session

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    def insert(self, model: type[DeclarativeBase] | Table) -> Any:
        """An INSERT of this database's dialect, which knows `on_conflict_do_…`."""
        build = sqlite.insert if self.is_sqlite else postgresql.insert
        return build(model)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One write transaction; committed when the block ends well, else rolled back.

        On SQLite the process-wide lock is held from BEGIN IMMEDIATE to COMMIT and nothing in
        between may yield. Refusals: Busy after five seconds behind another process's lock,
        StoreTrouble when the database can't be written.
        """
        session = self.session
        # What was only read before is forgotten, so that the write decides on the newest rows.
        session.rollback()
        session.expire_all()
        if not self.is_sqlite:
            yield from _translated(session)
            return
        lock: threading.Lock = current_app.extensions["participation.write_lock"]
        with lock:
            self._begin_immediate(session)
            yield from _translated(session)

    def random_text(self) -> Any:
        """An expression that is another random text for each row."""
        if self.is_sqlite:
            return func.lower(func.hex(func.randomblob(16)))
        return cast(func.gen_random_uuid(), String)

    def let_go(self, session: Session, model: type[Model], ids: Collection[str]) -> None:
        """No row refers to these rows any more: a reference that may be empty is emptied, a row
        that can't be without it is deleted."""
        column = model.__table__.c.id
        for table in reversed(Model.metadata.sorted_tables):
            for key in table.columns:
                if not any(each.column is column for each in key.foreign_keys):
                    continue
                concerned = key.in_(sorted(ids))
                if key.nullable:
                    session.execute(update(table).where(concerned).values({key.name: None}))
                else:
                    session.execute(delete(table).where(concerned))

    def forget_deleted(self) -> bool:
        """What was erased or written over is gone from where the database kept it: SQLite's
        write-ahead log, PostgreSQL's dead rows. False where a reader was in the way, so that it has
        to be tried again. No transaction may be open here."""
        self.session.rollback()
        if not self.is_sqlite:
            return self._vacuum()
        until = time.monotonic() + PATIENCE_S
        with self.engine.connect() as connection:
            raw: Any = connection.connection.driver_connection
            while raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] != 0:
                if time.monotonic() > until:
                    return False
                time.sleep(RETRY_S)
        return True

    def _vacuum(self) -> bool:
        """The tables whose old rows would tell what is kept apart are without old rows."""
        tables = [table.name for table in Model.metadata.sorted_tables if table.info.get(FORGETS)]
        at_once = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        try:
            with at_once.connect() as connection:
                for name in tables:
                    connection.exec_driver_sql(f'VACUUM "{name}"')
        except OperationalError:
            return False  # somebody holds the table: the next sweep does it
        return True

    def _begin_immediate(self, session: Session) -> None:
        until = time.monotonic() + PATIENCE_S
        while True:
            try:
                session.connection(execution_options={"participation_write": True})
                return
            except OperationalError as problem:
                session.rollback()
                if not _is_locked(problem):
                    raise StoreTrouble from problem
                if time.monotonic() > until:
                    raise Busy from problem
                time.sleep(RETRY_S)  # a green sleep under a green engine

    def _end(self, _: BaseException | None) -> None:
        session = g.pop("database_session", None)
        if session is not None:
            session.close()


def has_failed(problem: Exception) -> bool:
    """Whether this says that the database is away, full or busy: nothing of ours to be found."""
    return isinstance(problem, (SQLAlchemyError, StoreTrouble, Busy))


def _translated(session: Session) -> Iterator[Session]:
    try:
        yield session
        session.commit()
    except OperationalError as problem:
        session.rollback()
        raise (Busy() if _is_locked(problem) else StoreTrouble()) from problem
    except BaseException:
        session.rollback()
        raise


def _is_locked(problem: OperationalError) -> bool:
    text = str(problem.orig).lower()
    return (
        "locked" in text
        or "lock timeout" in text
        or "deadlock" in text
        or "could not serialize" in text
    )


def _engine_for(url: str) -> Engine:
    if url.startswith("sqlite"):
        engine = create_engine(
            url,
            connect_args={"timeout": SQLITE_BUSY_MS / 1000, "check_same_thread": False},
            hide_parameters=True,  # what a child wrote never stands in a log
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_explicitly)
        return engine
    patience = f"-c lock_timeout={int(PATIENCE_S * 1000)}"
    return create_engine(
        url,
        connect_args={"options": patience},
        pool_size=10,
        max_overflow=20,
        pool_pre_ping=True,
        hide_parameters=True,
    )


def _prepare_sqlite(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, else savepoints don't roll back
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    # What is erased or written over is gone from the file too, not only from its index.
    connection.execute("PRAGMA secure_delete=ON")


def _begin_explicitly(connection: Connection) -> None:
    writes = connection.get_execution_options().get("participation_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
