"""Adults in the room, quiet mode, and vetting."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "vetting",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=True),
        sa.Column("trained_on", sa.Date(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("lapse_told", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(reference) > 0", name=op.f("ck_vetting_reference_is_something")),
        sa.CheckConstraint(
            "valid_until >= trained_on", name=op.f("ck_vetting_valid_after_training")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_vetting_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_vetting")),
    )
    op.create_table(
        "attendance",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("device_id", sa.String(length=32), nullable=True),
        sa.Column("checked_in_at", MOMENT, nullable=False),
        sa.Column("checked_out_at", MOMENT, nullable=True),
        sa.Column("heard_at", MOMENT, nullable=False),
        sa.Column("is_locked", sa.Boolean(), nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.Column("confirmed_by", sa.String(length=32), nullable=True),
        sa.Column("state", sa.String(length=5), nullable=False),
        sa.CheckConstraint("state IN ('here', 'amber', 'gone')", name=op.f("ck_attendance_state")),
        sa.CheckConstraint(
            "checked_out_at >= checked_in_at", name=op.f("ck_attendance_out_after_in")
        ),
        sa.CheckConstraint(
            "confirmed_by <> person_id", name=op.f("ck_attendance_confirmed_by_another")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["conference_session.id"], name=op.f("fk_attendance_session_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attendance_person_id")),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_attendance_device_id")),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["person.id"], name=op.f("fk_attendance_confirmed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
    )
    op.create_index(
        "uq_attendance_open",
        "attendance",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("checked_out_at IS NULL"),
        postgresql_where=sa.text("checked_out_at IS NULL"),
    )
    op.create_index("ix_attendance_session", "attendance", ["session_id", "checked_out_at"])
    op.create_table(
        "adults_notice",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=6), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("seen_by", sa.String(length=32), nullable=True),
        sa.Column("seen_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "kind IN ('quiet', 'paused', 'back')", name=op.f("ck_adults_notice_kind")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["conference_session.id"], name=op.f("fk_adults_notice_session_id")
        ),
        sa.ForeignKeyConstraint(["seen_by"], ["person.id"], name=op.f("fk_adults_notice_seen_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adults_notice")),
        sa.UniqueConstraint(
            "session_id", "kind", "at", name=op.f("uq_adults_notice_session_id_kind_at")
        ),
    )
    op.create_index(op.f("ix_adults_notice_at"), "adults_notice", ["at"])
    with op.batch_alter_table("floor") as floor:
        floor.add_column(
            sa.Column("adults_asked", sa.Integer(), nullable=False, server_default="2")
        )
        floor.add_column(sa.Column("quiet_since", MOMENT, nullable=True))
        floor.add_column(
            sa.Column("waits_for_adults", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        floor.create_check_constraint(
            op.f("ck_floor_adults_asked"), "adults_asked BETWEEN 0 AND 20"
        )
        floor.create_check_constraint(
            op.f("ck_floor_quiet_while_live"), "quiet_since IS NULL OR state = 'live'"
        )
        floor.create_check_constraint(
            op.f("ck_floor_waits_while_paused"), "NOT waits_for_adults OR state = 'paused'"
        )
    # The trial is played by one person alone: it asks for nobody.
    op.execute(
        "UPDATE floor SET adults_asked = 0 WHERE session_id IN "
        "(SELECT id FROM conference_session WHERE is_always_now)"
    )


def downgrade() -> None:
    raise RuntimeError("a backup is the way back")
