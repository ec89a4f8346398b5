"""What is written or taken back is seen by its authors alone, a yes is to the text that counts, and
no "no" is bare."""

from __future__ import annotations

from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

DECIDED = "state IN ('selected','not_this_time','joined','confirmed')"
OLD = {
    "state": "state IN ('draft','submitted','in_review','questions_back','change_offered',"
    "'selected','not_this_time','joined','confirmed','withdrawn')",
    "visibility": "visibility IN ('authors','facilitators','delegates','room','public')",
    "shown": "visibility IN ('authors','facilitators') OR state IN ('confirmed','not_this_time')",
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
    "typed": "(typed_by IS NULL) = (typed_at IS NULL)",
    "typed_by_another": "typed_by <> author_id",
    "typed_until": "typed_until IS NULL OR typed_by IS NOT NULL",
    "own_words": "own_words_at IS NULL OR typed_until IS NOT NULL",
    "own_words_first": "typed_by IS NULL OR own_words_at IS NOT NULL OR"
    " (state IN ('draft','withdrawn') AND visibility = 'authors')",
}
NEW = {
    "unseen": "state NOT IN ('draft','withdrawn') OR visibility = 'authors'",
    "yes_to_what_counts": "confirmed_revision_id IS NULL OR"
    " (state = 'confirmed' AND confirmed_revision_id = current_revision_id)",
    "no_bare_no": "trim(no_reason) <> ''",
}


def upgrade() -> None:
    op.execute("UPDATE paper SET visibility = 'authors' WHERE state IN ('draft','withdrawn')")
    op.execute("UPDATE paper SET confirmed_revision_id = NULL WHERE state <> 'confirmed'")
    # On SQLite the table is copied, which leaves every check behind.
    is_copied = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table("paper") as paper:
        for name, condition in (OLD | NEW if is_copied else NEW).items():
            paper.create_check_constraint(op.f(f"ck_paper_{name}"), condition)
