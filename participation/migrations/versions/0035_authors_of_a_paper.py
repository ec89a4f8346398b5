"""A paper can have several authors, each of whom says yes to a change that is offered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paper_author",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("paper_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("recorded_by", sa.String(length=32)),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True)),
        sa.Column("places", sa.Text(), nullable=False),
        sa.Column("sends_version", sa.Integer()),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_paper_author_paper_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_paper_author_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["person.id"], name=op.f("fk_paper_author_recorded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_author")),
    )
    op.create_index(op.f("ix_paper_author_person_id"), "paper_author", ["person_id"])
    op.create_index(
        "uq_paper_author_present",
        "paper_author",
        ["paper_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("left_at IS NULL"),
        postgresql_where=sa.text("left_at IS NULL"),
    )
    op.create_table(
        "paper_offer_yes",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("offer_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["paper_offer.id"], name=op.f("fk_paper_offer_yes_offer_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_paper_offer_yes_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_offer_yes")),
        sa.UniqueConstraint(
            "offer_id", "person_id", name=op.f("uq_paper_offer_yes_offer_id_person_id")
        ),
    )
    # Whoever began a paper is its author.
    op.execute(
        "INSERT INTO paper_author (id, paper_id, person_id, joined_at, places) "
        "SELECT id, id, author_id, began_at, '' FROM paper"
    )
