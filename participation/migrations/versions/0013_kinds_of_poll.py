"""Every kind of poll, beside the one choice of several."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

CHECKS = {
    "state": "state IN ('draft','ready','open','closing','counted','revealed','void')",
    "kind": "kind IN ('single','multiple','yes_no_abstain','scale','ranking','points','words')",
    "electorate": "electorate IN ('everyone')",
}


def upgrade() -> None:
    # On SQLite the table is copied, which leaves every check behind; elsewhere one is exchanged.
    is_copied = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table("poll") as poll:
        poll.alter_column("kind", type_=sa.String(14), existing_type=sa.String(12))
        if not is_copied:
            poll.drop_constraint(op.f("ck_poll_kind"), type_="check")
        for name, condition in CHECKS.items():
            if is_copied or name == "kind":
                poll.create_check_constraint(op.f(f"ck_poll_{name}"), condition)
