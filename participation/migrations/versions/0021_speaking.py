"""Raised hands, turns to speak, and the signals of pace."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

IS_OPEN = "state IN ('up', 'called')"
IS_ON = "state IN ('called', 'running', 'paused')"


def upgrade() -> None:
    op.create_table(
        "raised_hand",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("holder", sa.String(length=80), nullable=False),
        sa.Column("wish", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("sign", sa.Integer(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("passed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pinned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pinned_reason", sa.String(length=20), nullable=True),
        sa.CheckConstraint(
            "wish IN ('speak','reply','short_question','read_for_me')",
            name=op.f("ck_raised_hand_wish"),
        ),
        sa.CheckConstraint(
            "state IN ('up','called','spoke','down')", name=op.f("ck_raised_hand_state")
        ),
        sa.CheckConstraint(
            "(pinned_at IS NULL) = (pinned_reason IS NULL)",
            name=op.f("ck_raised_hand_pinned_why"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["conference_session.id"], name=op.f("fk_raised_hand_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_raised_hand")),
    )
    op.create_index(op.f("ix_raised_hand_holder"), "raised_hand", ["holder"])
    op.create_index("ix_raised_hand_session_state", "raised_hand", ["session_id", "state"])
    for name, column in (("uq_raised_hand_open", "holder"), ("uq_raised_hand_sign", "sign")):
        op.create_index(
            name,
            "raised_hand",
            ["session_id", column],
            unique=True,
            sqlite_where=sa.text(IS_OPEN),
            postgresql_where=sa.text(IS_OPEN),
        )
    op.create_table(
        "turn",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hand_id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=True),
        sa.Column("budget_ms", sa.Integer(), nullable=False),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_ms", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "state IN ('called','running','paused','ended','passed')", name=op.f("ck_turn_state")
        ),
        sa.CheckConstraint(
            "(state = 'paused') = (paused_at IS NOT NULL)", name=op.f("ck_turn_paused_since")
        ),
        sa.CheckConstraint(
            "state NOT IN ('running','paused') OR started_at IS NOT NULL",
            name=op.f("ck_turn_started"),
        ),
        sa.CheckConstraint("budget_ms > 0 AND paused_ms >= 0", name=op.f("ck_turn_clock")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["conference_session.id"], name=op.f("fk_turn_session_id")
        ),
        sa.ForeignKeyConstraint(["hand_id"], ["raised_hand.id"], name=op.f("fk_turn_hand_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turn")),
        sa.UniqueConstraint("session_id", "number", name=op.f("uq_turn_session_id_number")),
    )
    op.create_index(op.f("ix_turn_hand_id"), "turn", ["hand_id"])
    op.create_index(
        "uq_turn_on",
        "turn",
        ["session_id"],
        unique=True,
        sqlite_where=sa.text(IS_ON),
        postgresql_where=sa.text(IS_ON),
    )
    op.create_table(
        "pace_signal",
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("signal", sa.String(length=8), nullable=False),
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "signal IN ('slower','again','lost','agree')", name=op.f("ck_pace_signal_signal")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["conference_session.id"], name=op.f("fk_pace_signal_session_id")
        ),
        sa.PrimaryKeyConstraint("session_id", "signal", "mark", name=op.f("pk_pace_signal")),
    )
