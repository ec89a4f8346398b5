"""Who checked the emergency number, when and how."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("safe_person", sa.Column("emergency_verified_by", sa.String(length=100)))
    op.add_column("safe_person", sa.Column("emergency_verified_on", sa.Date()))
    op.add_column("safe_person", sa.Column("emergency_source", sa.String(length=200)))
