"""A first name is shown only as an adult has read it: who typed it, and what was decided.

What stands already was read by nobody: it waits where its child wants to be shown by it. A first
name is one name in one language; those that stood in several are left in their child's own.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

CHECKS = {
    "first_name_first_key": (
        "(first_name_cleared IS NULL) = (first_name_cleared_by IS NULL) "
        "AND (first_name_cleared IS NULL) = (first_name_cleared_at IS NULL)"
    ),
    "first_name_read_by_another": "first_name_cleared_by <> first_name_typed_by",
    "first_name_stopped_says_why": (
        "(first_name_stopped IS NULL) = (first_name_stopped_for IS NULL)"
    ),
    "first_name_cleared_or_stopped": "first_name_stopped IS NULL OR first_name_cleared IS NULL",
    "first_name_stopped_for": "first_name_stopped_for IN ('personal_details','unkind')",
}


def upgrade() -> None:
    with op.batch_alter_table("person") as table:
        table.add_column(sa.Column("first_name_typed_by", sa.String(length=32), nullable=True))
        table.add_column(
            sa.Column("first_name_typed_at", sa.DateTime(timezone=True), nullable=True)
        )
        table.add_column(sa.Column("first_name_cleared", sa.JSON(none_as_null=True), nullable=True))
        table.add_column(sa.Column("first_name_cleared_by", sa.String(length=32), nullable=True))
        table.add_column(
            sa.Column("first_name_cleared_at", sa.DateTime(timezone=True), nullable=True)
        )
        table.add_column(sa.Column("first_name_stopped", sa.JSON(none_as_null=True), nullable=True))
        table.add_column(sa.Column("first_name_stopped_for", sa.String(length=20), nullable=True))
        for column in ("first_name_typed_by", "first_name_cleared_by"):
            table.create_foreign_key(op.f(f"fk_person_{column}"), "person", [column], ["id"])
        for name, condition in CHECKS.items():
            table.create_check_constraint(op.f(f"ck_person_{name}"), condition)
    _keep_one_spelling()


def _keep_one_spelling() -> None:
    person = sa.table(
        "person",
        sa.column("id", sa.String),
        sa.column("language", sa.String),
        sa.column("first_name", sa.JSON(none_as_null=True)),
    )
    connection = op.get_bind()
    rows = connection.execute(
        sa.select(person).where(person.c.first_name.is_not(None)).order_by(person.c.id)
    ).all()
    for person_id, language, name in rows:
        if len(name) == 1:
            continue
        kept = language if language in name else next(iter(name), None)
        value = {kept: name[kept]} if kept else None
        connection.execute(
            sa.update(person).where(person.c.id == person_id).values(first_name=value)
        )


def downgrade() -> None:
    with op.batch_alter_table("person") as table:
        for name in CHECKS:
            table.drop_constraint(op.f(f"ck_person_{name}"), type_="check")
        for column in ("first_name_cleared_by", "first_name_typed_by"):
            table.drop_constraint(op.f(f"fk_person_{column}"), type_="foreignkey")
        for column in (
            "first_name_stopped_for",
            "first_name_stopped",
            "first_name_cleared_at",
            "first_name_cleared_by",
            "first_name_cleared",
            "first_name_typed_at",
            "first_name_typed_by",
        ):
            table.drop_column(column)
