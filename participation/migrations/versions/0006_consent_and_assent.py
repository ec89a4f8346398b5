"""Consent, assent, the dial, and names that children wish for."""

# ruff: noqa: E501 - a condition stays in one piece

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "assent",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("given_by", sa.String(length=32), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("age_band", sa.String(length=5), nullable=False),
        sa.Column("take_part", sa.Boolean(), nullable=False),
        sa.Column("words_in_room", sa.Boolean(), nullable=False),
        sa.Column("words_in_report", sa.Boolean(), nullable=False),
        sa.Column("first_name_shown", sa.Boolean(), nullable=False),
        sa.Column("pictures_shown", sa.Boolean(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "age_band IN ('10-12','13-15','16-17')", name=op.f("ck_assent_age_band")
        ),
        sa.CheckConstraint("given_by = person_id", name=op.f("ck_assent_own_answer")),
        sa.CheckConstraint(
            "take_part OR NOT (words_in_room OR words_in_report OR first_name_shown OR pictures_shown)",
            name=op.f("ck_assent_choices_need_yes"),
        ),
        sa.ForeignKeyConstraint(["given_by"], ["person.id"], name=op.f("fk_assent_given_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_assent_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assent")),
    )
    op.create_index(op.f("ix_assent_person_id"), "assent", ["person_id"], unique=False)
    op.create_index(
        "uq_assent_present",
        "assent",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )

    op.create_table(
        "guardian_consent",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("recorded_by", sa.String(length=32), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(kind = 'responsible_body') = (note IS NOT NULL)",
            name=op.f("ck_guardian_consent_responsible_body_says_why"),
        ),
        sa.CheckConstraint(
            "kind IN ('parent','legal_guardian','responsible_body')",
            name=op.f("ck_guardian_consent_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_guardian_consent_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["person.id"], name=op.f("fk_guardian_consent_recorded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guardian_consent")),
    )
    op.create_index(
        op.f("ix_guardian_consent_person_id"), "guardian_consent", ["person_id"], unique=False
    )
    op.create_index(
        "uq_guardian_consent_present",
        "guardian_consent",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )

    op.create_table(
        "name_wish",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("proposed_name", sa.String(length=60), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=True),
        sa.Column("cleared_by", sa.String(length=32), nullable=True),
        sa.Column("wished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'stopped') = (reason IS NOT NULL)", name=op.f("ck_name_wish_stopped_says_why")
        ),
        sa.CheckConstraint(
            "state IN ('waiting','cleared','stopped','left')", name=op.f("ck_name_wish_state")
        ),
        sa.CheckConstraint(
            "state NOT IN ('cleared','stopped') OR cleared_by IS NOT NULL",
            name=op.f("ck_name_wish_first_key"),
        ),
        sa.ForeignKeyConstraint(
            ["cleared_by"], ["person.id"], name=op.f("fk_name_wish_cleared_by")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_name_wish_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_name_wish")),
    )
    op.create_index(op.f("ix_name_wish_person_id"), "name_wish", ["person_id"], unique=False)
    op.create_index(
        "uq_name_wish_waiting",
        "name_wish",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )

    with op.batch_alter_table("person") as table:
        table.add_column(sa.Column("first_name", sa.JSON(none_as_null=True), nullable=True))
        table.add_column(
            sa.Column("dial", sa.String(length=12), nullable=False, server_default="chosen_name")
        )
        table.create_check_constraint(
            op.f("ck_person_dial"), "dial IN ('my_name','chosen_name','only_idea','nothing')"
        )


def downgrade() -> None:
    with op.batch_alter_table("person") as table:
        table.drop_constraint(op.f("ck_person_dial"), type_="check")
        table.drop_column("dial")
        table.drop_column("first_name")
    op.drop_table("name_wish")
    op.drop_table("guardian_consent")
    op.drop_table("assent")
