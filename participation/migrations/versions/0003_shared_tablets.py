"""Shared tablets: known by a nod, locked when left alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tablet",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("known_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("known_by", sa.String(length=32), nullable=True),
        sa.Column("wrong_tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["known_by"], ["person.id"], name=op.f("fk_tablet_known_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tablet")),
    )
    op.create_table(
        "secret_tries",
        sa.Column("badge_id", sa.String(length=32), nullable=False),
        sa.Column("tablet_id", sa.String(length=32), nullable=False),
        sa.Column("wrong_tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["badge_id"], ["badge.id"], name=op.f("fk_secret_tries_badge_id")),
        sa.ForeignKeyConstraint(
            ["tablet_id"], ["tablet.id"], name=op.f("fk_secret_tries_tablet_id")
        ),
        sa.PrimaryKeyConstraint("badge_id", "tablet_id", name=op.f("pk_secret_tries")),
    )
    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tablet_id", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("asks_nod_since", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_device_asks_nod_since"), ["asks_nod_since"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_device_tablet_id"), ["tablet_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_device_tablet_id"), "tablet", ["tablet_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_device_tablet_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_device_tablet_id"))
        batch_op.drop_index(batch_op.f("ix_device_asks_nod_since"))
        batch_op.drop_column("asks_nod_since")
        batch_op.drop_column("locked_at")
        batch_op.drop_column("confirmed_at")
        batch_op.drop_column("tablet_id")

    op.drop_table("secret_tries")
    op.drop_table("tablet")
