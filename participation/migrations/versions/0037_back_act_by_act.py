"""Several acts of a session can be undone, one after the other."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # What stands in it serves for a minute: nothing is carried over.
    op.drop_table("floor_act")
    op.create_table(
        "floor_act",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.String(length=32), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("back", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"], ["conference_session.id"], name=op.f("fk_floor_act_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_floor_act")),
        sa.UniqueConstraint("session_id", "number", name=op.f("uq_floor_act_session_id_number")),
    )
