"""The identity vault, what is read under lock, and who came with whom."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from participation.people.vault.separation import building

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "access_request",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("lock", sa.String(length=40), nullable=False),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("place", sa.String(length=20), nullable=False),
        sa.Column("session_id", sa.String(length=32), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("asked_by", sa.String(length=32), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.String(length=32), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("length(trim(reason)) >= 10", name=op.f("ck_access_request_reason")),
        sa.CheckConstraint(
            "confirmed_by IS NULL OR confirmed_by <> asked_by",
            name=op.f("ck_access_request_two_adults"),
        ),
        sa.CheckConstraint(
            "(confirmed_by IS NULL) = (confirmed_at IS NULL)",
            name=op.f("ck_access_request_confirmed"),
        ),
        sa.CheckConstraint(
            "place IN ('registration', 'safety')", name=op.f("ck_access_request_place")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["person.id"], name=op.f("fk_access_request_asked_by")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["person.id"], name=op.f("fk_access_request_confirmed_by")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["conference_session.id"],
            name=op.f("fk_access_request_session_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_request")),
    )
    op.create_index("ix_access_request_asked", "access_request", ["asked_at"], unique=False)
    op.create_index(
        op.f("ix_access_request_asked_by"), "access_request", ["asked_by"], unique=False
    )
    op.create_index(
        "ix_access_request_subject",
        "access_request",
        ["subject_kind", "subject_id"],
        unique=False,
    )
    op.create_table(
        "accompanied",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("child_id", sa.String(length=32), nullable=False),
        sa.Column("adult_id", sa.String(length=32), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("child_id <> adult_id", name=op.f("ck_accompanied_two_people")),
        sa.ForeignKeyConstraint(["adult_id"], ["person.id"], name=op.f("fk_accompanied_adult_id")),
        sa.ForeignKeyConstraint(["child_id"], ["person.id"], name=op.f("fk_accompanied_child_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accompanied")),
    )
    op.create_index("ix_accompanied_adult", "accompanied", ["adult_id"], unique=False)
    op.create_index(
        "uq_accompanied_present",
        "accompanied",
        ["child_id", "adult_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "uq_badge_in_use",
        "badge",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("revoked_at IS NULL"),
        postgresql_where=sa.text("revoked_at IS NULL"),
    )
    with building(op.get_bind()):
        _create_vault()


def _create_vault() -> None:
    op.create_table(
        "vault_entry",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("surname", sa.String(length=80), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_vault_entry")),
    )
    op.create_table(
        "vault_contact",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("relation", sa.String(length=60), nullable=False),
        sa.Column("reach", sa.String(length=120), nullable=False),
        sa.CheckConstraint("kind IN ('guardian', 'other')", name=op.f("ck_vault_contact_kind")),
        sa.PrimaryKeyConstraint("person_id", "kind", name=op.f("pk_vault_contact")),
    )
    op.create_table(
        "vault_need",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("to_act", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "to_act", name=op.f("pk_vault_need")),
    )
