"""An act whose way back is barred no longer bars the way of those before it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "floor_act",
        sa.Column("is_stuck", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
