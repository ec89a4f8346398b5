"""The version of every live topic, raised in the transaction that changed it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import String, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from participation.foundation.database import Model, table_of
from participation.foundation.extensions import db
from participation.foundation.inventory import Area, holds


@holds(
    Area.SESSION,
    "so that every page knows whether it is up to date",
    nothing="scope topic version",
)
class TopicVersion(Model):
    """One row for each (scope, topic); a scope is a session's id or a desk's name."""

    __tablename__ = "topic_version"
    scope: Mapped[str] = mapped_column(String(80), primary_key=True)
    topic: Mapped[str] = mapped_column(String(20), primary_key=True)
    version: Mapped[int]


@dataclass(frozen=True)
class Change:
    """A topic that has a new version."""

    scope: str
    topic: str
    version: int


@cache
def _raised(is_sqlite: bool) -> Any:
    """The statement, made once for this kind of database: every write runs it."""
    table = table_of(TopicVersion)
    made = db.insert(table).values(
        scope=bindparam("in_scope"), topic=bindparam("of_topic"), version=1
    )
    return made.on_conflict_do_update(
        index_elements=["scope", "topic"], set_={"version": table.c.version + 1}
    ).returning(table.c.version)


def raise_versions(session: Session, touched: Iterable[tuple[str, str]]) -> list[Change]:
    """Raise each touched topic by one; in a fixed order, so that two commands never deadlock."""
    changes = []
    for scope, topic in sorted(set(touched)):
        version = session.execute(
            _raised(db.is_sqlite), {"in_scope": scope, "of_topic": topic}
        ).scalar_one()
        changes.append(Change(scope, topic, version))
    return changes


def can_be_read() -> bool:
    """Whether the store answers now; a store that does not answer is no error here."""
    try:
        db.session.execute(select(TopicVersion.version).limit(1))
    except Exception:
        return False
    return True


def versions_of(scopes: Iterable[str]) -> dict[tuple[str, str], int]:
    """The present versions under these scopes, by (scope, topic)."""
    rows = db.session.execute(
        select(TopicVersion.scope, TopicVersion.topic, TopicVersion.version).where(
            TopicVersion.scope.in_(sorted(set(scopes)))
        )
    )
    return {(row.scope, row.topic): row.version for row in rows}


def desk_version(desk: str) -> int:
    """The present version of a desk, for reading before its data."""
    scope = f"desk:{desk}"
    return versions_of([scope]).get((scope, "desk"), 0)
