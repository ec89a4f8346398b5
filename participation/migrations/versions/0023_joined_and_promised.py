"""Questions that are joined, stand in a line, or have an answer promised."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

CHECKS = {
    "state": "state IN ('sent','cleared','shortlisted','on_stage','answered','stopped','later',"
    "'declined','taken_back','held','joined')",
    "first_key": "state NOT IN ('cleared','shortlisted','on_stage','answered') "
    "OR (cleared_by IS NOT NULL AND cleared_text IS NOT NULL AND cleared_text = text)",
    "second_key": "state NOT IN ('shortlisted','on_stage','answered') "
    "OR (chosen_by IS NOT NULL AND chosen_text IS NOT NULL AND chosen_text = text)",
    "held_without_words": "state <> 'held' OR (text = '' AND cleared_text IS NULL "
    "AND chosen_text IS NULL AND before_cover IS NULL)",
    "joined": "(state = 'joined') = (joined_to IS NOT NULL)",
    "in_line": "(state = 'shortlisted') = (place IS NOT NULL)",
    "place": "place BETWEEN 1 AND 10",
    "promised": "state <> 'later' OR (answer_by IS NOT NULL "
    "AND (owner_person IS NULL) <> (owner_organisation IS NULL))",
}
NEW = ("joined", "in_line", "place", "promised")
KEYS = {
    "joined_to": "question",
    "owner_person": "person",
    "owner_organisation": "organisation",
}
LINE, ANSWERED_WITHIN = 5, timedelta(days=14)


def upgrade() -> None:
    new: tuple[sa.Column[Any], ...] = (
        sa.Column("joined_to", sa.String(length=32)),
        sa.Column("place", sa.Integer()),
        sa.Column("owner_person", sa.String(length=32)),
        sa.Column("owner_organisation", sa.String(length=32)),
        sa.Column("answer_by", sa.Date()),
        sa.Column("taken_from", sa.String(length=12)),
    )
    for column in new:
        op.add_column("question", column)
    _line_up()
    _promise()
    # On SQLite the table is copied, which leaves every check behind; elsewhere they are exchanged.
    is_copied = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table("question") as question:
        question.alter_column(
            "reason", type_=sa.String(length=32), existing_type=sa.String(length=20)
        )
        for name, table in KEYS.items():
            question.create_foreign_key(op.f(f"fk_question_{name}"), table, [name], ["id"])
        for name, condition in CHECKS.items():
            if not is_copied and name not in NEW:
                question.drop_constraint(op.f(f"ck_question_{name}"), type_="check")
            question.create_check_constraint(op.f(f"ck_question_{name}"), condition)
        question.create_index("uq_question_place", ["session_id", "place"], unique=True)
        question.create_index(op.f("ix_question_joined_to"), ["joined_to"])


def _line_up() -> None:
    """Five of each session stand in the line, who was chosen first comes first; the others wait to
    be chosen."""
    questions = sa.table(
        "question",
        *(sa.column(name) for name in ("id", "session_id", "state", "moved_at", "place")),
    )
    chosen = op.get_bind().execute(
        sa.select(questions.c.id, questions.c.session_id)
        .where(questions.c.state == "shortlisted")
        .order_by(questions.c.session_id, questions.c.moved_at, questions.c.id)
    )
    places: dict[str, int] = {}
    for question, session in chosen.all():
        place = places[session] = places.get(session, 0) + 1
        to: dict[str, Any] = {"place": place} if place <= LINE else {"state": "cleared"}
        op.execute(questions.update().where(questions.c.id == question).values(**to))


def _promise() -> None:
    """What was kept for later has an owner, the adult who read it, and a day."""
    questions = sa.table(
        "question",
        *(sa.column(name) for name in ("id", "state", "cleared_by", "owner_person")),
        sa.column("moved_at", sa.DateTime(timezone=True)),
        sa.column("answer_by", sa.Date()),
    )
    kept = op.get_bind().execute(
        sa.select(questions.c.id, questions.c.cleared_by, questions.c.moved_at).where(
            questions.c.state.in_(("later", "held"))
        )
    )
    for question, owner, moved_at in kept.all():
        promise = {"owner_person": owner, "answer_by": moved_at.date() + ANSWERED_WITHIN}
        op.execute(questions.update().where(questions.c.id == question).values(**promise))
