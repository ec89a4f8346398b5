"""Adults comment on sentences of a paper, and say what it is about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paper_comment",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("revision_id", sa.String(length=32), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("written_by", sa.String(length=32), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_back_by", sa.String(length=32)),
        sa.Column("taken_back_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint('start >= 0 AND "end" > start', name=op.f("ck_paper_comment_sentence")),
        sa.CheckConstraint(
            "(taken_back_by IS NULL) = (taken_back_at IS NULL)",
            name=op.f("ck_paper_comment_taken_back"),
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["paper_revision.id"], name=op.f("fk_paper_comment_revision_id")
        ),
        sa.ForeignKeyConstraint(
            ["written_by"], ["person.id"], name=op.f("fk_paper_comment_written_by")
        ),
        sa.ForeignKeyConstraint(
            ["taken_back_by"], ["person.id"], name=op.f("fk_paper_comment_taken_back_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_comment")),
    )
    op.create_index(op.f("ix_paper_comment_revision_id"), "paper_comment", ["revision_id"])
    op.create_table(
        "paper_subject",
        sa.Column("paper_id", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_paper_subject_paper_id")),
        sa.PrimaryKeyConstraint("paper_id", "subject", name=op.f("pk_paper_subject")),
    )
