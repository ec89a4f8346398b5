"""Hands at the desk; the keys of a question belong to its very words; questions that are held."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

CHECKS = {
    "state": "state IN ('sent','cleared','shortlisted','on_stage','answered','stopped','later',"
    "'declined','taken_back','held')",
    "first_key": "state NOT IN ('cleared','shortlisted','on_stage','answered') "
    "OR (cleared_by IS NOT NULL AND cleared_text IS NOT NULL AND cleared_text = text)",
    "second_key": "state NOT IN ('shortlisted','on_stage','answered') "
    "OR (chosen_by IS NOT NULL AND chosen_text IS NOT NULL AND chosen_text = text)",
    "held_without_words": "state <> 'held' OR (text = '' AND cleared_text IS NULL "
    "AND chosen_text IS NULL AND before_cover IS NULL)",
}
NEW = ("held_without_words",)


def upgrade() -> None:
    op.create_table(
        "clearing_claim",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("object_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_clearing_claim_person_id")
        ),
        sa.PrimaryKeyConstraint("kind", "object_id", name=op.f("pk_clearing_claim")),
    )
    op.create_index(op.f("ix_clearing_claim_person_id"), "clearing_claim", ["person_id"])
    for column in (
        sa.Column("cleared_text", sa.Text()),
        sa.Column("chosen_text", sa.Text()),
        sa.Column("before_cover", sa.Text()),
        sa.Column("revision", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("decided_by", sa.String(length=32)),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.Column("asker_left", sa.Boolean(), nullable=False, server_default=sa.false()),
    ):
        op.add_column("question", column)
    op.execute("UPDATE question SET cleared_text = text WHERE cleared_by IS NOT NULL")
    op.execute("UPDATE question SET chosen_text = text WHERE chosen_by IS NOT NULL")
    # On SQLite the table is copied, which leaves every check behind; elsewhere they are exchanged.
    is_copied = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table("question") as question:
        question.create_foreign_key(
            op.f("fk_question_decided_by"), "person", ["decided_by"], ["id"]
        )
        question.alter_column("revision", server_default=None)
        question.alter_column("asker_left", server_default=None)
        for name, condition in CHECKS.items():
            if not is_copied and name not in NEW:
                question.drop_constraint(op.f(f"ck_question_{name}"), type_="check")
            question.create_check_constraint(op.f(f"ck_question_{name}"), condition)
