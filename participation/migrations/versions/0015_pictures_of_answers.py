"""Answers with a picture, and what it shows in words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "option_picture",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_option_picture")),
    )
    op.add_column("poll_option", sa.Column("alt", sa.JSON()))
    with op.batch_alter_table("poll_option") as option:
        option.add_column(sa.Column("picture_id", sa.String(length=32)))
        option.create_foreign_key(
            op.f("fk_poll_option_picture_id"), "option_picture", ["picture_id"], ["id"]
        )
        if op.get_bind().dialect.name == "sqlite":
            # Copying the table leaves every check behind.
            option.create_check_constraint(
                op.f("ck_poll_option_hands"), "hands IS NULL OR hands >= 0"
            )
