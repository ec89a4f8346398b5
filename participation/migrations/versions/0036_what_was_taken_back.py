"""What adults asked about a paper and offered for it before it was brought back is read no more."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("paper", sa.Column("brought_back_at", sa.DateTime(timezone=True)))
