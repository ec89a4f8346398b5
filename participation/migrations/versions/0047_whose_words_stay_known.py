"""After somebody left it is known whose words a joined line has, and which words are an adult's."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

WRITERS, RUNS = "paper_writers", "paper_runs"


def upgrade() -> None:
    with op.batch_alter_table(WRITERS) as table:
        table.add_column(sa.Column("seams", sa.Text(), nullable=False, server_default=""))
        table.create_check_constraint(
            op.f(f"ck_{WRITERS}_no_word"), "trim(seams, '0123456789: ') = ''"
        )
    op.create_table(
        RUNS,
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("paper_id", sa.String(32), nullable=False),
        sa.Column("revision_id", sa.String(32)),
        sa.Column("runs", sa.Text(), nullable=False),
        sa.CheckConstraint("trim(runs, '0123456789 ') = ''", name=op.f(f"ck_{RUNS}_no_word")),
        sa.CheckConstraint("runs <> ''", name=op.f(f"ck_{RUNS}_some")),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f(f"fk_{RUNS}_paper_id_paper")),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["paper_revision.id"],
            name=op.f(f"fk_{RUNS}_revision_id_paper_revision"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{RUNS}")),
        sa.UniqueConstraint("revision_id", name=op.f(f"uq_{RUNS}_revision_id")),
    )
    op.create_index(op.f(f"ix_{RUNS}_paper_id"), RUNS, ["paper_id"])
    op.create_index(
        f"uq_{RUNS}_draft",
        RUNS,
        ["paper_id"],
        unique=True,
        sqlite_where=sa.text("revision_id IS NULL"),
        postgresql_where=sa.text("revision_id IS NULL"),
    )
