"""Every kind of answer as one choice, and secret ballots apart from who voted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

CHECKS = {
    "state": "state IN ('draft','ready','open','closing','counted','revealed','void')",
    "kind": "kind IN ('single','multiple','yes_no_abstain','scale','ranking','points','words')",
    "electorate": "electorate IN ('everyone','badges','delegates')",
    "how_many": "least >= 1 AND most >= least",
    "points": "(kind = 'points') = (points IS NOT NULL)",
}
NEW = ("how_many", "points")


def upgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for column in (
        sa.Column("least", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("most", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("points", sa.Integer()),
        sa.Column("faces", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("revealed_at", sa.DateTime(timezone=True)),
    ):
        op.add_column("poll", column)
    # On SQLite the table is copied, which leaves every check behind; elsewhere they are exchanged.
    with op.batch_alter_table("poll") as poll:
        for name in ("least", "most", "faces"):
            poll.alter_column(name, server_default=None)
        for name, condition in CHECKS.items():
            if (not is_sqlite and name in NEW) or is_sqlite:
                poll.create_check_constraint(op.f(f"ck_poll_{name}"), condition)
        if not is_sqlite:
            poll.drop_constraint(op.f("ck_poll_electorate"), type_="check")
            poll.create_check_constraint(op.f("ck_poll_electorate"), CHECKS["electorate"])
    op.add_column("poll_option", sa.Column("firsts", sa.Integer()))
    op.add_column("poll_option", sa.Column("hands", sa.Integer()))
    with op.batch_alter_table("poll_option") as option:
        option.create_check_constraint(op.f("ck_poll_option_hands"), "hands IS NULL OR hands >= 0")
    op.add_column("voter", sa.Column("choice", sa.JSON()))
    kept = """'["' || option_id || '"]'"""
    op.execute(
        f"UPDATE voter SET choice = {kept if is_sqlite else f'CAST({kept} AS JSON)'} "  # noqa: S608
        "WHERE option_id IS NOT NULL"
    )
    with op.batch_alter_table("voter") as voter:
        voter.drop_constraint(op.f("fk_voter_option_id"), type_="foreignkey")
        voter.drop_column("option_id")
    op.create_table(
        "ballot",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("poll_id", sa.String(length=32), nullable=False),
        sa.Column("choice", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_ballot_poll_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_ballot_poll_id"), "ballot", ["poll_id"])
