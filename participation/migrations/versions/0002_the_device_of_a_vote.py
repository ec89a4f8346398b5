"""A vote names the device it came from while it may still be changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("voter", sa.Column("device_id", sa.String(length=32), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("voter") as table:
        table.drop_column("device_id")
