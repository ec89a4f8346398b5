"""Questions that a child wrote on paper, and an adult typed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

CHECKS = {
    "state": "state IN ('sent','cleared','shortlisted','on_stage','answered','stopped','later',"
    "'declined','taken_back','held','joined')",
    "first_key": "state NOT IN ('cleared','shortlisted','on_stage','answered') "
    "OR (cleared_by IS NOT NULL AND cleared_text IS NOT NULL AND cleared_text = text)",
    "second_key": "state NOT IN ('shortlisted','on_stage','answered') "
    "OR (chosen_by IS NOT NULL AND chosen_text IS NOT NULL AND chosen_text = text)",
    "held_without_words": "state <> 'held' OR (text = '' AND cleared_text IS NULL "
    "AND chosen_text IS NULL AND before_cover IS NULL)",
    "joined": "(state = 'joined') = (joined_to IS NOT NULL)",
    "in_line": "(state = 'shortlisted') = (place IS NOT NULL)",
    "place": "place BETWEEN 1 AND 10",
    "promised": "state <> 'later' OR (answer_by IS NOT NULL "
    "AND (owner_person IS NULL) <> (owner_organisation IS NULL))",
    "on_paper": "(typed_by IS NOT NULL) = (substr(asker, 1, 6) = 'paper:')",
}


def upgrade() -> None:
    # On SQLite the table is copied, which leaves every check behind.
    is_copied = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table("question") as question:
        question.add_column(sa.Column("typed_by", sa.String(length=32)))
        question.create_foreign_key(op.f("fk_question_typed_by"), "person", ["typed_by"], ["id"])
        for name, condition in CHECKS.items():
            if is_copied or name == "on_paper":
                question.create_check_constraint(op.f(f"ck_question_{name}"), condition)
