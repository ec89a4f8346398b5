"""What each screen has drawn last."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "painted",
        sa.Column("device_id", sa.String(length=32), nullable=False),
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("picture", sa.String(length=16), nullable=False),
        sa.Column("painted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_gone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_painted_device_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["conference_session.id"], name=op.f("fk_painted_session_id")
        ),
        sa.PrimaryKeyConstraint("device_id", name=op.f("pk_painted")),
    )
    op.create_index(op.f("ix_painted_session_id"), "painted", ["session_id"])
