"""The writes of marks: a text is marked in the transaction that takes it in; lists are kept."""

from __future__ import annotations

from sqlalchemy import delete, insert

from participation.foundation.extensions import db
from participation.safeguarding.marks import queries, rules
from participation.safeguarding.marks.models import TextMark
from participation.safeguarding.marks.rules import Mark


def mark_text(kind: str, object_id: str, text: str, language: str) -> list[Mark]:
    """The marks of this text stand, and no older ones of the same object. For use inside the
    command that takes the text in. Whatever the words are, nothing is refused."""
    marks = rules.find_marks(text, language, queries.knowledge())
    forget_marks(kind, object_id)
    if marks:
        db.session.execute(
            insert(TextMark),
            [
                {
                    "kind": kind,
                    "object_id": object_id,
                    "mark": mark.mark,
                    "start": mark.start,
                    "end": mark.end,
                }
                for mark in marks
            ],
        )
    return marks


def forget_marks(kind: str, object_id: str) -> None:
    """No mark of this object stands any more: its words were emptied, and a mark would still say
    what they were about."""
    db.session.execute(
        delete(TextMark).where(TextMark.kind == kind, TextMark.object_id == object_id)
    )
