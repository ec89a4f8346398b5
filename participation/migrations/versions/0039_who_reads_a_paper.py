"""A paper may be read by children with a badge, or by everybody, each author named as she chose."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

DECIDED = "state IN ('selected','not_this_time','joined','confirmed')"
OLD = {
    "state": "state IN ('draft','submitted','in_review','questions_back','change_offered',"
    "'selected','not_this_time','joined','confirmed','withdrawn')",
    "confirmed_revision": "state != 'confirmed' OR confirmed_revision_id IS NOT NULL",
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
NEW = {
    "visibility": "visibility IN ('authors','facilitators','delegates','room','public')",
    "shown": "visibility IN ('authors','facilitators') OR state IN ('confirmed','not_this_time')",
}
YES = {
    "visibility": "visibility IN ('delegates','room','public')",
    "named": "named IN ('first_name','chosen_name','group','none')",
}


def upgrade() -> None:
    # On SQLite the table is copied, which leaves every check behind.
    is_copied = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table("paper") as paper:
        if not is_copied:
            paper.drop_constraint(op.f("ck_paper_visibility"), type_="check")
        for name, condition in (OLD | NEW if is_copied else NEW).items():
            paper.create_check_constraint(op.f(f"ck_paper_{name}"), condition)
    with op.batch_alter_table("paper_yes") as yes:
        # Until now the name stood beside the words as the dial showed it, and so it stays.
        yes.add_column(
            sa.Column("named", sa.String(length=20), nullable=False, server_default="first_name")
        )
        for name, condition in YES.items():
            yes.create_check_constraint(op.f(f"ck_paper_yes_{name}"), condition)
