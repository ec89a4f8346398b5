"""A paper can be read in another language, in a person's words that its authors said yes to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

TABLE = "paper_translation"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("paper_id", sa.String(32), nullable=False),
        sa.Column("revision_id", sa.String(32), nullable=False),
        sa.Column("translates", sa.String(32), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("written_by", sa.String(32), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("read_by", sa.String(32)),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint(
            "state IN ('written','open','yes','no','ended')", name=op.f(f"ck_{TABLE}_state")
        ),
        sa.CheckConstraint(
            "(state IN ('written','open')) = (answered_at IS NULL)",
            name=op.f(f"ck_{TABLE}_answered"),
        ),
        sa.CheckConstraint(
            "state <> 'open' OR read_by IS NOT NULL", name=op.f(f"ck_{TABLE}_first_key")
        ),
        sa.CheckConstraint(
            "state <> 'yes' OR read_by IS NOT NULL", name=op.f(f"ck_{TABLE}_first_key_of_all")
        ),
        sa.CheckConstraint("read_by <> written_by", name=op.f(f"ck_{TABLE}_two_people")),
        sa.CheckConstraint("language IN ('ar','en','fr')", name=op.f(f"ck_{TABLE}_language")),
        sa.CheckConstraint("revision_id <> translates", name=op.f(f"ck_{TABLE}_another_text")),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["paper.id"], name=op.f(f"fk_{TABLE}_paper_id_paper")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["paper_revision.id"],
            name=op.f(f"fk_{TABLE}_revision_id_paper_revision"),
        ),
        sa.ForeignKeyConstraint(
            ["translates"],
            ["paper_revision.id"],
            name=op.f(f"fk_{TABLE}_translates_paper_revision"),
        ),
        sa.ForeignKeyConstraint(
            ["written_by"], ["person.id"], name=op.f(f"fk_{TABLE}_written_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["read_by"], ["person.id"], name=op.f(f"fk_{TABLE}_read_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("revision_id", name=op.f(f"uq_{TABLE}_revision_id")),
    )
    op.create_index(op.f(f"ix_{TABLE}_paper_id"), TABLE, ["paper_id"])
    for state, is_so in (
        ("open", sa.text("state IN ('written','open')")),
        ("yes", sa.text("state = 'yes'")),
    ):
        op.create_index(
            f"uq_{TABLE}_{state}",
            TABLE,
            ["translates", "language"],
            unique=True,
            sqlite_where=is_so,
            postgresql_where=is_so,
        )
    op.create_table(
        f"{TABLE}_yes",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("translation_id", sa.String(32), nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["translation_id"],
            [f"{TABLE}.id"],
            name=op.f(f"fk_{TABLE}_yes_translation_id_{TABLE}"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f(f"fk_{TABLE}_yes_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}_yes")),
        sa.UniqueConstraint(
            "translation_id", "person_id", name=op.f(f"uq_{TABLE}_yes_translation_id_person_id")
        ),
    )
