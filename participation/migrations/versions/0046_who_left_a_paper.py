"""A tablet that comes back after somebody left a paper loses no line, and brings none back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

WRITERS, PARTING = "paper_writers", "paper_parting"
# Whoever left before knows it by this too; which paper of her own she writes on in is not known.
LEFT_BEFORE = """
    INSERT INTO paper_parting (id, paper_id, person_id, version, prints, parted_at)
    SELECT paper_author.id, paper_author.paper_id, paper_author.person_id,
           paper.draft_version, '', paper_author.left_at
    FROM paper_author JOIN paper ON paper.id = paper_author.paper_id
    WHERE paper_author.left_at IS NOT NULL
"""


def upgrade() -> None:
    op.create_table(
        WRITERS,
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("paper_id", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("authors", sa.Text(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["paper.id"], name=op.f(f"fk_{WRITERS}_paper_id_paper")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{WRITERS}")),
        sa.UniqueConstraint("paper_id", "version", name=op.f(f"uq_{WRITERS}_paper_id_version")),
    )
    op.create_table(
        PARTING,
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("paper_id", sa.String(32), nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("own_paper_id", sa.String(32)),
        sa.Column("prints", sa.Text(), nullable=False),
        sa.Column("parted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["paper.id"], name=op.f(f"fk_{PARTING}_paper_id_paper")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f(f"fk_{PARTING}_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["own_paper_id"], ["paper.id"], name=op.f(f"fk_{PARTING}_own_paper_id_paper")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{PARTING}")),
    )
    op.create_index(op.f(f"ix_{PARTING}_paper_id"), PARTING, ["paper_id"])
    op.execute(LEFT_BEFORE)
