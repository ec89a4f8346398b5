"""A paper has drawings, pictures and photographed sheets: in its draft, and as they were sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paper_pixels",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("small", sa.LargeBinary(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.CheckConstraint("width > 0 AND height > 0", name=op.f("ck_paper_pixels_size")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_pixels")),
    )
    op.create_table(
        "paper_picture",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("paper_id", sa.String(length=32), nullable=False),
        sa.Column("pixels_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("alt", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("added_by", sa.String(length=32), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_out_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("kind IN ('picture','sheet')", name=op.f("ck_paper_picture_kind")),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["paper.id"], name=op.f("fk_paper_picture_paper_id_paper")
        ),
        sa.ForeignKeyConstraint(
            ["pixels_id"],
            ["paper_pixels.id"],
            name=op.f("fk_paper_picture_pixels_id_paper_pixels"),
        ),
        sa.ForeignKeyConstraint(
            ["added_by"], ["person.id"], name=op.f("fk_paper_picture_added_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_picture")),
    )
    op.create_index("ix_paper_picture_paper_id_position", "paper_picture", ["paper_id", "position"])
    op.create_index(op.f("ix_paper_picture_pixels_id"), "paper_picture", ["pixels_id"])
    op.create_table(
        "paper_revision_picture",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("revision_id", sa.String(length=32), nullable=False),
        sa.Column("pixels_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("alt", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('picture','sheet','')", name=op.f("ck_paper_revision_picture_kind")
        ),
        sa.CheckConstraint("kind <> '' OR alt = ''", name=op.f("ck_paper_revision_picture_erased")),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["paper_revision.id"],
            name=op.f("fk_paper_revision_picture_revision_id_paper_revision"),
        ),
        sa.ForeignKeyConstraint(
            ["pixels_id"],
            ["paper_pixels.id"],
            name=op.f("fk_paper_revision_picture_pixels_id_paper_pixels"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_revision_picture")),
        sa.UniqueConstraint(
            "revision_id", "position", name=op.f("uq_paper_revision_picture_revision_id_position")
        ),
    )
    op.create_index(
        op.f("ix_paper_revision_picture_pixels_id"), "paper_revision_picture", ["pixels_id"]
    )
