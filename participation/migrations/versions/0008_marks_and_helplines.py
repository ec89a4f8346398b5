"""Marks on texts and the lists behind them; who checked a helpline, and where a room is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "text_mark",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("object_id", sa.String(length=32), nullable=False),
        sa.Column("mark", sa.String(length=12), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "mark IN ('disclosure','contact','unkind','name')", name=op.f("ck_text_mark_mark")
        ),
        sa.CheckConstraint('start >= 0 AND "end" > start', name=op.f("ck_text_mark_stretch")),
        sa.PrimaryKeyConstraint(
            "kind", "object_id", "mark", "start", "end", name=op.f("pk_text_mark")
        ),
    )
    op.create_table(
        "word_list",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("words", sa.String(length=80), nullable=False),
        sa.Column("spelled", sa.String(length=160), nullable=False),
        sa.Column("in_use", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('disclosure','unkind','contact','apps')", name=op.f("ck_word_list_kind")
        ),
        sa.CheckConstraint("language IN ('ar','en','fr')", name=op.f("ck_word_list_language")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word_list")),
        sa.UniqueConstraint(
            "kind", "language", "spelled", name=op.f("uq_word_list_kind_language_spelled")
        ),
    )
    with op.batch_alter_table("helpline") as table:
        table.add_column(sa.Column("confirmed_by", sa.String(length=32), nullable=True))
        table.add_column(sa.Column("confirmed_on", sa.Date(), nullable=True))
        table.add_column(
            sa.Column("in_use", sa.Boolean(), nullable=False, server_default=sa.true())
        )
        table.create_foreign_key(
            op.f("fk_helpline_confirmed_by"), "person", ["confirmed_by"], ["id"]
        )
    with op.batch_alter_table("room") as table:
        table.add_column(sa.Column("country", sa.String(length=2), nullable=True))
