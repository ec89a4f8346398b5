"""Labels of questions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "question_label",
        sa.Column("question_id", sa.String(length=32), nullable=False),
        sa.Column("label", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_question_label_question_id")
        ),
        sa.PrimaryKeyConstraint("question_id", "label", name=op.f("pk_question_label")),
    )
