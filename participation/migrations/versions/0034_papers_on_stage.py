"""A paper on stage has leaves; a question can be about a paragraph of it, and one can say "me too"
to that."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reading",
        sa.Column("item_id", sa.String(length=32), nullable=False),
        sa.Column("revision_id", sa.String(length=32), nullable=False),
        sa.Column("leaf", sa.Integer(), nullable=False),
        sa.Column("leaves", sa.Integer(), nullable=False),
        sa.Column("is_handed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("leaf BETWEEN 1 AND leaves", name=op.f("ck_reading_leaf")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["run_sheet_item.id"], name=op.f("fk_reading_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["paper_revision.id"], name=op.f("fk_reading_revision_id")
        ),
        sa.PrimaryKeyConstraint("item_id", "revision_id", name=op.f("pk_reading")),
    )
    op.create_table(
        "question_about",
        sa.Column("question_id", sa.String(length=32), nullable=False),
        sa.Column("revision_id", sa.String(length=32), nullable=False),
        sa.Column("paragraph", sa.Integer(), nullable=False),
        sa.CheckConstraint("paragraph > 0", name=op.f("ck_question_about_paragraph")),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_question_about_question_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["paper_revision.id"], name=op.f("fk_question_about_revision_id")
        ),
        sa.PrimaryKeyConstraint("question_id", name=op.f("pk_question_about")),
    )
    op.create_table(
        "paragraph_voice",
        sa.Column("revision_id", sa.String(length=32), nullable=False),
        sa.Column("paragraph", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(length=80), nullable=False),
        sa.CheckConstraint("paragraph > 0", name=op.f("ck_paragraph_voice_paragraph")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["paper_revision.id"], name=op.f("fk_paragraph_voice_revision_id")
        ),
        sa.PrimaryKeyConstraint(
            "revision_id", "paragraph", "holder", name=op.f("pk_paragraph_voice")
        ),
    )
