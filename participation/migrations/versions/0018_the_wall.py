"""What is chosen for a wall; messages with their two keys; the event's own ready sentences."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

MODE_AND_WHAT = (
    "(mode IN ('follow','holding') AND shown_kind IS NULL AND shown_id IS NULL) OR "
    "(mode = 'pinned' AND shown_kind IN ('paper','question','poll') AND shown_id IS NOT NULL) OR "
    "(mode = 'message' AND shown_kind IN ('ready','message') AND shown_id IS NOT NULL)"
)
MESSAGE_CHECKS = {
    "state": "state IN ('sent','cleared','chosen','stopped','taken_back','held')",
    "first_key": "state NOT IN ('cleared','chosen') "
    "OR (cleared_by IS NOT NULL AND cleared_text IS NOT NULL AND cleared_text = text)",
    "second_key": "state <> 'chosen' "
    "OR (chosen_by IS NOT NULL AND chosen_text IS NOT NULL AND chosen_text = text)",
    "not_her_own_words": "is_slip OR cleared_by IS NULL OR cleared_by <> writer_id",
    "two_people": "chosen_by IS NULL OR cleared_by IS NULL OR chosen_by <> cleared_by",
    "held_without_words": "state <> 'held' OR (text = '' AND cleared_text IS NULL "
    "AND chosen_text IS NULL AND before_cover IS NULL)",
}


def upgrade() -> None:
    op.create_table(
        "ready_sentence",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("in_use", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('message','reason','thanks')", name=op.f("ck_ready_sentence_kind")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ready_sentence")),
    )
    op.create_table(
        "wall_message",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("writer_id", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("is_slip", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=True),
        sa.Column("cleared_by", sa.String(length=32), nullable=True),
        sa.Column("cleared_text", sa.Text(), nullable=True),
        sa.Column("chosen_by", sa.String(length=32), nullable=True),
        sa.Column("chosen_text", sa.Text(), nullable=True),
        sa.Column("before_cover", sa.Text(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("decided_by", sa.String(length=32), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("writer_left", sa.Boolean(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.CheckConstraint(condition, name=op.f(f"ck_wall_message_{name}"))
            for name, condition in MESSAGE_CHECKS.items()
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["conference_session.id"], name=op.f("fk_wall_message_session_id")
        ),
        *(
            sa.ForeignKeyConstraint([column], ["person.id"], name=op.f(f"fk_wall_message_{column}"))
            for column in ("writer_id", "cleared_by", "chosen_by", "decided_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wall_message")),
    )
    op.create_index(op.f("ix_wall_message_writer_id"), "wall_message", ["writer_id"])
    op.create_index("ix_wall_message_session_state", "wall_message", ["session_id", "state"])
    with op.batch_alter_table("wall") as wall:
        wall.add_column(
            sa.Column("mode", sa.String(length=8), nullable=False, server_default="follow")
        )
        wall.add_column(sa.Column("shown_kind", sa.String(length=8), nullable=True))
        wall.add_column(sa.Column("shown_id", sa.String(length=32), nullable=True))
        wall.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("wall") as wall:
        wall.alter_column("mode", server_default=None)
        wall.alter_column("version", server_default=None)
        wall.create_check_constraint(op.f("ck_wall_mode_and_what"), MODE_AND_WHAT)
