"""The seat is offered and kept warm; the last act of a session can be undone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
CHECKS = {
    "state": "state IN ('planned','ready','open','live','paused','closing','closed','published',"
    "'cancelled')",
    "adults_asked": "adults_asked BETWEEN 0 AND 20",
    "quiet_while_live": "quiet_since IS NULL OR state = 'live'",
    "waits_while_paused": "NOT waits_for_adults OR state = 'paused'",
    "free_seat": "seat_person_id IS NOT NULL OR (NOT seat_helping AND seat_offered_at IS NULL)",
    "seat_battery": "seat_battery BETWEEN 0 AND 100",
}
NEW = ("free_seat", "seat_battery")


def upgrade() -> None:
    op.create_table(
        "floor_act",
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.String(length=32), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("back", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"], ["conference_session.id"], name=op.f("fk_floor_act_session_id")
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_floor_act")),
    )
    for column in (
        sa.Column("seat_helping", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("seat_offered_at", MOMENT, nullable=True),
        sa.Column("seat_battery", sa.Integer(), nullable=True),
    ):
        op.add_column("floor", column)
    # On SQLite the table is copied, which leaves every check behind; elsewhere they are exchanged.
    is_copied = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table("floor") as floor:
        floor.alter_column("seat_helping", server_default=None)
        for name, condition in CHECKS.items():
            if is_copied or name in NEW:
                floor.create_check_constraint(op.f(f"ck_floor_{name}"), condition)
