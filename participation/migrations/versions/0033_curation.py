"""The whole life of a paper: questions back, changes offered, a no by two, a release, a hold."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

DECIDED = "state IN ('selected','not_this_time','joined','confirmed')"
OLD = {
    "visibility": "visibility IN ('authors','facilitators','room')",
    "confirmed_revision": "state != 'confirmed' OR confirmed_revision_id IS NOT NULL",
}
NEW = {
    "state": "state IN ('draft','submitted','in_review','questions_back','change_offered',"
    "'selected','not_this_time','joined','confirmed','withdrawn')",
    "sent": "state IN ('draft','withdrawn') OR current_revision_id IS NOT NULL",
    "decided": f"({DECIDED}) = (decided_at IS NOT NULL)",
    "announced": "announced_at IS NULL OR decided_at IS NOT NULL",
    "told_first": "state != 'confirmed' OR announced_at IS NOT NULL",
    "joined": "state != 'joined' OR joined_to IS NOT NULL",
    "joined_to_another": "joined_to <> id",
    "two_curators": "state != 'not_this_time' OR (no_by IS NOT NULL AND no_agreed_by IS NOT NULL)",
    "two_people": "no_by <> no_agreed_by",
    "no_says_why": "(no_by IS NULL) = (no_reason IS NULL) AND (no_by IS NULL) = (goes_to IS NULL)",
    "goes_to": "goes_to IN ('answer','book','later')",
    "in_hand": "(in_hand_of IS NULL) = (in_hand_at IS NULL)",
    "held": "(held_by IS NULL) = (held_at IS NULL)",
}
POINTS_AT = {
    "current_revision_id": "paper_revision",
    "joined_to": "paper",
    "no_by": "person",
    "no_agreed_by": "person",
    "in_hand_of": "person",
    "held_by": "person",
}
MOMENTS = ("decided_at", "announced_at", "in_hand_at", "held_at")


def upgrade() -> None:
    # On SQLite the table is copied, which leaves every check behind.
    is_copied = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table("paper") as paper:
        for name, table in POINTS_AT.items():
            paper.add_column(sa.Column(name, sa.String(length=32)))
            paper.create_foreign_key(op.f(f"fk_paper_{name}"), table, [name], ["id"])
        for name in MOMENTS:
            paper.add_column(sa.Column(name, sa.DateTime(timezone=True)))
        paper.add_column(sa.Column("no_reason", sa.Text()))
        paper.add_column(sa.Column("goes_to", sa.String(length=20)))
    # Until now the newest text sent counted, and whoever was chosen knew it at once.
    op.execute(
        "UPDATE paper SET current_revision_id = (SELECT id FROM paper_revision AS sent"
        " WHERE sent.paper_id = paper.id ORDER BY number DESC LIMIT 1)"
    )
    op.execute(
        "UPDATE paper SET decided_at = moved_at, announced_at = moved_at"
        " WHERE state IN ('selected','confirmed')"
    )
    with op.batch_alter_table("paper") as paper:
        if not is_copied:
            paper.drop_constraint(op.f("ck_paper_state"), type_="check")
        for name, condition in (OLD | NEW if is_copied else NEW).items():
            paper.create_check_constraint(op.f(f"ck_paper_{name}"), condition)
    op.create_table(
        "paper_question",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("paper_id", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("asked_by", sa.String(length=32), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint(
            "answer = '' OR closed_at IS NOT NULL", name=op.f("ck_paper_question_answered")
        ),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["paper.id"], name=op.f("fk_paper_question_paper_id")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["person.id"], name=op.f("fk_paper_question_asked_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_question")),
    )
    op.create_index(op.f("ix_paper_question_paper_id"), "paper_question", ["paper_id"])
    _one_open("paper_question", "closed_at IS NULL")
    op.create_table(
        "paper_offer",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("paper_id", sa.String(length=32), nullable=False),
        sa.Column("revision_id", sa.String(length=32), nullable=False),
        sa.Column("based_on", sa.String(length=32), nullable=False),
        sa.Column("offered_by", sa.String(length=32), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint(
            "state IN ('open','yes','no','edited','ended')", name=op.f("ck_paper_offer_state")
        ),
        sa.CheckConstraint(
            "(state = 'open') = (answered_at IS NULL)", name=op.f("ck_paper_offer_answered")
        ),
        sa.CheckConstraint("revision_id <> based_on", name=op.f("ck_paper_offer_another_text")),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_paper_offer_paper_id")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["paper_revision.id"], name=op.f("fk_paper_offer_revision_id")
        ),
        sa.ForeignKeyConstraint(
            ["based_on"], ["paper_revision.id"], name=op.f("fk_paper_offer_based_on")
        ),
        sa.ForeignKeyConstraint(
            ["offered_by"], ["person.id"], name=op.f("fk_paper_offer_offered_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_offer")),
        sa.UniqueConstraint("revision_id", name=op.f("uq_paper_offer_revision_id")),
    )
    op.create_index(op.f("ix_paper_offer_paper_id"), "paper_offer", ["paper_id"])
    _one_open("paper_offer", "state = 'open'")


def _one_open(table: str, condition: str) -> None:
    op.create_index(
        f"uq_{table}_open",
        table,
        ["paper_id"],
        unique=True,
        sqlite_where=sa.text(condition),
        postgresql_where=sa.text(condition),
    )
