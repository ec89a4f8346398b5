"""Who said what comes apart when a poll is counted."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select

from participation.foundation.database import Model
from participation.foundation.extensions import db
from participation.foundation.receipt_codes import Receipt
from participation.polls.words.models import KIND, CloudWord, SaidWord
from participation.safeguarding.marks.models import TextMark


def write_anew(poll_id: str) -> None:
    """No holder stands on any word of this poll, and all rows about it are written anew in one
    transaction, in the order of random ids: neither their order nor the transaction that first
    wrote them says any more who came when."""
    db.session.flush()
    sends = select(SaidWord.send_id).where(SaidWord.poll_id == poll_id)
    words = select(CloudWord.id).where(CloudWord.poll_id == poll_id)
    receipts = _taken(Receipt, (Receipt.kind == KIND) & Receipt.object_id.in_(sends))
    marks = _taken(TextMark, (TextMark.kind == KIND) & TextMark.object_id.in_(words))
    said = _taken(SaidWord, SaidWord.poll_id == poll_id)
    kept = _taken(CloudWord, CloudWord.poll_id == poll_id)
    db.session.expire_all()
    _put(CloudWord, kept, "id")
    _put(SaidWord, [row | {"holder": None} for row in said], "send_id")
    _put(TextMark, marks, "object_id")
    _put(Receipt, receipts, "code_hash")


def _taken(model: type[Model], which: ColumnElement[bool]) -> list[dict[str, Any]]:
    table = model.__table__
    rows = [dict(row) for row in db.session.execute(select(table).where(which)).mappings()]
    db.session.execute(delete(model).where(which).execution_options(synchronize_session=False))
    return rows


def _put(model: type[Model], rows: list[dict[str, Any]], by: str) -> None:
    if rows:
        db.session.execute(insert(model), sorted(rows, key=lambda row: row[by]))
