"""Cue cards that can be changed: their revision, and a moderator's own words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "run_sheet_item",
        sa.Column("cue_revision", sa.Integer(), nullable=False, server_default="1"),
    )
    op.create_table(
        "cue_note",
        sa.Column("item_id", sa.String(length=32), nullable=False),
        sa.Column("writer_id", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("revision > 0", name=op.f("ck_cue_note_revision")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["run_sheet_item.id"], name=op.f("fk_cue_note_item_id")
        ),
        sa.ForeignKeyConstraint(["writer_id"], ["person.id"], name=op.f("fk_cue_note_writer_id")),
        sa.PrimaryKeyConstraint("item_id", "writer_id", name=op.f("pk_cue_note")),
    )
    op.create_index(op.f("ix_cue_note_writer_id"), "cue_note", ["writer_id"])
