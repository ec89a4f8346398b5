"""Adults mark a comment on a sentence as done, and open it again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paper_comment_done",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("comment_id", sa.String(length=32), nullable=False),
        sa.Column("done_by", sa.String(length=32), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.String(length=32)),
        sa.Column("opened_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint(
            "(opened_by IS NULL) = (opened_at IS NULL)",
            name=op.f("ck_paper_comment_done_opened"),
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["paper_comment.id"], name=op.f("fk_paper_comment_done_comment_id")
        ),
        sa.ForeignKeyConstraint(
            ["done_by"], ["person.id"], name=op.f("fk_paper_comment_done_done_by")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by"], ["person.id"], name=op.f("fk_paper_comment_done_opened_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_comment_done")),
    )
    op.create_index(
        "uq_paper_comment_done_present",
        "paper_comment_done",
        ["comment_id"],
        unique=True,
        sqlite_where=sa.text("opened_at IS NULL"),
        postgresql_where=sa.text("opened_at IS NULL"),
    )
