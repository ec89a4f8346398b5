"""The children's own reasons, and the list of each session."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

CHECKS = {
    "state": "state IN ('sent','cleared','stopped','taken_back','held')",
    "first_key": "state <> 'cleared' "
    "OR (cleared_by IS NOT NULL AND cleared_text IS NOT NULL AND cleared_text = text)",
    "second_key": "chosen_by IS NULL OR (cleared_by IS NOT NULL AND cleared_text IS NOT NULL "
    "AND chosen_text IS NOT NULL AND cleared_text = text AND chosen_text = text)",
    "not_her_own_words": "cleared_by IS NULL OR cleared_by <> writer_id",
    "two_people": "chosen_by IS NULL OR cleared_by IS NULL OR chosen_by <> cleared_by",
    "held_without_words": "state <> 'held' "
    "OR (text = '' AND cleared_text IS NULL AND chosen_text IS NULL)",
}
PEOPLE = ("writer_id", "cleared_by", "chosen_by", "decided_by")


def upgrade() -> None:
    op.create_table(
        "reason_text",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("reason_id", sa.String(length=32), nullable=False),
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("writer_id", sa.String(length=32), nullable=False),
        sa.Column("text", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=True),
        sa.Column("cleared_by", sa.String(length=32), nullable=True),
        sa.Column("cleared_text", sa.String(length=120), nullable=True),
        sa.Column("chosen_by", sa.String(length=32), nullable=True),
        sa.Column("chosen_text", sa.String(length=120), nullable=True),
        sa.Column("decided_by", sa.String(length=32), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("writer_left", sa.Boolean(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.CheckConstraint(condition, name=op.f(f"ck_reason_text_{name}"))
            for name, condition in CHECKS.items()
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["conference_session.id"], name=op.f("fk_reason_text_session_id")
        ),
        *(
            sa.ForeignKeyConstraint([column], ["person.id"], name=op.f(f"fk_reason_text_{column}"))
            for column in PEOPLE
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reason_text")),
        sa.UniqueConstraint(
            "reason_id", "language", name=op.f("uq_reason_text_reason_id_language")
        ),
    )
    op.create_index(op.f("ix_reason_text_writer_id"), "reason_text", ["writer_id"])
    op.create_index("ix_reason_text_session_state", "reason_text", ["session_id", "state"])
    op.create_table(
        "reason_list",
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("arranged", sa.JSON(), nullable=False),
        sa.Column("hidden", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["conference_session.id"], name=op.f("fk_reason_list_session_id")
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_reason_list")),
    )
