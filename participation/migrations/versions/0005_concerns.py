"""Posts of the safety team, sealed concerns, and receipts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "receipt",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("object_id", sa.String(length=32), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_receipt")),
        sa.UniqueConstraint("kind", "object_id", name=op.f("uq_receipt_kind_object_id")),
    )
    op.create_table(
        "recovery_key",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_key")),
    )
    op.create_table(
        "safety_hours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_within_s", sa.Integer(), nullable=False),
        sa.Column("deputy_within_s", sa.Integer(), nullable=False),
        sa.Column("reads_from", sa.String(length=5), nullable=False),
        sa.Column("reads_until", sa.String(length=5), nullable=False),
        sa.Column("duty_phone", sa.String(length=30), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_safety_hours_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safety_hours")),
    )
    op.create_table(
        "safety_post",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("post", sa.String(length=10), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("public_key", sa.LargeBinary(), nullable=True),
        sa.Column("locked_key", sa.LargeBinary(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("passes", sa.Integer(), nullable=True),
        sa.Column("memory", sa.Integer(), nullable=True),
        sa.Column("wrong_tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("post IN ('lead', 'deputy')", name=op.f("ck_safety_post_post")),
        sa.CheckConstraint(
            "(public_key IS NULL) = (locked_key IS NULL)", name=op.f("ck_safety_post_key_whole")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_safety_post_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safety_post")),
    )
    op.create_index(op.f("ix_safety_post_person_id"), "safety_post", ["person_id"], unique=False)
    op.create_index(
        "uq_safety_post_holder",
        "safety_post",
        ["post"],
        unique=True,
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_index(
        "uq_safety_post_person",
        "safety_post",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )

    op.create_table(
        "concern",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("came_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source_kind", sa.String(length=20), nullable=True),
        sa.Column("source_id", sa.String(length=32), nullable=True),
        sa.Column("session_id", sa.String(length=32), nullable=True),
        sa.Column("readers", sa.String(length=10), nullable=False),
        sa.Column("kept_from", sa.String(length=32), nullable=True),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("once_hash", sa.String(length=64), nullable=True),
        sa.Column("mark", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "readers <> 'both' OR kept_from IS NULL", name=op.f("ck_concern_kept_from")
        ),
        sa.CheckConstraint(
            "readers IN ('both', 'lead', 'deputy')", name=op.f("ck_concern_readers")
        ),
        sa.CheckConstraint(
            "(source_kind IS NULL) = (source_id IS NULL)", name=op.f("ck_concern_source")
        ),
        sa.ForeignKeyConstraint(["kept_from"], ["person.id"], name=op.f("fk_concern_kept_from")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["conference_session.id"], name=op.f("fk_concern_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern")),
        sa.UniqueConstraint("once_hash", name=op.f("uq_concern_once_hash")),
        sa.UniqueConstraint(
            "source_kind", "source_id", name=op.f("uq_concern_source_kind_source_id")
        ),
    )
    op.create_index("ix_concern_came_at", "concern", ["came_at"], unique=False)

    op.create_table(
        "concern_alert",
        sa.Column("concern_id", sa.String(length=32), nullable=False),
        sa.Column("step", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "step IN ('lead', 'deputy', 'phone')", name=op.f("ck_concern_alert_step")
        ),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_concern_alert_concern_id")
        ),
        sa.PrimaryKeyConstraint("concern_id", "step", name=op.f("pk_concern_alert")),
    )
    op.create_table(
        "concern_entry",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("concern_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=True),
        sa.Column("for_code", sa.LargeBinary(), nullable=True),
        sa.Column("mark", sa.String(length=64), nullable=True),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'answer') = (for_code IS NOT NULL)",
            name=op.f("ck_concern_entry_answer_for_code"),
        ),
        sa.CheckConstraint(
            "kind IN ('acknowledged', 'added', 'note', 'decision', 'told', 'answer')",
            name=op.f("ck_concern_entry_kind"),
        ),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_concern_entry_by")),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_concern_entry_concern_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_entry")),
    )
    op.create_index(
        "ix_concern_entry_concern_id_at", "concern_entry", ["concern_id", "at"], unique=False
    )
    op.create_index(
        "uq_concern_entry_acknowledged",
        "concern_entry",
        ["concern_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'acknowledged'"),
        postgresql_where=sa.text("kind = 'acknowledged'"),
    )

    op.create_table(
        "concern_key",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("concern_id", sa.String(length=32), nullable=False),
        sa.Column("post_id", sa.String(length=32), nullable=True),
        sa.Column("recovery_id", sa.String(length=32), nullable=True),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(post_id IS NULL) <> (recovery_id IS NULL)", name=op.f("ck_concern_key_one_reader")
        ),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_concern_key_concern_id")
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["safety_post.id"], name=op.f("fk_concern_key_post_id")
        ),
        sa.ForeignKeyConstraint(
            ["recovery_id"], ["recovery_key.id"], name=op.f("fk_concern_key_recovery_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_key")),
        sa.UniqueConstraint(
            "concern_id", "post_id", name=op.f("uq_concern_key_concern_id_post_id")
        ),
        sa.UniqueConstraint(
            "concern_id", "recovery_id", name=op.f("uq_concern_key_concern_id_recovery_id")
        ),
    )
    op.create_index("ix_concern_key_post_id", "concern_key", ["post_id"], unique=False)

    op.create_table(
        "concern_signature",
        sa.Column("concern_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("signer", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number IN (1, 2)", name=op.f("ck_concern_signature_number")),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_concern_signature_concern_id")
        ),
        sa.PrimaryKeyConstraint("concern_id", "number", name=op.f("pk_concern_signature")),
        sa.UniqueConstraint(
            "concern_id", "signer", name=op.f("uq_concern_signature_concern_id_signer")
        ),
    )


def downgrade() -> None:
    for table in (
        "concern_signature",
        "concern_key",
        "concern_entry",
        "concern_alert",
        "concern",
        "safety_post",
        "safety_hours",
        "recovery_key",
        "receipt",
    ):
        op.drop_table(table)
