"""The whisper line between the moderator's seat and the adults, and its ready sentences."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "whisper",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("moderator_id", sa.String(length=32), nullable=False),
        sa.Column("writer_id", sa.String(length=32), nullable=False),
        sa.Column("sentence", sa.String(length=32), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(sentence IS NULL) = (text <> '')", name=op.f("ck_whisper_one_or_the_other")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["conference_session.id"], name=op.f("fk_whisper_session_id")
        ),
        sa.ForeignKeyConstraint(
            ["moderator_id"], ["person.id"], name=op.f("fk_whisper_moderator_id")
        ),
        sa.ForeignKeyConstraint(["writer_id"], ["person.id"], name=op.f("fk_whisper_writer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_whisper")),
    )
    op.create_index("ix_whisper_session_said_at", "whisper", ["session_id", "said_at"])
    op.create_index(op.f("ix_whisper_moderator_id"), "whisper", ["moderator_id"])
    op.create_index(op.f("ix_whisper_writer_id"), "whisper", ["writer_id"])
    # SQLite writes the table anew, and leaves its checks behind.
    is_copied = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table("ready_sentence") as table:
        if is_copied:
            table.alter_column("kind", existing_type=sa.String(8), nullable=False)
        else:
            table.drop_constraint(op.f("ck_ready_sentence_kind"), type_="check")
        table.create_check_constraint(
            op.f("ck_ready_sentence_kind"),
            "kind IN ('message','reason','thanks','whisper','reply')",
        )
