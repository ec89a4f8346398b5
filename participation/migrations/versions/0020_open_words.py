"""Open words: what was said, what adults have read, and what counts as cleared in this event."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cleared_word",
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("spelled", sa.String(length=600), nullable=False),
        sa.Column("text", sa.String(length=30), nullable=False),
        sa.Column("cleared_by", sa.String(length=32), nullable=False),
        sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["cleared_by"], ["person.id"], name=op.f("fk_cleared_word_cleared_by")
        ),
        sa.PrimaryKeyConstraint("language", "spelled", name=op.f("pk_cleared_word")),
    )
    op.create_table(
        "cloud_word",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("poll_id", sa.String(length=32), nullable=False),
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("spelled", sa.String(length=600), nullable=True),
        sa.Column("text", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cleared_by", sa.String(length=32), nullable=True),
        sa.Column("cleared_text", sa.String(length=30), nullable=True),
        sa.Column("decided_by", sa.String(length=32), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("taken_out_by", sa.String(length=32), nullable=True),
        sa.Column("taken_out_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting','cleared','stopped','held','run_out')",
            name=op.f("ck_cloud_word_state"),
        ),
        sa.CheckConstraint(
            "state <> 'cleared' OR (cleared_by IS NOT NULL AND cleared_text IS NOT NULL "
            "AND cleared_text = text)",
            name=op.f("ck_cloud_word_first_key"),
        ),
        sa.CheckConstraint(
            "place IS NULL OR state = 'cleared'", name=op.f("ck_cloud_word_second_key")
        ),
        sa.CheckConstraint(
            "state NOT IN ('held','run_out') OR (text = '' AND spelled IS NULL "
            "AND cleared_text IS NULL)",
            name=op.f("ck_cloud_word_gone_without_words"),
        ),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_cloud_word_poll_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["conference_session.id"], name=op.f("fk_cloud_word_session_id")
        ),
        sa.ForeignKeyConstraint(
            ["cleared_by"], ["person.id"], name=op.f("fk_cloud_word_cleared_by")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["person.id"], name=op.f("fk_cloud_word_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["taken_out_by"], ["person.id"], name=op.f("fk_cloud_word_taken_out_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cloud_word")),
        sa.UniqueConstraint(
            "poll_id",
            "language",
            "spelled",
            name=op.f("uq_cloud_word_poll_id_language_spelled"),
        ),
    )
    op.create_index(op.f("ix_cloud_word_session_id"), "cloud_word", ["session_id"])
    op.create_table(
        "said_word",
        sa.Column("send_id", sa.String(length=32), nullable=False),
        sa.Column("word_id", sa.String(length=32), nullable=False),
        sa.Column("poll_id", sa.String(length=32), nullable=False),
        sa.Column("holder", sa.String(length=80), nullable=True),
        sa.Column("text", sa.String(length=30), nullable=False),
        sa.ForeignKeyConstraint(["word_id"], ["cloud_word.id"], name=op.f("fk_said_word_word_id")),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_said_word_poll_id")),
        sa.PrimaryKeyConstraint("send_id", "word_id", name=op.f("pk_said_word")),
        sa.UniqueConstraint("word_id", "holder", name=op.f("uq_said_word_word_id_holder")),
    )
    op.create_index(op.f("ix_said_word_poll_id"), "said_word", ["poll_id"])
