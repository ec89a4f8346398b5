"""The audit log's chain: each row is sealed once, with a key, together with all that went before.

Rows are written without a lock, and chained by one sealer at most a second later. A seal can't be
made without the server's key, so altering, deleting, inserting or reordering sealed rows is found
and named. The head says, with the same key, how far the chain goes: rows cut off at its end are
found too. A chain begins once, with its database: one that was taken away as a whole is missed.
Against whoever holds the key the head is printed and logged, to be kept elsewhere and compared.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from participation.foundation import clock
from participation.foundation.audit import AuditRow
from participation.foundation.database import Model
from participation.foundation.extensions import db
from participation.foundation.inventory import Area, holds

# Rows for one transaction: it must be short, since voters wait for it on SQLite.
AT_ONCE = 200
# Two commands may commit in another order than their rows were numbered; never this far apart.
LOOKS_BACK = 2_000
# A row that says it is older than one sealed before it, by more than a slow transaction.
LATE = timedelta(minutes=1)
NOTHING = "0" * 64
SEALED = (
    "id", "at", "who", "roles", "action", "object_kind", "object_id", "session_id", "reason",
    "reads", "part", "about_person",
)  # fmt: skip


@holds(
    Area.LOG,
    "so that an altered row is found",
    nothing="position row_id sealed_at key hash",
)
class AuditSeal(Model):
    """The seal of one row, at its place in the chain; `key` says with which key, not the key."""

    __tablename__ = "audit_seal"
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    row_id: Mapped[int] = mapped_column(ForeignKey("audit_row.id"), unique=True)
    sealed_at: Mapped[datetime]
    key: Mapped[str] = mapped_column(String(16))
    hash: Mapped[str] = mapped_column(String(64))


@holds(
    Area.LOG,
    "so that rows cut off at the end are found",
    nothing="id position hash mac earlier",
)
class AuditHead(Model):
    """One row: the last place of the chain, under the key. `earlier` are the keys that were
    given up, and up to which place each was used."""

    __tablename__ = "audit_head"
    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
    mac: Mapped[str] = mapped_column(String(64))
    earlier: Mapped[dict[str, Any]]


class ChainBroken(Exception):
    """The chain does not end where it was left."""


@dataclass
class Findings:
    """What was found of the chain. `broken` names the first row that is not as it was sealed."""

    broken: str | None = None
    sealed: int = 0
    unchecked: int = 0
    head: str = ""
    unsealed: list[int] = field(default_factory=list)
    late: list[int] = field(default_factory=list)


class Sealer:
    """Seals and checks with one key, derived from the server's secret key."""

    def __init__(self, secret_key: str) -> None:
        self._key = hmac.digest(secret_key.encode(), b"sawt-audit-chain", hashlib.sha256)
        self.mark = self._mac("mark")[:16]

    def begin(self, session: Session) -> None:
        """A database that is new has a chain of no rows yet; none begins by itself."""
        head = AuditHead(id=1, position=0, hash=NOTHING, mac="", earlier={})
        head.mac = self._mac_of(head)
        session.add(head)

    def seal(self) -> int:
        """Every row that was written is sealed; answers how many were not. Raises ChainBroken
        and seals nothing when the chain does not end where it was left."""
        done = 0
        while unsealed_rows(db.session):
            with db.writing() as session:
                done += self._seal_some(session)
        return done

    def _seal_some(self, session: Session) -> int:
        head = session.get(AuditHead, 1, with_for_update=True, populate_existing=True)
        if head is None or not self._is_head(head, _last_seal(session)):
            raise ChainBroken
        rows = unsealed_rows(session)
        for row in rows:
            seal = AuditSeal(
                position=head.position + 1, row_id=row.id, sealed_at=clock.now(), key=self.mark
            )
            seal.hash = self._hash(seal, head.hash, row)
            session.add(seal)
            head.position, head.hash = seal.position, seal.hash
        head.mac = self._mac_of(head)
        return len(rows)

    def check(self, *noted: str) -> Findings:
        """The whole chain from its first row, and what no seal stands for yet. Each head that was
        noted earlier ("place hash") must still stand in it."""
        found = Findings()
        session = db.session
        head = session.get(AuditHead, 1, populate_existing=True)
        until = dict(head.earlier) if head is not None and self._knows(head) else {}
        found.broken = self._walk(session, found, until, _heads(noted))
        last = _last_seal(session)
        if found.broken is None:
            found.broken = self._ending(head, last)
        found.head = head_of(session)
        found.unsealed = list(
            session.scalars(
                select(AuditRow.id)
                .outerjoin(AuditSeal, AuditSeal.row_id == AuditRow.id)
                .where(AuditSeal.row_id.is_(None))
                .order_by(AuditRow.id)
            )
        )
        return found

    def adopt(self, session: Session) -> None:
        """From now on this key seals. What another one sealed can be checked with that one only,
        and the head says so under the new key."""
        head = session.get(AuditHead, 1, with_for_update=True, populate_existing=True)
        last = _last_seal(session)
        if head is None or (head.position, head.hash) != _end(last):
            raise ChainBroken
        if last is not None and last.key != self.mark:
            head.earlier = {**head.earlier, last.key: last.position}
        head.mac = self._mac_of(head)

    def _walk(
        self, session: Session, found: Findings, until: dict[str, int], noted: dict[int, str]
    ) -> str | None:
        place, previous, newest = 0, NOTHING, None
        pairs: Iterable[Any] = session.execute(
            select(AuditSeal, AuditRow)
            .outerjoin(AuditRow, AuditRow.id == AuditSeal.row_id)
            .order_by(AuditSeal.position)
            .execution_options(yield_per=1000, populate_existing=True)
        )
        for seal, row in pairs:
            place += 1
            if seal.position != place:
                return f"the seal at place {place} is missing, before row {seal.row_id}"
            if row is None:
                return f"row {seal.row_id} is missing"
            if seal.key != self.mark and place > until.get(seal.key, 0):
                return f"row {row.id} was sealed with another key than this server's"
            if seal.key != self.mark:
                found.unchecked += 1
            elif not hmac.compare_digest(seal.hash, self._hash(seal, previous, row)):
                return f"row {row.id} or its seal was altered"
            if noted.get(place, seal.hash) != seal.hash:
                return f"row {row.id} is not the one whose seal was noted"
            if newest is not None and row.at < newest - LATE:
                found.late.append(row.id)
            newest = row.at if newest is None else max(newest, row.at)
            previous = seal.hash
            found.sealed += 1
        if noted and max(noted) > place:
            return f"the chain ends at place {place}, and its head was noted at {max(noted)}"
        return None

    def _ending(self, head: AuditHead | None, last: AuditSeal | None) -> str | None:
        if head is None:
            return "the chain's head is missing"
        if not self._knows(head):
            return "the chain's head does not fit this server's key"
        if not self._is_head(head, last):
            return f"the chain ends at place {_end(last)[0]}, and {head.position} rows were sealed"
        return None

    def _is_head(self, head: AuditHead, last: AuditSeal | None) -> bool:
        return self._knows(head) and (head.position, head.hash) == _end(last)

    def _knows(self, head: AuditHead) -> bool:
        return hmac.compare_digest(head.mac, self._mac_of(head))

    def _mac_of(self, head: AuditHead) -> str:
        return self._mac("head", head.position, head.hash, sorted(head.earlier.items()))

    def _hash(self, seal: AuditSeal, previous: str, row: AuditRow) -> str:
        values = [getattr(row, name) for name in SEALED]
        return self._mac("row", seal.position, previous, seal.sealed_at, *values)

    def _mac(self, *values: Any) -> str:
        said = json.dumps(values, ensure_ascii=True, default=clock.iso_exactly).encode()
        return hmac.digest(self._key, said, hashlib.sha256).hex()


def _heads(noted: Sequence[str]) -> dict[int, str]:
    """Place and hash of each; raises ValueError for what is no head."""
    heads = {}
    for head in noted:
        place, _, seal = head.strip().partition(" ")
        if not (place.isascii() and place.isdigit()) or len(seal) != 64:
            raise ValueError(head)
        heads[int(place)] = seal
    return {place: seal for place, seal in heads.items() if place}


def unsealed_rows(session: Session) -> Sequence[AuditRow]:
    """The next rows to seal, in their order."""
    newest = session.scalar(select(func.max(AuditSeal.row_id))) or 0
    return session.scalars(
        select(AuditRow)
        .outerjoin(AuditSeal, AuditSeal.row_id == AuditRow.id)
        .where(AuditSeal.row_id.is_(None), AuditRow.id > newest - LOOKS_BACK)
        .order_by(AuditRow.id)
        .limit(AT_ONCE)
    ).all()


def _last_seal(session: Session) -> AuditSeal | None:
    return session.scalars(
        select(AuditSeal).order_by(AuditSeal.position.desc()).limit(1)
    ).one_or_none()


def _end(last: AuditSeal | None) -> tuple[int, str]:
    return (last.position, last.hash) if last is not None else (0, NOTHING)


def head_of(session: Session) -> str:
    """The chain's last place and its seal, as they are kept outside the database."""
    place, seal = _end(_last_seal(session))
    return f"{place} {seal}"
