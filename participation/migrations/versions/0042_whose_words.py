"""An author can let readers see how much of a paper is its authors' own words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "paper_author",
        sa.Column("shows_meter", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
