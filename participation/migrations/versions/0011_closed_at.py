"""When a poll took its last answer: who answered is erased an hour later."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("poll", sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
